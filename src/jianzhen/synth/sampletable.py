"""Events, crews, samples and the memory of field instruments, as the visits left them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from jianzhen.synth import weather
from jianzhen.synth.cast import Outlet
from jianzhen.synth.chance import dice, stream
from jianzhen.synth.dimensions import DAY, HOUR, MINUTE
from jianzhen.synth.frame import NOTHING, Frame
from jianzhen.synth.geography import to_gcj02
from jianzhen.synth.items import ITEMS
from jianzhen.synth.operation import load_at
from jianzhen.synth.sheet import Sheet
from jianzhen.synth.world import Read, Taken, World

HANDSET = 5e-5
"""Degrees by which a handset is off, one standard deviation."""

FLOW = {"exhaust": 25.0, "fugitive": 100.0}
"""Litres a minute of the dust samplers."""

CONTAINERS = {"main": "聚乙烯瓶、玻璃瓶", "oil": "棕色玻璃瓶", "sterile": "无菌瓶", "filter": "滤膜盒", "bag": "气袋",
              "absorber": "吸收瓶"}  # fmt: skip
PRESERVATIVES = {"main": "按项目分装加酸或加碱", "oil": "盐酸 pH≤2", "sterile": "硫代硫酸钠"}
STORAGE = {"filter": "常温", "bag": "避光常温", "absorber": "4℃冷藏"}
NAMES = {"water": "废水", "well": "地下水", "exhaust": "废气", "fugitive": "无组织废气"}
FILTER, BAG, GAS = "filter", "bag", "gas"
"""What is read on site has a number like every sample, but nothing that is carried."""


def add_events(world: World) -> None:
    """The tables of events and crews."""
    at = dice(world.dimensions.seed, "events", world.laboratory.number)
    events, crews = Sheet("sampling_events"), Sheet("sampling_crew")
    spans = _spans(world)
    for visit in world.visits:
        for number, event_id in enumerate(visit.events):
            start, end, outlet, planned = spans[visit.number, number]
            lon, lat = outlet.lon + at.gauss(0, HANDSET), outlet.lat + at.gauss(0, HANDSET)
            if world.laboratory.habits.gcj:
                lon, lat = to_gcj02(lon, lat)
            wind, rain = weather.at(world.dimensions, visit.plant.division, start)
            events.put(
                event_id=event_id, lab_id=world.laboratory.org_id, outlet_id=outlet.outlet_id, site_name=outlet.site,
                category=visit.category, started_at=start, ended_at=end, lon=round(float(lon), 6),
                lat=round(float(lat), 6), instrument_id=_sampler(world, visit.kind, visit.crew, number),
                load_pct=load_at(world, visit.plant, start), wind_speed=wind,
                weather="rain" if rain else at.choice(("sunny", "sunny", "cloudy")), planned_count=planned or None,
                client_signer_id=visit.plant.signer,
            )  # fmt: skip
            for person in visit.people:
                crews.put(event_id=event_id, person_id=person, client_staff=0,
                          signature_device=f"TAB-{visit.crew + 1:02d}",
                          signed_in_at=max(visit.arrive, start - at.randint(2, 6) * MINUTE),
                          signed_out_at=end + at.randint(1, 5) * MINUTE)  # fmt: skip
            if at.random() < 0.1:  # noqa: PLR2004 - now and then somebody of the plant goes along
                crews.put(event_id=event_id, person_id=visit.plant.signer, client_staff=1)
    world.tables["sampling_events"], world.tables["sampling_crew"] = events.frame(), crews.frame()


def _sampler(world: World, kind: str, crew: int, number: int) -> str | None:
    if kind == "fugitive":
        return world.laboratory.air_samplers[crew][number]
    names = {"exhaust": "stack_sampler", "noise": "sound_meter", "water": "water_sampler", "well": "water_sampler"}
    return world.laboratory.kits[crew][names[kind]]


def _spans(world: World) -> dict[tuple[int, int], tuple[int, int, Outlet, int]]:
    """From and to of every event with its outlet and the number of samples planned."""
    found: dict[tuple[int, int], tuple[int, int, Outlet, int]] = {}
    everything: list[tuple[Taken | Read, int]] = [(one, 1) for one in world.taken]
    for one, counts in [*everything, *((read, 0) for read in world.readings)]:
        key = (one.visit, one.event)
        start, end, outlet, many = found.get(key, (one.from_at, one.to_at, one.outlet, 0))
        found[key] = (min(start, one.from_at), max(end, one.to_at), outlet, many + counts)
    return found


def add_samples(world: World) -> None:
    """The table of samples; its rows stand in the order of ``world.taken``."""
    rng, taken = stream(world.dimensions.seed, "samples", world.laboratory.number), world.taken
    visits, count = [world.visits[one.visit] for one in taken], len(taken)
    bottle = [one.bottle for one in taken]
    dust = np.array([one == FILTER for one in bottle])
    flow = np.array([FLOW.get(visit.category, np.nan) for visit in visits])
    flow = np.where(dust, np.round(flow * rng.uniform(0.985, 1.015, count), 1), np.nan)
    spent = np.array([(one.to_at - one.from_at) / MINUTE for one in taken])
    blank = np.array([one.blank for one in taken])
    on_site = np.array([one == GAS for one in bottle])
    carried = list(zip(bottle, visits, strict=True))
    liquid = np.array([2.0 if one in {"main", "oil"} else np.nan for one in bottle])
    world.tables["samples"] = Frame(
        "samples",
        {
            "sample_no": _numbers(world),
            "lab_id": world.laboratory.org_id,
            "event_id": [visit.events[one.event] for visit, one in zip(visits, taken, strict=True)],
            "parameters": [_names(one.items) for one in taken],
            "container": [CONTAINERS.get(one) for one in bottle],
            "preservative": [PRESERVATIVES.get(one) for one in bottle],
            "sealed": np.where(on_site, -1, 1),
            "medium_id": _media(world),
            "collected_from_at": [one.from_at for one in taken],
            "collected_to_at": [one.to_at for one in taken],
            "flow": np.where(blank, np.nan, flow),
            "volume": np.where(blank, np.nan, np.where(dust, np.round(flow * spent, 1), liquid)),
            "received_at": np.where(on_site, NOTHING, [visit.received for visit in visits]),
            "received_by": [None if one == GAS else _keeper(world, visit.received) for one, visit in carried],
            "delivered_by": [
                None if one.bottle == GAS else visit.people[one.event % 2]
                for visit, one in zip(visits, taken, strict=True)
            ],
            "storage": [None if one == GAS else STORAGE.get(one, "0～4℃冷藏") for one in bottle],
            "name": [_what(visit.kind, one) for visit, one in zip(visits, taken, strict=True)],
            "state": "完好",
        },
        count,
    )


def _keeper(world: World, received: int) -> str:
    """One keeper by day, the other for what comes in late."""
    keepers = world.laboratory.keepers
    return keepers[1] if received % DAY >= 18 * HOUR else keepers[0]


def _numbers(world: World) -> list[str]:
    seen: dict[str, int] = {}
    numbers = []
    for one in world.taken:
        event = world.visits[one.visit].events[one.event]
        seen[event] = seen.get(event, 0) + 1
        numbers.append(f"{event}-{seen[event]:02d}")
    return numbers


def _media(world: World) -> list[str | None]:
    letters = {FILTER: "LM", BAG: "QD"}
    code = world.laboratory.code
    return [f"{code}{letters[one.bottle]}{number:06d}" if one.bottle in letters else None
            for number, one in enumerate(world.taken, 1)]  # fmt: skip


@lru_cache(maxsize=4096)
def _names(items: tuple[int, ...]) -> str:
    return ";".join(ITEMS[item].parameter for item in items)


def _what(kind: str, one: Taken) -> str:
    if one.blank:
        return "全程序空白"
    return f"{NAMES[kind]}（现场平行）" if one.twin_of >= 0 else NAMES[kind]
