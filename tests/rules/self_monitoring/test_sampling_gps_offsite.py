"""Positions of sampling away from the outlet: datums, decimals, registers, photographs."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.rules.field import EAST_KM, LAB, OTHER_LAB, PLANT, event, gathered

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "sampling_gps_offsite"
LON, LAT = 106.234567, 38.456789
GCJ = (106.238961, 38.457242)
"""The same place on a GCJ-02 map."""
BD = (106.245516, 38.463099)
"""And on a BD-09 map."""


def visit(name, km=0.0, *, place=None, category="exhaust", lab=LAB, number=1, register=(LON, LAT), kind="air"):
    """An event ``km`` east of the outlet, or at ``place``."""
    lon, lat = place or (LON + km * EAST_KM, LAT)
    return {
        "sampling_events": [event(f"{name}-{number}", "10:00", "11:00", lab=lab, category=category,
                                  outlet_id=f"DA-{name}", site_name=name) | {"lon": lon, "lat": lat}],
        "outlets": [{"outlet_id": f"DA-{name}", "org_id": f"{PLANT[:-3]}{name[:3]}", "kind": kind,
                     "lon": register[0], "lat": register[1]}],
    }  # fmt: skip


def names(answer):
    return sorted(finding.detail["place"] for finding in answer.findings)


def test_a_position_away_from_the_outlet_is_found(judge):
    (finding,) = judge(RULE, visit("a", 3)).findings
    assert (finding.subject, finding.severity, finding.threshold) == (LAB, "high", 250)
    assert 2100 < finding.measure <= finding.detail["filed"] == pytest.approx(3000, rel=0.02)
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("outlets", "context"), ("sampling_events", "sampling"),
    ]  # fmt: skip
    said = sentences.headline(find(RULE), finding.detail)
    assert said.zh.startswith("a-1（a，2026-03-02 10:00）的采样坐标距排放口 DA-a 的登记坐标约 ")
    assert said.zh.endswith(" 公里）")
    numbers = sentences.numbers(find(RULE), finding.detail, measure=finding.measure, threshold=finding.threshold)
    assert "参考线 250 米＝距排放口 200 米＋定位误差 50 米＋坐标小数位误差 0 米" in numbers.zh
    assert sentences.UNKNOWN not in said.zh + said.en + numbers.zh + numbers.en


@pytest.mark.parametrize(("km", "words"), [(0.8, "约 795 米"), (3.04, "约 3.0 公里"), (104.6, "约 104 公里")])
def test_distances_are_no_finer_than_positions(judge, km, words):
    (finding,) = judge(RULE, visit("a", km)).findings
    said = sentences.headline(find(RULE), finding.detail)
    assert f"登记坐标{words}" in said.zh
    assert ("公里" in said.zh) == (km >= 1)
    assert ("km from" in said.en) == (km >= 1)


def test_the_plant_is_named_beside_its_outlet(judge):
    tables = visit("a", 3)
    owner = {"org_id": tables["outlets"][0]["org_id"], "name": "示例制造有限公司", "kind": "discharger"}
    (finding,) = judge(RULE, tables | {"organizations": [owner]}).findings
    assert finding.detail["place"] == "示例制造有限公司a"
    tables["sampling_events"][0]["site_name"] = "示例制造有限公司1号排气筒"
    (finding,) = judge(RULE, tables | {"organizations": [owner]}).findings
    assert finding.detail["place"] == "示例制造有限公司1号排气筒"


def test_its_own_office_is_named(judge):
    office = (LON + 3 * EAST_KM, LAT)
    certified = {
        "certificates": [{"cert_no": "C1", "org_id": LAB, "issued_on": dt.date(2023, 1, 1),
                          "expires_on": dt.date(2028, 12, 31)}],
        "certificate_sites": [{"cert_no": "C1", "site_id": "S1", "lon": office[0], "lat": office[1]}],
        "organizations": [{"org_id": LAB, "name": "示例检测有限公司", "kind": "lab", "lon": office[0] + 0.001,
                           "lat": office[1]}],
    }  # fmt: skip
    (finding,) = judge(RULE, visit("a", 3, category="fugitive") | certified).findings
    assert finding.detail["office_m"] == 0
    assert ("certificate_sites", "context") in {(row.table, row.role) for row in finding.evidence}
    assert "，距该机构自己的场所 0 米" in sentences.headline(find(RULE), finding.detail).zh
    certified.pop("certificate_sites")
    (finding,) = judge(RULE, visit("a", 3, category="fugitive") | certified).findings
    assert finding.detail["office_m"] == pytest.approx(87, abs=1)


def test_innocent_look_alikes_are_silent(judge):
    tables = gathered(
        visit("there", 0.19),
        visit("gcj", place=GCJ), visit("bd", place=BD), visit("register gcj", register=GCJ),
        visit("both", place=GCJ, register=BD),
        visit("two decimals", place=(106.23, 38.46)), visit("three decimals", place=(106.238, 38.457)),
        visit("boundary", 0.9, category="fugitive"), visit("noise", 0.8, category="noise"),
        visit("river", 0.9, category="water", kind="ambient"),
        visit("plant"), visit("plant", 0.9, number=2),
    )  # fmt: skip
    tables["outlets"] += [{**tables["outlets"][-1], "outlet_id": "DA-another of the plant"}]
    tables["outlets"].pop(-3)
    answer = judge(RULE, tables)
    assert names(answer) == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [("no_finding", "", 12)]


def test_gcj_and_bd_do_shift_far_enough_to_matter(judge):
    """Without the datums these positions would be findings."""
    for place in (GCJ, BD):
        (finding,) = judge(RULE, visit("a", place=(place[0] + 0.02, place[1] - 0.02))).findings
        assert finding.detail["filed"] > finding.measure


@pytest.mark.parametrize(("accuracy", "found"), [(2000, 1), (3000, 0)])
def test_the_allowance_decides(judge, accuracy, found):
    settings = {"rules": {RULE: {"outlet": accuracy, "accuracy": 0}}}
    assert len(judge(RULE, visit("a", 3), settings=settings).findings) == found


def test_a_register_that_another_laboratory_contradicts_is_in_doubt(judge):
    tables = gathered(visit("a", 3), visit("a", 3.1, lab=OTHER_LAB, number=2), visit("b", 3), visit("b", 5, number=2))
    tables["outlets"] = [tables["outlets"][0], tables["outlets"][2]]
    answer = judge(RULE, tables)
    assert names(answer) == ["b", "b"]
    assert {(row.subject, row.reason, row.units) for row in answer.coverage} == {
        (LAB, "", 2), (LAB, "register", 1), (OTHER_LAB, "register", 1),
    }  # fmt: skip


def photo(name, km):
    return {"photos": [{"photo_id": f"P-{name}-{km}", "event_id": f"{name}-1", "lon": LON + km * EAST_KM, "lat": LAT}]}


def test_photographs_speak_for_or_against(judge):
    tables = gathered(visit("at the outlet", 3), photo("at the outlet", 0.1), visit("away", 3), photo("away", 3))
    answer = judge(RULE, tables)
    (finding,) = answer.findings
    assert finding.detail["place"] == "away"
    assert ("photos", "photo") in {(row.table, row.role) for row in finding.evidence}
    assert {(row.reason, row.units) for row in answer.coverage} == {("", 1), ("photos", 1)}


def test_cannot_tell(judge):
    unknown = visit("unregistered", 3)
    tables = gathered(
        visit("no position", place=(None, None)), visit("no register", 3, register=(None, None)),
        {"sampling_events": unknown["sampling_events"]},
    )  # fmt: skip
    answer = judge(RULE, tables)
    assert answer.findings == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("cannot_tell", "outlet", 1), ("cannot_tell", "outlets.lon", 1), ("cannot_tell", "sampling_events.lon", 1),
    ]  # fmt: skip
    (row,) = judge(RULE, {"sampling_events": unknown["sampling_events"]}).coverage
    assert row.reason == "outlets"


def test_order_of_rows_does_not_matter(judge):
    tables = gathered(visit("a", 3), photo("a", 3), visit("b", 5), visit("c"))
    turned = {name: rows[::-1] for name, rows in tables.items()}
    assert judge(RULE, tables).findings == judge(RULE, turned).findings
