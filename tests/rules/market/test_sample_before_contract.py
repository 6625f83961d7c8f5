"""Sampled before the contract: what counts, and every reason for which it does not."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.rules.field import LAB, OTHER_LAB, PLANT, event, gathered

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "sample_before_contract"
SIGNED = dt.date(2026, 3, 20)
"""Eighteen days after the day of the events."""


def contract(name, signed_on=SIGNED, **more):
    return {"contract_id": f"HT-{name}", "lab_id": LAB, "client_id": PLANT, "signed_on": signed_on, **more}


def work(name, *, owner=None, other=None, event_more=None, **more):
    """One event of 2 March under a contract signed on 20 March."""
    scene = {
        "sampling_events": [
            event(name, "10:00", "10:20", contract_id=f"HT-{name}", site_name=name, **(event_more or {}))
        ],
        "contracts": [contract(name, **more), *([other] if other else [])],
    }
    if owner:
        scene["sampling_events"][0]["outlet_id"] = f"DW-{name}"
        scene["outlets"] = [{"outlet_id": f"DW-{name}", "org_id": owner, "kind": "water"}]
    return scene


def names(answer):
    return sorted(finding.detail["contract_id"] for finding in answer.findings)


def test_every_early_event_of_a_contract_is_one_finding(judge):
    tables = work("a")
    tables["sampling_events"].append(event("b", "09:00", "09:20", contract_id="HT-a", site_name="earlier that day"))
    tables["sampling_events"].append(event("c", "+19 09:00", "+19 09:20", contract_id="HT-a"))
    (finding,) = judge(RULE, tables).findings
    assert (finding.subject, finding.severity, finding.measure, finding.threshold) == (LAB, "middle", 18, 3)
    assert finding.detail["events"] == 2
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("contracts", "contract"), ("sampling_events", "sampling"), ("sampling_events", "sampling"),
    ]  # fmt: skip
    said = sentences.headline(find(RULE), finding.detail)
    assert "合同 HT-a 于 2026-03-20 签订，写明该合同的采样记录中有 2 次在此之前，最早为 2026-03-02" in said.zh
    assert sentences.UNKNOWN not in said.zh + said.en
    turned = {name: rows[::-1] for name, rows in tables.items()}
    assert judge(RULE, turned).findings == [finding]


def test_innocent_look_alikes_are_silent(judge):
    ends = dt.date(2026, 3, 31)
    frame = {"signed_on": dt.date(2025, 4, 1), "ends_on": ends}
    town = "91640100MA0T0WN00J"
    tables = gathered(
        work("framework", client_id="C1", other=contract("old", client_id="C1", **frame)),
        work("open end", client_id="C2", other=contract("open", client_id="C2", signed_on=dt.date(2024, 1, 1))),
        work("through an agent", client_id="C3", owner="P3", other=contract("direct", client_id="P3", **frame)),
        work("emergency", client_id="C4", scope="突发水污染事件应急监测"),
        work("oral", client_id="C5", clauses="本合同对此前口头委托予以追认"),
        work("service began", client_id="C6", starts_on=dt.date(2026, 3, 1)),
        work("task of an authority", client_id=town)
        | {"organizations": [{"org_id": town, "name": "示例区环境局", "kind": "authority"}]},
        work("signed the same day", client_id="C7", signed_on=dt.date(2026, 3, 2)),
        work("signed at once", client_id="C8", signed_on=dt.date(2026, 3, 5)),
        work("signed before", client_id="C9", signed_on=dt.date(2026, 1, 5)),
    )
    answer = judge(RULE, tables)
    assert names(answer) == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [("no_finding", "", 10)]


def test_what_looks_like_an_explanation_and_is_none(judge):
    over = {"signed_on": dt.date(2024, 4, 1), "ends_on": dt.date(2026, 3, 1)}
    tables = gathered(
        work("expired", client_id="C1", other=contract("old", client_id="C1", **over)),
        work("another client", client_id="C2", other=contract("theirs", client_id="C9", signed_on=dt.date(2025, 1, 1))),
        work("another laboratory", client_id="C3",
             other=contract("rival", client_id="C3", signed_on=dt.date(2025, 1, 1)) | {"lab_id": OTHER_LAB}),
        work("service begins later", client_id="C4", starts_on=dt.date(2026, 3, 3)),
    )  # fmt: skip
    assert names(judge(RULE, tables)) == [
        "HT-another client", "HT-another laboratory", "HT-expired", "HT-service begins later",
    ]  # fmt: skip


@pytest.mark.parametrize(("grace", "found"), [(17, 1), (18, 0)])
def test_the_room_for_a_late_signature_decides(judge, grace, found):
    assert len(judge(RULE, work("a"), settings={"rules": {RULE: {"grace": grace}}}).findings) == found


def test_cannot_tell(judge):
    tables = gathered(
        work("unsigned", signed_on=None),
        {"sampling_events": [event("none", "10:00", "10:20"), event("lost", "10:00", "10:20", contract_id="HT-0")]},
    )
    answer = judge(RULE, tables)
    assert answer.findings == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("cannot_tell", "contracts.signed_on", 1), ("cannot_tell", "unknown", 1), ("cannot_tell", "unnamed", 1),
    ]  # fmt: skip
    (row,) = judge(RULE, {"sampling_events": tables["sampling_events"]}).coverage
    assert row.reason == "contracts"
