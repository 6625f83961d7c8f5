"""Automatic monitoring: hourly values that follow the plant's load, converted to reference oxygen."""

from __future__ import annotations

import numpy as np

from jianzhen.synth import identity
from jianzhen.synth.cast import Plant
from jianzhen.synth.chance import stream
from jianzhen.synth.dimensions import DAY, HOUR
from jianzhen.synth.frame import Array, Frame, joined
from jianzhen.synth.sheet import Sheet
from jianzhen.synth.world import World

AIR, REFERENCE = 21.0, 6.0
GASES = {"a21026": 18.0, "a21002": 52.0, "a34013": 4.5}
"""SO2, NOx and dust with their usual level, mg/m3."""

WATER = {"w01018": 30.0, "w21003": 2.4}
DEVICE_EVERY = 2
"""One laboratory in two has a client with an automatic device."""

MAINTENANCE = (3, 10)
"""Day of the week (of 1970) and hour at which a technician comes."""


def add_telemetry(world: World) -> None:
    """Give one client of every other laboratory a device, gas and water in turn."""
    number = world.laboratory.number
    if number % DEVICE_EVERY:
        return
    gas = number % (2 * DEVICE_EVERY) == 0
    plant = next(plant for plant in world.laboratory.plants if plant.points("exhaust" if gas else "water"))
    rng = stream(world.dimensions.seed, "telemetry", number)
    device, since = identity.device(rng, plant.division), world.dimensions.first_day - 700
    outlet = plant.points("exhaust" if gas else "water")[0].outlet_id
    devices, filed = Sheet("devices"), Sheet("filed_parameters")
    devices.put(device_id=device, outlet_id=outlet, kind="gas" if gas else "water", network_required=1,
                networked_on=since, accepted_on=since, station_lon=plant.lon, station_lat=plant.lat)  # fmt: skip
    for factor in GASES if gas else ():
        filed.put(device_id=device, factor=factor, name="o2_reference", value=REFERENCE, unit="%", filed_on=since)
    world.tables["devices"] = devices.frame()
    if gas:
        world.tables["filed_parameters"] = filed.frame()
    load = np.repeat(world.loads[plant.org_id].ravel() / 100, 8)
    load = np.where(load > 0, np.clip(load + rng.normal(0, 0.012, len(load)), 0.3, 1.0), 0.0)
    world.tables["observations"] = joined((_gas if gas else _water)(world, device, load, rng))
    _mark_stops(world, plant, device)


def convert(mean: Array, oxygen: Array) -> Array:
    """Concentration at reference oxygen (HJ 212-2017 annex D)."""
    return np.asarray(np.round(mean * (AIR - REFERENCE) / (AIR - oxygen), 2))


def _walk(rng: np.random.Generator, count: int, spread: float) -> Array:
    """A slow walk about 1."""
    state, steps = 0.0, rng.normal(0, spread, count).tolist()
    states = np.empty(count)
    for row, step in enumerate(steps):
        state = 0.9 * state + step
        states[row] = state
    return np.exp(states)


def _gas(world: World, device: str, load: Array, rng: np.random.Generator) -> list[Frame]:
    count, runs = len(load), load > 0
    oxygen = np.round(np.where(runs, 13.5 - 6 * load + rng.normal(0, 0.15, count), rng.normal(20.8, 0.05, count)), 2)
    warm = np.round(28 + 62 * load + rng.normal(0, 0.8, count), 1)
    moist = np.round(6 + 3 * load + rng.normal(0, 0.1, count), 2)
    flow = np.round(60_000 * load * rng.normal(1, 0.01, count), 0)
    plain = (("a19001", oxygen, 0.02), ("a01012", warm, 0.01), ("a01014", moist, 0.02), ("a00000", flow, 0.03))
    parts = [_observed(world, device, factor, load, mean, spread, rng) for factor, mean, spread in plain]
    for factor, level in GASES.items():
        mean = np.round(level * _walk(rng, count, 0.05) * np.where(runs, load, 0.02), 2)
        part = _observed(world, device, factor, load, mean, 0.15, rng)
        part["converted"] = np.where(runs, convert(mean, np.where(runs, oxygen, 0)), np.nan)
        parts.append(part)
    return parts


def _water(world: World, device: str, load: Array, rng: np.random.Generator) -> list[Frame]:
    count = len(load)
    parts = [_observed(world, device, "w00000", load, np.round(85 * load * rng.normal(1, 0.02, count), 2), 0.05, rng)]
    for factor, level in WATER.items():
        decimals = 1 if level > 10 else 3  # noqa: PLR2004 - COD is displayed to a tenth
        mean = np.round(level * _walk(rng, count, 0.06), decimals)
        parts.append(_observed(world, device, factor, load, mean, 0.1, rng))
    return parts


def _observed(
    world: World, device: str, factor: str, load: Array, mean: Array, spread: float, rng: np.random.Generator
) -> Frame:
    count = len(load)
    at = world.dimensions.first_day * DAY + np.arange(count) * HOUR
    visit = (at // DAY % 7 == MAINTENANCE[0]) & (at % DAY // HOUR == MAINTENANCE[1])
    flag = np.where(load <= 0, "F", np.where(visit, "M", "N")).astype(object)
    return Frame(
        "observations",
        {
            "device_id": device, "factor": factor, "cycle": "hour", "at": at, "avg": mean,
            "min": np.round(mean * (1 - spread * rng.random(count)), 3),
            "max": np.round(mean * (1 + spread * rng.random(count)), 3), "flag": flag,
            "received_at": at + HOUR + rng.integers(40, 150, count),
        },
        count,
    )  # fmt: skip


def _mark_stops(world: World, plant: Plant, device: str) -> None:
    """The operator marks each stop when it begins."""
    marks = Sheet("marks")
    for number, (first, last) in enumerate(sorted(plant.stops), 1):
        marks.put(mark_id=f"BJ-{device[-6:]}-{number:02d}", revision=0, device_id=device, kind="condition",
                  mark="shutdown", from_at=first * DAY, to_at=last * DAY, created_at=first * DAY + HOUR, automatic=0,
                  reason="计划检修")  # fmt: skip
    if len(marks):
        world.tables["marks"] = marks.frame()
