"""What the authorities did: inspections, an order to mend things, an old case long settled."""

from __future__ import annotations

from jianzhen.calendar.days import is_working_day
from jianzhen.synth.chance import dice
from jianzhen.synth.dimensions import DAY, HOUR, day_of
from jianzhen.synth.sheet import Sheet
from jianzhen.synth.world import World

ACT = "fabrication.record_conflict"
OLD_CASE = 4 * 365
AUTHORITY = "示例市生态环境局"


def add_enforcement(world: World) -> None:
    """The tables of inspections, cases and penalties."""
    at, base = dice(world.dimensions.seed, "enforcement", world.laboratory.number), world.laboratory
    inspections, cases, penalties = Sheet("inspections"), Sheet("cases"), Sheet("penalties")
    day = world.dimensions.first_day + at.randrange(world.dimensions.days)
    while not is_working_day(day_of(day)):
        day += 1
    inspections.put(inspection_id=f"JC-{base.code}", org_id=base.org_id, level="region", planned_on=day,
                    started_at=day * DAY + 9 * HOUR, ended_at=day * DAY + 15 * HOUR,
                    result="corrected" if base.closed else "passed")  # fmt: skip
    if base.number % 5 == 0:
        decided = world.dimensions.first_day - OLD_CASE - at.randint(0, 300)
        put_penalty(cases, penalties, base.org_id, f"{base.code}-1", decided)
    if base.closed:
        cases.put(case_id=f"AJ-{base.code}-T", org_id=base.org_id, act="qualification.conditions", status="closed",
                  found_on=base.closed[0] - 20, filed_on=base.closed[0] - 12, decided_on=base.closed[0] - 1,
                  effective_on=base.closed[0], stop_from_on=base.closed[0], stop_to_on=base.closed[1])  # fmt: skip
    for sheet in (inspections, cases, penalties):
        if len(sheet):
            world.tables[sheet.table] = sheet.frame()


def put_penalty(cases: Sheet, penalties: Sheet, org_id: str, number: str, decided: int) -> None:
    """A case and the penalty it ended with; it took effect a week after the decision."""
    acted = decided - 120
    cases.put(case_id=f"AJ-{number}", org_id=org_id, act=ACT, act_on=acted, found_on=decided - 80,
              filed_on=decided - 70, decided_on=decided, effective_on=decided + 7, status="closed")  # fmt: skip
    penalties.put(penalty_id=f"CF-{number}", case_id=f"AJ-{number}", org_id=org_id, act=ACT, act_on=acted,
                  decided_on=decided, effective_on=decided + 7, authority=AUTHORITY, region="640100",
                  fine=50_000.0)  # fmt: skip
