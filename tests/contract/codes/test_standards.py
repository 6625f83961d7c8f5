"""Method numbers come to one form however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.contract.codes import code_list, split_method, standard_of

FORMS = {
    "HJ 828-2017": ["HJ 828-2017", "HJ828-2017", "HJ 828—2017", "ＨＪ 828－2017", "HJ/T 828-2017",
                    "《水质 化学需氧量的测定 重铬酸盐法》HJ 828-2017", "水质 化学需氧量的测定 重铬酸盐法"],
    "HJ/T 399-2007": ["《水质 化学需氧量的测定 \n快速消解分光光度法》HJ/T 399-2007", "HJ 399-2007", "HJT399-2007"],
    "GB/T 11893-1989": ["GB 11893-89", "GB/T 11893-1989", "GB11893-1989", "gb/t 11893-1989"],
    "GB/T 5750.4-2023 (8.1)": ["GB/T 5750.4-2023 8.1\n玻璃电极法", "GB/T5750.4-2023 8.1", "GB/T 5750.4-2023 中8.1",
                               "GB/T 5750.4-2023（8.1）", "GB/T5750.4-2023.8.1", "GBT 5750.4-2023 8.1"],
    "CJ/T 141-2018 (5.2.1)": ["《城镇供水水质标准检验方法》\nCJ/T 141-2018 5.2.1连续流动法"],
    "GB/T 5750.8-2023 (附录A)": ["GB/T 5750.8-2023中附录A\n吹扫捕集气相色谱质谱法"],
    "GB/T 5750.12-2023 (5.2)": ["GB/T 5750.12-2023 (5.2) / HJ 1001-2018"],
}  # fmt: skip


@pytest.mark.parametrize(("normal", "text"), [(normal, text) for normal, texts in FORMS.items() for text in texts])
def test_one_normal_form(normal, text):
    methods = code_list("method")
    assert methods.resolve(text) == normal
    assert methods.normal(normal) == normal


def test_a_standard_no_list_knows_has_a_normal_form_all_the_same():
    methods = code_list("method")
    assert methods.resolve("DB64/T 9999-2020 4.1") is None
    assert methods.normal("《某方法》 DB64/T9999—2020 4.1 滴定法") == "DB64/T 9999-2020 (4.1)"
    assert methods.normal(" 企业 自编 方法 ") == "企业自编方法"


@pytest.mark.parametrize("text", ["HJ 828", "828-2017", "XHJ 828-2017", "HJ 828-20171", ""])
def test_what_is_no_number_with_a_year_is_no_standard(text):
    assert split_method(text) == ("", "")
    assert code_list("method").resolve(text) is None


def test_the_year_alone_makes_another_method():
    methods = code_list("method")
    assert methods.resolve("GB/T 5750.4-2006 8.1") != methods.resolve("GB/T 5750.4-2023 8.1")


def test_a_clause_is_dropped_on_request():
    assert standard_of("GB/T 5750.4-2023 (8.1)") == "GB/T 5750.4-2023"
    assert standard_of("HJ 828-2017") == "HJ 828-2017"


@given(st.text(alphabet="GBHJ/T 0123456789-.()中附录A\n", max_size=40))
def test_a_normal_form_is_its_own_normal_form(text):
    methods = code_list("method")
    assert methods.normal(methods.normal(text)) == methods.normal(text)
