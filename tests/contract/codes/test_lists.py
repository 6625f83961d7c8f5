"""Every list is sound: titled, sourced, without a text that means two things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.contract import TABLES
from jianzhen.contract.codes import AliasClashError, Code, CodeList, code_list, code_list_names
from jianzhen.words import Words

every_list = pytest.mark.parametrize("name", code_list_names())


def small(*codes: Code) -> CodeList:
    return CodeList("demo", Words("示例", "demo"), Words("", ""), open=False, codes={one.code: one for one in codes})


@every_list
def test_every_spelling_finds_its_code(name):
    codes = code_list(name)
    assert codes.codes
    for code in codes.codes.values():
        assert {codes.resolve(spelling) for spelling in code.spellings} == {code.code}


@every_list
def test_every_code_is_titled_and_says_where_it_comes_from(name):
    known = code_list("verification").codes
    for code in code_list(name).codes.values():
        assert code.title.zh
        assert code.title.en
        assert code.source
        assert code.verified in known


@every_list
def test_titles_are_the_list_s_own(name):
    codes = code_list(name)
    assert list(codes.titles) == list(codes.codes)


def test_tables_and_lists_fit_together():
    used = {column.codes for table in TABLES.values() for column in table.columns if column.codes}
    assert used == set(code_list_names())


def test_open_lists_are_those_that_cannot_be_complete():
    assert {name for name in code_list_names() if code_list(name).open} == {
        "act", "device_parameter", "instrument_kind", "method", "parameter", "unit", "weather_condition",
    }  # fmt: skip


def test_one_text_for_two_codes_is_refused():
    with pytest.raises(AliasClashError, match=r"demo.*'stop'.*'a'.*'b'"):
        small(Code("a", Words("甲", "stop")), Code("b", Words("乙", "b"), ("ＳＴＯＰ",)))


def test_an_unknown_text_has_no_code_but_a_normal_form_and_a_neighbour():
    codes = small(Code("running", Words("运行", "running"), ("开机",)))
    assert codes.resolve(" Running ") == "running"
    assert codes.resolve("runing") is None
    assert codes.normal("Ｒuning") == "runing"
    assert codes.nearest("runing") == "running"


def test_an_unknown_list_is_refused_with_the_nearest_name():
    with pytest.raises(KeyError, match="parameter"):
        code_list("paramter")


@every_list
@given(text=st.text(max_size=60))
def test_any_text_may_be_asked_for(name, text):
    codes = code_list(name)
    code = codes.resolve(text)
    assert code is None or codes.normal(text) == code
    assert isinstance(codes.normal(text), str)
