from __future__ import annotations

import random
from itertools import groupby

from jianzhen.synth import Region
from jianzhen.synth.operation import make_load
from jianzhen.synth.region import HOURS


def test_a_plant_stops_once_for_whole_days() -> None:
    for seed in range(20):
        stops = [len(list(group)) for load, group in groupby(make_load(random.Random(seed))) if not load]
        assert len(stops) == 1
        assert stops[0] in {72, 96, 120}


def test_the_meter_follows_the_load(clean: Region) -> None:
    for plant in clean.plants:
        hours = [row for row in clean.tables["plant_operations"] if row["org_id"] == plant.org_id]
        assert len(hours) == HOURS
        assert all((row["state"] == "running") == (load > 0) for row, load in zip(hours, plant.load, strict=True))
        assert all(row["power"] < 0.05 * plant.power_kw for row in hours if row["state"] == "stopped")
