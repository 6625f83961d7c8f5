"""Names are compared without what people type differently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.contract.fold import Nearest, fold, split_bracket

SAME = [
    ("ＣＯＤ", "cod"), (" 采样 体积 ", "采样体积"), ("氨氮（ＮＨ３－Ｎ）", "氨氮(NH3-N)"), ("μg/L", "ug/l"),
    ("µg/L", "ug/L"), ("mg/m³", "mg/m3"), ("㎎/L", "mg/L"), ("HJ 91.1—2019", "HJ91.1-2019"), ("《水质》", "水质"),
    ("结果*", "结果"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_fold_together(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("总磷", "总氮"), ("2,4-二硝基甲苯", "24-二硝基甲苯"), ("<", ">")])
def test_different_names_stay_apart(one, other):
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_a_bracket_at_the_end_is_split_off():
    assert split_bracket("采样体积(l)") == ("采样体积", "l")
    assert split_bracket("采样体积") == ("采样体积", "")
    assert split_bracket("(l)") == ("(l)", "")


def test_the_nearest_name_is_suggested_and_nothing_when_none_is_near():
    near = Nearest(["化学需氧量", "氨氮", "总磷"])
    assert near("化学需养量") == "化学需氧量"
    assert near("qqqq") is None
    assert Nearest([])("x") is None


@given(st.text())
def test_any_text_may_be_asked_for(text):
    assert Nearest(["化学需氧量", ""])(text) in {None, "化学需氧量", ""}
