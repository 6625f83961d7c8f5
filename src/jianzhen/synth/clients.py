"""The plants a laboratory works for: what they discharge where, and what their permits ask."""

from __future__ import annotations

import math
import random

from jianzhen.synth import identity
from jianzhen.synth.cast import Laboratory, Outlet, Plant
from jianzhen.synth.chance import dice, stream
from jianzhen.synth.dimensions import Dimensions
from jianzhen.synth.geography import CITIES, City, kilometres
from jianzhen.synth.items import BOUNDARY, INDUSTRIES, STACKS, WELL, indices

CLIENTS = 30
"""Of an average laboratory."""

ELSEWHERE = 0.12
A_DAY_TRIP = 120
"""Kilometres to another city in which a laboratory still takes clients."""

METERED = 0.3
METRE = 9e-6
"""Degrees, near enough."""

RARE = frozenset({"粪大肠菌群", "总汞", "总砷", "总铅", "总镉", "动植物油", "氟化物"})
SIDES = ("厂界东侧", "厂界南侧", "厂界西侧", "厂界北侧")
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def add_plants(laboratory: Laboratory, dimensions: Dimensions) -> None:
    """Give a laboratory its clients."""
    rng, at = stream(dimensions.seed, "clients", laboratory.number), dice(dimensions.seed, "clients", laboratory.number)
    home = next(city for city in CITIES if city.division == laboratory.division)
    near = [city for city in CITIES if kilometres(home.lon, home.lat, city.lon, city.lat) < A_DAY_TRIP]
    for number in range(max(8, math.ceil(CLIENTS * laboratory.size))):
        city = at.choices(near, [city.share for city in near])[0] if at.random() < ELSEWHERE else home
        org_id = identity.credit_code(rng, city.division)
        signer = identity.person(rng)
        laboratory.plants.append(_plant(laboratory, at, city, f"{laboratory.code}{number + 1:03d}", (org_id, signer)))


def _plant(laboratory: Laboratory, at: random.Random, city: City, code: str, ids: tuple[str, str]) -> Plant:
    away = at.uniform(0.02, 0.3)
    turn = at.uniform(0, 2 * math.pi)
    lon, lat = round(city.lon + away * math.cos(turn), 6), round(city.lat + 0.8 * away * math.sin(turn), 6)
    industry = at.choice(sorted(INDUSTRIES))
    plant = Plant(ids[0], f"示例{code}制造有限公司", city.division, industry, lon, lat, [],
                  at.random() < METERED, round(at.uniform(600, 2400), 0), ids[1])  # fmt: skip
    _waste_water(laboratory, at, plant, code)
    _stacks(laboratory, at, plant, code)
    _boundary(plant, at, code)
    return plant


def _near(at: random.Random, plant: Plant, metres: float) -> tuple[float, float]:
    reach = metres * METRE
    return round(plant.lon + at.uniform(-reach, reach), 6), round(plant.lat + at.uniform(-reach, reach), 6)


def _waste_water(laboratory: Laboratory, at: random.Random, plant: Plant, code: str) -> None:
    wanted = [name for name in INDUSTRIES[plant.industry] if name not in laboratory.cannot]
    usual = indices("water", tuple(name for name in wanted if name not in RARE))
    rare = indices("water", tuple(name for name in wanted if name in RARE))
    for number in range(1, at.choice((1, 2, 2, 3)) + 1):
        lon, lat = _near(at, plant, 120)
        name = "废水总排口" if number == 1 else f"{number}号车间废水排放口"
        plant.outlets.append(Outlet(f"{code}-DW{number:03d}", "water", "water", name, lon, lat, usual, rare))
    if at.random() < 0.8:  # noqa: PLR2004
        lon, lat = _near(at, plant, 120)
        # What goes into the treatment plant is measured to know how well it works; no permit asks for it.
        plant.outlets.append(
            Outlet(f"{code}-DW001J", "water", "water", "污水处理站进口", lon, lat, usual, (), inlet=True)
        )
    if at.random() < 0.4:  # noqa: PLR2004
        wells = indices("water", tuple(name for name in WELL if name not in laboratory.cannot))
        for number in range(1, at.randint(3, 4) + 1):
            lon, lat = _near(at, plant, 200)
            plant.outlets.append(
                Outlet(f"{code}-DX{number:02d}", "water", "ambient", f"{number}号地下水监测井", lon, lat, wells, (),
                       well=True)
            )  # fmt: skip


def _stacks(laboratory: Laboratory, at: random.Random, plant: Plant, code: str) -> None:
    for number in range(1, at.randint(1, 4) + 1):
        names = tuple(name for name in at.choice(STACKS) if name not in laboratory.cannot)
        lon, lat = _near(at, plant, 150)
        plant.outlets.append(
            Outlet(f"{code}-DA{number:03d}", "exhaust", "air", f"{number}号排气筒出口", lon, lat,
                   indices("exhaust", names))
        )  # fmt: skip


def _boundary(plant: Plant, at: random.Random, code: str) -> None:
    offsets = ((220, 0), (0, -220), (-220, 0), (0, 220))
    air, noise = indices("fugitive", at.choice(BOUNDARY)), indices("noise", ("等效连续A声级",))
    for number, ((east, north), side) in enumerate(zip(offsets, SIDES, strict=True), 1):
        lon, lat = round(plant.lon + east * METRE * 1.25, 6), round(plant.lat + north * METRE, 6)
        plant.outlets.append(Outlet(f"{code}-WZ{number:02d}", "fugitive", "ambient", f"{side}{number}#", lon, lat, air))
        plant.outlets.append(Outlet(f"{code}-ZS{number:02d}", "noise", "noise", f"{side}外1米", lon, lat, noise))
