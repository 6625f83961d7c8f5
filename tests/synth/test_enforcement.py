from __future__ import annotations

import datetime as dt
import random

from jianzhen.contract.codes import code_list
from jianzhen.synth import Region
from jianzhen.synth.enforcement import ACT, add_penalty


def test_the_act_is_in_the_list() -> None:
    assert ACT in code_list("act").codes


def test_a_penalty_takes_effect_after_the_decision(clean: Region) -> None:
    region = Region(random.Random(1))
    case, penalty = add_penalty(region, clean.laboratories[0], dt.date(2025, 3, 12), 1)
    assert case["act_on"] < case["found_on"] < case["filed_on"] < penalty["decided_on"] < penalty["effective_on"]
    assert penalty["case_id"] == case["case_id"]


def test_only_one_honest_laboratory_was_ever_punished(clean: Region) -> None:
    assert len(clean.tables["penalties"]) == 1
    assert len(clean.tables["inspections"]) == len(clean.laboratories)
