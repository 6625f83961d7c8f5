"""The store: filters and sampler heads that come in and go out with the crews, standards used up."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.bench import Runs
from jianzhen.synth.chance import dice
from jianzhen.synth.dimensions import DAY, HOUR, MINUTE, day_of
from jianzhen.synth.groups import GROUPS
from jianzhen.synth.jobs import STANDARD
from jianzhen.synth.sampletable import FILTER
from jianzhen.synth.sheet import Sheet
from jianzhen.synth.world import World

MONTH = 30
RESERVE = 40
BUSY_DAYS = 3
TOP_UP = 0.04
"""Share of outings for which somebody fetches a forgotten filter the same morning."""

OPENED = 9
"""Runs of a standard for which one ampoule lasts."""

GOODS = {"exhaust": ("sampler_head", "低浓度采样头 47mm", "个"), "fugitive": ("filter", "玻璃纤维滤膜 90mm", "张")}


def add_movements(world: World, runs: Runs) -> None:
    """The table of the store's ledger, in the order in which it was written."""
    at = dice(world.dimensions.seed, "store", world.laboratory.number)
    rows: list[dict[str, object]] = []
    for category, (kind, item, unit) in GOODS.items():
        used: dict[int, int] = {}
        for day, taken in _outings(world, category):
            event_id, person, count, set_out = taken
            more = count + at.randint(1, 2)
            fetched = 1 if at.random() < TOP_UP else 0
            common = {"item": item, "kind": kind, "unit": unit, "lot": f"{kind[:1].upper()}{day_of(day):%y%m}",
                      "event_id": event_id, "person_id": person, "direction": "use"}  # fmt: skip
            rows.append({**common, "quantity": float(more - fetched), "at": set_out - 12 * MINUTE})
            if fetched:
                rows.append({**common, "quantity": 2.0, "at": set_out - 4 * MINUTE})
            used[day] = used.get(day, 0) + more + 1
        rows += (
            _owned(world, kind, item, unit, used) if category == "exhaust" else _bought(world, kind, item, unit, used)
        )
    rows += _standards(world, runs)
    rows.sort(key=lambda row: (int(str(row["at"])), str(row["item"]), str(row.get("event_id"))))
    sheet = Sheet("movements")
    for number, row in enumerate(rows, 1):
        sheet.put(entry_no=number, org_id=world.laboratory.org_id, **row)
    world.tables["movements"] = sheet.frame()


def _outings(world: World, category: str) -> list[tuple[int, tuple[str, str, int, int]]]:
    """Day of each event, with its number, who fetched what it needs, how many, and when the crew set out."""
    counts: dict[tuple[int, int], int] = {}
    for one in world.taken:
        if one.bottle == FILTER and world.visits[one.visit].category == category:
            counts[one.visit, one.event] = counts.get((one.visit, one.event), 0) + 1
    found = []
    for (number, event), count in counts.items():
        visit = world.visits[number]
        found.append((visit.day, (visit.events[event], visit.people[0], count, visit.set_out)))
    return found


def _owned(world: World, kind: str, item: str, unit: str, used: dict[int, int]) -> list[dict[str, object]]:
    """Heads are cleaned, weighed and used again: there are enough for some busy days on end."""
    start = world.dimensions.first_day - MONTH
    enough = BUSY_DAYS * max(used.values(), default=0) + RESERVE
    return [{"item": item, "kind": kind, "unit": unit, "lot": f"{kind[:1].upper()}{day_of(start):%y%m}",
             "direction": "in", "quantity": float(enough), "at": start * DAY + 10 * HOUR,
             "person_id": world.laboratory.keepers[0]}]  # fmt: skip


def _bought(world: World, kind: str, item: str, unit: str, used: dict[int, int]) -> list[dict[str, object]]:
    """What was delivered at the start of each month, ahead of what the month will need."""
    rows: list[dict[str, object]] = []
    first = world.dimensions.first_day
    for start in range(first, world.dimensions.last_field_day + 1, MONTH):
        need = sum(count for day, count in used.items() if start <= day < start + MONTH)
        rows.append({"item": item, "kind": kind, "unit": unit, "lot": f"{kind[:1].upper()}{day_of(start):%y%m}",
                     "direction": "in", "quantity": float(need + RESERVE), "expires_on": start + 3 * 365,
                     "at": (start - 2) * DAY + 10 * HOUR, "person_id": world.laboratory.keepers[0]})  # fmt: skip
    return rows


def _standards(world: World, runs: Runs) -> list[dict[str, object]]:
    """Certified solutions: an ampoule is opened for some of the checks, long before it expires."""
    jobs, people = runs.jobs, world["analysis_runs"]
    rows = np.flatnonzero(jobs.kind == STANDARD)
    names = [one.lead.parameter for one in GROUPS]
    found: list[dict[str, object]] = []
    for row in rows[np.argsort(runs.started[rows], kind="stable")][::OPENED]:
        started = int(runs.started[row])
        found.append({"item": f"{names[jobs.group[row]]}标准溶液", "kind": "reference_material", "direction": "use",
                      "quantity": 1.0, "unit": "支", "at": started - 30 * MINUTE,
                      "lot": f"BW{day_of(started // DAY):%y}",
                      "expires_on": started // DAY + 200, "run_id": people["run_id"][row],
                      "person_id": people["analyst_id"][row]})  # fmt: skip
    return found
