"""Somebody who was punished twice does it again."""

from __future__ import annotations

from jianzhen.synth.dimensions import DAY
from jianzhen.synth.enforcement import ACT, put_penalty
from jianzhen.synth.labels import Label
from jianzhen.synth.sheet import Sheet
from jianzhen.synth.tampering.ground import Ground
from jianzhen.words import Words

TWO_YEARS = 730


def punished_twice_before(ground: Ground) -> Label:
    """Two penalties for false reports within two years, and a new case (OC-09)."""
    world, at = ground.world, ground.at
    acted = world.dimensions.first_day + at.randrange(max(world.dimensions.days - 10, 1))
    cases, penalties = Sheet("cases"), Sheet("penalties")
    first = acted - at.randint(TWO_YEARS // 3, TWO_YEARS - 20)
    second = first + at.randint(40, max(acted - first - 30, 41))
    for number, decided in enumerate((first, second)):
        put_penalty(cases, penalties, ground.lab_id, f"{world.laboratory.code}-N{number}", decided)
    found = min(acted + 12, world.dimensions.last_day)
    cases.put(case_id=f"AJ-{world.laboratory.code}-N", org_id=ground.lab_id, act=ACT, act_on=acted, found_on=found,
              filed_on=found, status="filed")  # fmt: skip
    rows = world["cases"].append(cases.frame())
    told = world["penalties"].append(penalties.frame())
    return ground.label(
        "punished_twice_before", "OC-09", (first * DAY, acted * DAY),
        Words("二年内受过两次处罚又有新案", "a new case after two penalties within two years"),
        (("cases", rows[-1:]), ("penalties", told)),
    )  # fmt: skip
