"""How the plants run: load hour by hour, with one stop, and the meter that records it."""

from __future__ import annotations

import datetime as dt
import math
import random

from jianzhen.synth.region import FIRST_DAY, HOURS, Region

HOUR = dt.timedelta(hours=1)
STANDBY = 0.03
TREATMENT = 0.15
MIDNIGHT = dt.datetime.combine(FIRST_DAY, dt.time())


def make_load(rng: random.Random) -> list[float]:
    """Return the load of every hour as a share of full load; 0 in a stop of three to five days."""
    stop = rng.randrange(15 * 24, 45 * 24, 24)
    ends = stop + 24 * rng.randint(3, 5)
    drift, load = 0.0, []
    for hour in range(HOURS):
        drift = 0.95 * drift + rng.gauss(0, 0.015)
        running = 0.82 + 0.05 * math.sin(2 * math.pi * (hour - 8) / 24) + drift
        load.append(0.0 if stop <= hour < ends else min(1.0, max(0.5, running)))
    return load


def add_operations(region: Region) -> None:
    """Add the meter's hours of every plant."""
    for plant in region.plants:
        for hour, load in enumerate(plant.load):
            share = load or STANDBY
            region.add("plant_operations", org_id=plant.org_id, source="meter", from_at=MIDNIGHT + hour * HOUR,
                       to_at=MIDNIGHT + (hour + 1) * HOUR, output=round(12 * load, 2), output_unit="t",
                       power=round(plant.power_kw * share * region.rng.uniform(0.98, 1.02), 1),
                       treatment_power=round(plant.power_kw * share * TREATMENT, 1), load_pct=round(100 * load, 1),
                       state="running" if load else "stopped")  # fmt: skip
