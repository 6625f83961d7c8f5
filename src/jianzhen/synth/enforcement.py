"""What the authorities did: inspections, an old case long settled."""

from __future__ import annotations

import datetime as dt

from jianzhen.synth.region import Laboratory, Region, Row

ACT = "fabrication.record_conflict"


def add_enforcement(region: Region) -> None:
    """Inspect every laboratory; the first was punished once, four years ago."""
    for number, laboratory in enumerate(region.laboratories):
        day = dt.datetime(2026, 3, 2 + number, 9, 30)
        region.add("inspections", inspection_id=f"JC2026-{number + 1:03d}", org_id=laboratory.org_id, level="region",
                   planned_on=day.date(), started_at=day, ended_at=day + dt.timedelta(hours=5),
                   result="passed")  # fmt: skip
    add_penalty(region, region.laboratories[0], dt.date(2022, 4, 6), 1)


def add_penalty(region: Region, laboratory: Laboratory, decided: dt.date, number: int) -> tuple[Row, Row]:
    """Add a case and the penalty it ended with; it took effect a week after the decision."""
    case_id, effective = f"AJ{decided.year}-{laboratory.letter}{number}", decided + dt.timedelta(days=7)
    case = region.add("cases", case_id=case_id, org_id=laboratory.org_id, act=ACT,
                      act_on=decided - dt.timedelta(days=120), found_on=decided - dt.timedelta(days=80),
                      filed_on=decided - dt.timedelta(days=70), decided_on=decided, effective_on=effective,
                      status="closed")  # fmt: skip
    penalty = region.add("penalties", penalty_id=f"CF{decided.year}-{laboratory.letter}{number}", case_id=case_id,
                         org_id=laboratory.org_id, act=ACT, act_on=case["act_on"], decided_on=decided,
                         effective_on=effective, authority="示例市生态环境局", region="640100",
                         fine=50_000.0)  # fmt: skip
    return case, penalty
