"""Automatic monitoring: hourly values that follow the plant's load, converted to reference oxygen."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from jianzhen.synth import identity
from jianzhen.synth.operation import HOUR, MIDNIGHT
from jianzhen.synth.region import FIRST_DAY, Plant, Region

AIR, REFERENCE = 21.0, 6.0
GASES = {"a21026": 18.0, "a21002": 52.0, "a34013": 4.5}
"""SO2, NOx and dust with their usual level, mg/m3."""
WATER = {"w01018": 30.0, "w21003": 2.4}
DEVICES = 6
SINCE = dt.date(2023, 7, 1)
MAINTENANCE_HOURS = range(10 + 24 * 3, 24 * 61, 24 * 7)
"""A technician comes once a week and flags the hour."""


def add_devices(region: Region) -> None:
    """Give the first plants a device each, gas and water in turn."""
    for number, plant in enumerate(region.plants[:DEVICES]):
        gas = number % 2 == 0
        device = identity.device(region.rng, "640200")
        region.add("devices", device_id=device, outlet_id=plant.outlets["exhaust" if gas else "water"],
                   kind="gas" if gas else "water", network_required=True, networked_on=SINCE, accepted_on=SINCE,
                   station_lon=plant.place.lon, station_lat=plant.place.lat)  # fmt: skip
        (_add_gas if gas else _add_water)(region, plant, device)
        _mark_stops(region, plant, device)


def _noise(rng: random.Random, spread: float) -> Iterator[float]:
    """A slow walk about 1."""
    state = 0.0
    while True:
        state = 0.9 * state + rng.gauss(0, spread)
        yield 2.718281828**state


def _add_gas(region: Region, plant: Plant, device: str) -> None:
    rng = region.rng
    for factor in GASES:
        region.add("filed_parameters", device_id=device, factor=factor, name="o2_reference", value=REFERENCE,
                   unit="%", filed_on=SINCE)  # fmt: skip
    walks = {factor: _noise(rng, 0.05) for factor in GASES}
    for hour, load in enumerate(plant.load):
        oxygen = round(rng.gauss(AIR - 0.2, 0.05) if not load else 13.5 - 6 * load + rng.gauss(0, 0.15), 2)
        _observe(region, device, "a19001", hour, load, oxygen, 0.02)
        _observe(region, device, "a01012", hour, load, round(28 + 62 * load + rng.gauss(0, 0.8), 1), 0.01)
        _observe(region, device, "a01014", hour, load, round(6 + 3 * load + rng.gauss(0, 0.1), 2), 0.02)
        _observe(region, device, "a00000", hour, load, round(60_000 * load * rng.gauss(1, 0.01), 0), 0.03)
        for factor, level in GASES.items():
            mean = round(level * next(walks[factor]) * (load or 0.02), 2)
            _observe(region, device, factor, hour, load, mean, 0.15, converted=convert(mean, oxygen) if load else None)


def convert(mean: float, oxygen: float) -> float:
    """Concentration at reference oxygen (HJ 212-2017 annex D)."""
    return round(mean * (AIR - REFERENCE) / (AIR - oxygen), 2)


def _add_water(region: Region, plant: Plant, device: str) -> None:
    walks = {factor: _noise(region.rng, 0.06) for factor in WATER}
    for hour, load in enumerate(plant.load):
        flow = round(85 * load * region.rng.gauss(1, 0.02), 2)
        _observe(region, device, "w00000", hour, load, flow, 0.05)
        for factor, level in WATER.items():
            decimals = 1 if level > 10 else 3  # noqa: PLR2004 - COD is displayed to a tenth
            _observe(region, device, factor, hour, load, round(level * next(walks[factor]), decimals), 0.1)


def _observe(
    region: Region, device: str, factor: str, hour: int, load: float, mean: float, range_: float, *,
    converted: float | None = None,
) -> None:  # fmt: skip
    at = MIDNIGHT + hour * HOUR
    flag = "F" if not load else "M" if hour in MAINTENANCE_HOURS else "N"
    region.add("observations", device_id=device, factor=factor, cycle="hour", at=at, avg=mean,
               min=round(mean * (1 - range_ * region.rng.random()), 3),
               max=round(mean * (1 + range_ * region.rng.random()), 3), converted=converted, flag=flag,
               received_at=at + HOUR + dt.timedelta(seconds=region.rng.randint(40, 150)))  # fmt: skip


def _mark_stops(region: Region, plant: Plant, device: str) -> None:
    """The operator marks the plant's stop on the day it ends."""
    stopped = [hour for hour, load in enumerate(plant.load) if not load]
    first, last = MIDNIGHT + stopped[0] * HOUR, MIDNIGHT + (stopped[-1] + 1) * HOUR
    region.add("marks", mark_id=f"BJ-{device[-6:]}-{FIRST_DAY:%Y%m}", revision=0, device_id=device, kind="condition",
               mark="shutdown", from_at=first, to_at=last, created_at=first + HOUR, automatic=False,
               reason="计划检修")  # fmt: skip
