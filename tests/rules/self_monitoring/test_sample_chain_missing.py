"""Chains of custody: registered, received, sealed; and what leaves the question open."""

from __future__ import annotations

import pytest
from tests.rules.paperwork import at, evidence, found, line, numbered, report, sample, scenes, severities, told

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "sample_chain_missing"
NMHC, PH = ("非甲烷总烃", "HJ 38-2017"), ("pH值", "HJ 1147-2020")
IN = {"received_at": at(3, "17:00"), "received_by": "p90ab12cd34ef5678", "sealed": True}


def scene(registered=(), *, numbers=("A", "B", "C"), what=NMHC, lines=None, **cover):
    """A report with one line per sample in question, and an honest report of three samples beside it."""
    mine = numbered([line(sample_no=f"FQ-{number}", what=what, sampled_from_at=at(2, "10:00")) for number in numbers])
    honest = numbered(
        [line(sample_no=f"FS-{place}", report_no="R0", sampled_from_at=at(2, "10:00")) for place in range(3)]
    )
    return {
        "reports": [report(**cover), report("R0")],
        "report_results": (lines if lines is not None else mine) + honest,
        "samples": [*registered, *(sample(f"FS-{place}", at(2, "10:00"), **IN) for place in range(3))],
    }


def kept(*numbers, **more):
    return [sample(f"FQ-{number}", at(2, "10:00"), **{**IN, **more}) for number in numbers]


def test_samples_that_were_never_registered(judge):
    (finding,) = judge(RULE, scenes(a=scene())).findings
    assert (finding.severity, finding.measure, finding.threshold) == ("high", 3, 0)
    assert (finding.detail["absent"], finding.detail["due"], finding.detail["silent_pct"]) == (3, 3, 50)
    assert evidence(finding) == [*[("report_results", "line")] * 3, ("reports", "report")]
    said = sentences.headline(find(RULE), finding.detail)
    assert said.zh == (
        "报告 R1 有 3 个样品的流转记录断链：3 个查无样品登记、0 个没有接样记录、0 个记为未封样（如 FQ-A、FQ-C）"
    )
    assert sentences.UNKNOWN not in said.zh + said.en


def test_one_report_is_one_finding_of_all_its_breaks(judge):
    empty = {"received_at": None, "received_by": None}
    tables = scenes(
        mixed=scene([*kept("A", **empty), *kept("B", sealed=False)]),
        unreceived=scene([*kept("A", **empty), *kept("B", "C")]),
        unsealed=scene([*kept("A", sealed=False), *kept("B", "C")]),
    )
    answer = judge(RULE, tables)
    assert severities(answer) == {"mixed": "high", "unreceived": "middle", "unsealed": "low"}
    (mixed,) = (finding for finding in answer.findings if finding.subject == "mixed")
    detail = mixed.detail
    assert (detail["broken"], detail["absent"], detail["unreceived"], detail["unsealed"]) == (3, 1, 1, 1)
    assert ("samples", "register") in evidence(mixed)


def test_innocent_look_alikes_are_silent(judge):
    spelt = [{**row, "sample_no": row["sample_no"].replace("FQ-", " ｆｑ－")} for row in kept("A", "B", "C")]
    late = {"received_at": at(20, "09:00")}
    nobody = {"received_at": None, "received_by": None}
    tables = scenes(
        kept=scene(kept("A", "B", "C")),
        on_site=scene(what=PH),
        spelt=scene(spelt),
        late=scene(kept("A", "B", "C", **late)),
        person_only=scene(kept("A", "B", "C", received_at=None)),
        mobile=scene(kept("A", "B", "C", **nobody, storage="移动实验室现场分析")),
        reckoned=scene(what=("非甲烷总烃排放速率", "HJ 38-2017")),
        replaced=scene() | {"reports": [report(), report("R0"), report("R2", replaces="R1")]},
        not_sealing=scene(kept("A", "B", "C", sealed=False))
        | {"samples": [{**row, "sealed": False} for row in scene(kept("A", "B", "C"))["samples"]]},
    )
    assert found(judge(RULE, tables)) == []


def test_cannot_tell(judge):
    alone = scene()
    alone["samples"] = alone["samples"][:1]
    bare = {"received_at": None, "received_by": None}
    unreceived = scene(kept("A", "B", "C", **bare))
    unreceived["samples"] = [{**row, **bare} for row in unreceived["samples"]]
    tables = scenes(
        alone=alone,
        unreceived=unreceived,
        subcontracted=scene(subcontractor_id="x"),
        unnumbered=scene(lines=[line(sample_no=None, what=NMHC)]),
    )
    answer = judge(RULE, tables)
    assert found(answer) == []
    assert told(answer, "alone") == {"": 1, "supplied": 5}
    assert told(answer, "unreceived") == {"received": 6}
    assert told(answer, "subcontracted") == {"": 3, "subcontracted": 3}
    assert told(answer, "unnumbered") == {"": 3, "number": 1}
    (row,) = judge(RULE, {name: tables[name] for name in ("reports", "report_results")}).coverage[:1]
    assert row.reason == "samples"


@pytest.mark.parametrize(("supplied", "count"), [(50, 1), (51, 0)])
def test_the_share_of_the_register_decides(judge, supplied, count):
    answer = judge(RULE, scenes(a=scene()), settings={"rules": {RULE: {"supplied": supplied}}})
    assert len(answer.findings) == count


def test_order_of_rows_does_not_matter(judge):
    tables = scenes(a=scene(), b=scene(kept("A", "B", received_at=None, received_by=None)))
    turned = {name: rows[::-1] for name, rows in tables.items()}
    assert judge(RULE, tables).findings == judge(RULE, turned).findings
