"""Names of factors and codes."""

from __future__ import annotations

import pytest

from jianzhen.hj212.catalogue import codes, factor_of

LISTS = ("commands", "systems", "flags", "qn_results", "execution_results")


@pytest.mark.parametrize(
    ("code", "zh", "unit"),
    [
        ("w01018", "化学需氧量", "mg/L"),
        ("011", "化学需氧量", "mg/L"),
        ("w21003", "氨氮", "mg/L"),
        ("a21026", "二氧化硫", "mg/m³"),
        ("02", "二氧化硫", "mg/m³"),
        ("S01", "氧气含量", "%"),
        ("B02", "废气流量", "m³/s"),
        ("i13008", "斜率", "-"),
        ("Leq", "等效声级", "dB"),
    ],
)
def test_factors_by_the_codes_of_every_edition(code, zh, unit):
    factor = factor_of(code)
    assert (factor.words.zh, factor.unit) == (zh, unit)


def test_an_unknown_code_has_no_name():
    assert factor_of("w99999") is None
    assert factor_of("") is None


def test_what_was_not_read_in_the_standard_says_so():
    assert factor_of("w01018").verified
    assert not factor_of("i23005").verified
    assert not factor_of("i13119").verified
    assert not factor_of("a24110").verified
    assert "not verified" in codes("commands")["2062"].note


def test_no_code_of_2005_hides_one_of_another_factor():
    seen = {}
    for code in [f"{number:03d}" for number in range(600)] + [f"{number:02d}" for number in range(40)]:
        factor = factor_of(code)
        if factor:
            assert factor.old == code
            assert seen.setdefault(factor.code, code) == code
    assert len(seen) > 60


@pytest.mark.parametrize("name", LISTS)
def test_every_code_is_named_in_both_languages(name):
    table = codes(name)
    assert len(table) > 6
    assert all(one.words.zh and one.words.en and one.note and one.code == code for code, one in table.items())
