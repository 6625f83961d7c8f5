"""Ordinary things that may look odd: reports corrected, parts given to others, samples brought by a colleague."""

from __future__ import annotations

import numpy as np

from jianzhen.calendar.days import is_working_day
from jianzhen.synth import identity
from jianzhen.synth.chance import dice, stream
from jianzhen.synth.dimensions import DAY, HOUR, MINUTE, day_of
from jianzhen.synth.items import INDUSTRIES, ITEMS, Item, index_of
from jianzhen.synth.world import Visit, World

CORRECTED = 0.006
SUBCONTRACTED = 0.03
BROUGHT = 0.04
WEEK = 7


def add_lookalikes(world: World) -> None:
    """Let them happen at the rates at which they happen."""
    _bring_by_a_colleague(world)
    _subcontract(world)


def _bring_by_a_colleague(world: World) -> None:
    """The driver hands the samples over while the crew unloads."""
    at = dice(world.dimensions.seed, "brought", world.laboratory.number)
    samples, driver = world["samples"], world.laboratory.others[0]
    events = {event for visit in world.visits if at.random() < BROUGHT for event in visit.events}
    brought = [event in events and person is not None
               for event, person in zip(samples["event_id"], samples["delivered_by"], strict=True)]  # fmt: skip
    samples["delivered_by"][np.flatnonzero(brought)] = driver


def _subcontract(world: World) -> None:
    """What the laboratory may not measure itself is measured by another one, and the report says so."""
    at, reports = dice(world.dimensions.seed, "parts", world.laboratory.number), world["reports"]
    others = [one for one in world.cast.laboratories if not one.cannot]
    missing = sorted(world.laboratory.cannot & {name for names in INDUSTRIES.values() for name in names})
    if not others or not missing:
        return
    partner = at.choice(others)
    for visit in world.visits:
        if visit.kind == "water" and at.random() < SUBCONTRACTED:
            item = ITEMS[index_of("water", at.choice(missing))]
            _line_of_partner(world, visit, item, item.median * at.uniform(0.8, 1.3))
            mine = reports.rows(report_no=visit.report_no)
            reports["subcontractor_id"][mine] = partner.org_id
            reports["notes"][mine] = f"{item.parameter}由{partner.name}分包检测（证书编号{partner.cert_no}）"


def _line_of_partner(world: World, visit: Visit, item: Item, value: float) -> None:
    lines = world["report_results"]
    rows = lines.rows(report_no=visit.report_no)
    outlet = next(one for one in visit.plant.points("water") if not one.inlet)
    start = int(lines["sampled_from_at"][rows].min())
    written = f"{value:.{item.decimals}f}"
    lines.add(
        {"lab_id": world.laboratory.org_id, "report_no": visit.report_no, "line": int(lines["line"][rows].max()) + 1,
         "outlet_id": outlet.outlet_id, "site_name": outlet.site, "parameter": item.parameter, "sampled_from_at": start,
         "sampled_to_at": start + 5 * MINUTE, "method": item.method, "value_text": written, "value": float(written),
         "unit": item.unit, "limit": item.limit, "verdict": "合格"}, 1,
    )  # fmt: skip


def correct_some(world: World) -> None:
    """A slip in the name of a site: the report is issued again under a new number that names the old one."""
    rng = stream(world.dimensions.seed, "corrected", world.laboratory.number)
    reports, lines, register = world["reports"], world["report_results"], world["report_register"]
    originals = reports.rows(copy="original")
    for row in originals[rng.random(len(originals)) < CORRECTED]:
        day = int(reports["issued_at"][row]) // DAY + WEEK
        while not is_working_day(day_of(day)):
            day += 1
        if day > world.dimensions.last_day:
            continue
        old = reports["report_no"][row]
        again, issued = reports.copy(np.array([row])), day * DAY + 10 * HOUR
        again["report_no"], again["replaces"] = f"{old}G", old
        again["issued_at"], again["compiled_on"], again["content_sha256"] = issued, day, identity.digests(rng, 1)
        again["submitted_at"], again["notes"] = issued + HOUR, "更正点位名称，原报告作废"
        reports.append(again)
        same = lines.copy(lines.rows(report_no=old))
        same["report_no"] = f"{old}G"
        lines.append(same)
        entry = register.copy(register.rows(report_no=old))
        entry["report_no"], entry["issued_on"] = f"{old}G", day
        register.append(entry)
