from __future__ import annotations

import datetime as dt
import random

import pytest

from jianzhen.synth.region import FIRST_DAY, Place, Plant, Region


def test_a_column_outside_the_contract_is_refused() -> None:
    with pytest.raises(KeyError):
        Region(random.Random(1)).add("samples", colour="red")


def test_a_visit_is_chosen_once(clean: Region) -> None:
    region = Region(random.Random(1), visits=[clean.visits[0]])
    try:
        assert region.untouched(lambda _: True) is clean.visits[0]
        with pytest.raises(LookupError):
            region.untouched(lambda _: True)
    finally:
        clean.visits[0].touched = False


def test_a_plant_runs_on_a_day_only_if_it_ran_the_day_before() -> None:
    plant = Plant("x", Place(106, 38), {}, [0.0] * 24 + [0.8] * 48, 1000)
    days = [FIRST_DAY + dt.timedelta(days=number) for number in range(3)]
    assert [plant.runs_on(day) for day in days] == [False, False, True]
