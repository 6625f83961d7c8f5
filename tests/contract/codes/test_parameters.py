"""Parameters are found under the names reports and loggers give them."""

from __future__ import annotations

import pytest

from jianzhen.contract.codes import code_list

KNOWN = {
    "w01018": [
        "化学需氧量",
        "COD",
        "CODCr",
        "化学耗氧量",
        "ＣＯＤ",
        "化学需氧量(COD)",
        "化学需氧量（CODcr）",
        "W01018",
        "011",
    ],
    "w01019": ["高锰酸盐指数", "耗氧量", "CODMn", "高锰酸盐指数(以O2计)", "高锰酸盐指数(耗氧量)"],
    "w21011": ["总磷", "总磷(以P计)", "TP", "总磷（以Ｐ计）"],
    "w20117": ["六价铬", "铬(六价)", "Cr6+", "Cr⁶⁺", "铬（六价）"],
    "w21003": ["氨氮", "氨(以N计)", "氨氮(NH3-N)", "氨氮（NH₃-N）"],
    "w01017": ["五日生化需氧量 (mg/L)", "BOD5", "BOD₅"],
    "w21038": ["硫酸盐(以SO42-计)", "硫酸盐（以SO₄²⁻计）"],
    "a24088": ["非甲烷总烃", "非甲烷碳氢化合物（非甲烷总烃）"],
    "总硬度": ["总硬度(以CaCO3计)\n   (mg/L)"],
    "a34001": ["总悬浮颗粒物（空气动力学当量直径100μm以下）"],
    "a34013": ["颗粒物", "粉尘", "烟尘", "01"],
    "a21026": ["二氧化硫", "SO2", "SO₂", "02"],
    "a21005": ["一氧化碳", "CO"],
    "a34004": ["PM2.5", "细颗粒物"],
    "石油烃": ["石油烃(C10-C40)", "石油烃"],
    "Leq": ["等效连续A声级", "LAeq"],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in KNOWN.items() for text in texts])
def test_names_find_their_code(code, text):
    assert code_list("parameter").resolve(text) == code


@pytest.mark.parametrize("text", ["总铬(六价)", "砷(溶解态)", "化学需氧量(氨氮)", "未知项目(mg/L)", "()", "(mg/L)"])
def test_a_bracket_that_says_something_else_is_not_dropped(text):
    assert code_list("parameter").resolve(text) is None


def test_plain_substance_names_mean_water_and_emission_names_mean_gas():
    parameters = code_list("parameter")
    assert parameters.codes[parameters.resolve("铅")].group == "water"
    assert parameters.codes[parameters.resolve("铅及其化合物")].group == "gas"


def test_every_factor_of_the_protocol_stands_in_the_group_its_letter_says():
    groups = {"w": "water", "a": "gas"}
    for code in code_list("parameter").codes.values():
        if len(code.code) == 6 and code.code[1:].isdigit():
            assert code.group == groups[code.code[0]], code.code
