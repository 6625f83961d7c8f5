"""Numbers of standards, and how they are found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.contract.codes import code_list
from jianzhen.law import (
    Quantity,
    UnknownNumberError,
    Verification,
    holding_time,
    min_duration,
    standard_number,
    standard_numbers,
    tolerance,
)

BANDED = [("a21026", "HJ 75-2017"), ("a21002", "HJ 75-2017"), ("a34013", "HJ 75-2017"), ("w01018", "HJ 355-2019")]


def test_number_read_in_the_original_is_verified():
    number = standard_number("gb8978.interval.short_cycle")
    assert (number.value, number.unit) == (2, "h")
    assert number.verified


@pytest.mark.parametrize("number", ["hold.cod.hj493", "cems.so2.1", "mark.deadline", "cems.dust.2"])
def test_number_not_read_in_the_original_is_unverified(number):
    assert not standard_number(number).verified
    assert "未核原文" in standard_number(number).tag.words.zh


def test_contradicting_sources_are_marked():
    assert standard_number("cems.dust.2").tag is Verification.DISPUTED


def test_unknown_number_names_the_nearest():
    with pytest.raises(UnknownNumberError, match=r"hold\.cod\.hj493"):
        standard_number("hold.cod.hj943")


def test_holding_time_has_a_strict_and_a_wide_limit():
    found = holding_time("w01018", "HJ 828-2017")
    assert found is not None
    assert (found.strict.value, found.wide.value) == (48, 120)
    assert found.strict.standard == "HJ 493-2009"


def test_holding_time_takes_the_wider_of_the_standards_whichever_it_is():
    found = holding_time("w20117", "GB/T 7467-1987")
    assert found is not None
    assert (found.strict.value, found.wide.value) == (24, 336)


def test_holding_time_of_another_method_is_not_used():
    gas = holding_time("w21003", "HJ/T 195-2005")
    assert gas is not None
    assert gas.wide.value == 24


def test_holding_time_without_a_known_method_keeps_the_widest():
    for method in (None, "HJ 9999-2099"):
        found = holding_time("w21003", method)
        assert found is not None
        assert found.wide.value == 168


def test_holding_time_unknown_for_a_parameter_without_numbers():
    assert holding_time("w99999") is None


def test_min_duration_is_bound_to_its_method():
    found = min_duration("w01017", "HJ 505-2009")
    assert found is not None
    assert found.value == (5 * 24 - 4) * 60
    assert min_duration("w01017", "HJ/T 86-2002") is None
    assert min_duration("w01017", None) is None


@pytest.mark.parametrize(
    ("parameter", "reference", "standard", "value", "unit"),
    [
        ("a21026", 715, "HJ 75-2017", 15, "%"),
        ("a21026", 714.9, "HJ 75-2017", 57, "mg/m3"),
        ("a21026", 57, "HJ 75-2017", 30, "%"),
        ("a21026", 0, "HJ 75-2017", 17, "mg/m3"),
        ("a34013", 150, "HJ 75-2017", 20, "%"),
        ("w01018", 29.9, "HJ 355-2019", 5, "mg/L"),
        ("w01018", 100, "HJ 355-2019", 15, "%"),
        ("w01001", 7.0, "HJ 355-2019", 0.5, "pH"),
    ],
)
def test_tolerance_by_band(parameter, reference, standard, value, unit):
    found = tolerance(parameter, reference, standard)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)


def test_tolerance_unknown_for_another_standard():
    assert tolerance("a21026", 100, "HJ 355-2019") is None


@given(st.sampled_from(BANDED), st.floats(0, 1e6))
def test_bands_cover_every_reading_exactly_once(key, reference):
    parameter, standard = key
    bands = [
        one
        for one in standard_numbers().values()
        if one.quantity is Quantity.TOLERANCE
        and one.parameter == parameter
        and (one.band_from is None or one.band_from <= reference)
        and (one.band_to is None or reference < one.band_to)
    ]
    assert len(bands) == 1
    assert tolerance(parameter, reference, standard) == bands[0]


def test_every_number_is_positive_and_has_a_unit_and_a_standard():
    for number in standard_numbers().values():
        assert number.value > 0, number.id
        assert number.unit, number.id
        assert number.standard, number.id


def test_parameters_are_factor_codes_or_chinese_names():
    for number in standard_numbers().values():
        assert re.fullmatch(r"|[aw]\d{5}|[\u4e00-\u9fff]+", number.parameter), number.id


def test_methods_carry_their_year():
    for number in standard_numbers().values():
        for method in number.methods:
            assert re.fullmatch(r"(HJ|GB)(/T)? [\d.]+-\d{4}", method), number.id


def test_holding_times_are_hours_and_minimum_durations_minutes():
    units = {Quantity.HOLDING_TIME: "h", Quantity.MIN_DURATION: "min"}
    for number in standard_numbers().values():
        assert number.unit == units.get(number.quantity, number.unit), number.id


def test_parameters_and_methods_are_written_as_the_contract_writes_them():
    parameters, methods = code_list("parameter"), code_list("method")
    for number in standard_numbers().values():
        assert not number.parameter or parameters.resolve(number.parameter) == number.parameter, number.id
        for method in number.methods:
            assert methods.resolve(method) == method, number.id
