"""Crews and benches are planned as people would: nobody goes twice, nothing spoils over a long holiday."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.casting import cast_of
from jianzhen.synth.dimensions import DAY, Dimensions
from jianzhen.synth.making import make_world
from jianzhen.synth.schedule import outings

SPRING = Dimensions(0.05, 5)
"""Its days hold the five days of the May holiday."""

KEEPS_DAYS = 5
"""Chemical oxygen demand, HJ 828-2017."""


def test_no_two_crews_do_the_same_at_one_plant_on_one_day() -> None:
    for laboratory in cast_of(SPRING).laboratories:
        seen = [(one.plant.org_id, one.kind, one.day) for one in outings(laboratory, SPRING)]
        assert len(seen) == len(set(seen))


def test_nothing_waits_for_the_end_of_a_long_holiday() -> None:
    world = make_world(cast_of(SPRING), 8)
    samples, results = world["samples"], world["results"]
    drawn = dict(zip(samples["sample_no"], samples["collected_to_at"], strict=True))
    rows = np.flatnonzero([str(name).startswith("化学需氧量") for name in results["parameter"]])
    waits = [results["analysed_from_at"][row] - drawn[results["sample_no"][row]] for row in rows]
    assert len(waits) > 0
    assert max(waits) < KEEPS_DAYS * DAY
