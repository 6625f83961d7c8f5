"""Who was punished before and did it again."""

from __future__ import annotations

import datetime as dt

from jianzhen.synth.enforcement import ACT, add_penalty
from jianzhen.synth.region import Label, Region
from jianzhen.words import Words


def punished_twice_before(region: Region) -> Label:
    """Within two years of the first of two penalties a laboratory is caught a third time (OC-09)."""
    laboratory = region.laboratories[1]
    before = [add_penalty(region, laboratory, day, number)[1]
              for number, day in enumerate((dt.date(2024, 9, 10), dt.date(2025, 3, 12)), 1)]  # fmt: skip
    new = region.add("cases", case_id=f"AJ2026-{laboratory.letter}9", org_id=laboratory.org_id, act=ACT,
                     act_on=dt.date(2026, 4, 20), found_on=dt.date(2026, 5, 18), filed_on=dt.date(2026, 5, 25),
                     status="filed")  # fmt: skip
    return Label(
        "punished_twice_before", "OC-09", laboratory.org_id, dt.datetime(2024, 9, 17), dt.datetime(2026, 4, 20),
        Words("两年内两次受罚后又犯", "a third time within two years of the first penalty"),
        (("cases", new), *(("penalties", row) for row in before)),
    )  # fmt: skip
