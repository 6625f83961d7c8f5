"""No raw record behind a report: where records are kept, a line without one stands out."""

from __future__ import annotations

import random

import pytest
from tests.rules.paperwork import AMMONIA, COD, at, evidence, found, line, numbered, raw, report, run, scenes, told

RULE = "no_raw_record"
PH, SUM = ("pH值", "HJ 1147-2020"), ("苯系物总量", "HJ 1067-2019")
NITROGEN = ("总氮", "HJ 636-2012")


def kept(*results, lines=(), more=None, **of_report):
    """Report R1 with all its records, and R2 of the same quarter with these lines and records."""
    honest = numbered([line(), line("0.5", what=AMMONIA), line("1.5", what=NITROGEN)])
    second = [{**row, "report_no": "R2", "sample_no": row["sample_no"] and "S-2601-2"} for row in lines]
    return {
        "reports": [report(), report("R2", **of_report)],
        "report_results": [*honest, *numbered(second)],
        "results": [raw(), raw("0.5", what=AMMONIA), raw("1.5", what=NITROGEN), *results],
        **(more or {}),
    }


def test_lines_without_a_record_are_found(judge):
    answer = judge(
        RULE,
        scenes(
            one=kept(raw(sample_no="S-2601-2"), lines=[line("30"), line("0.7", what=AMMONIA)]),
            whole=kept(lines=[line("30"), line("0.7", what=AMMONIA)]),
        ),
    )
    assert found(answer) == ["one", "whole"]
    by = {finding.subject: finding for finding in answer.findings}
    assert by["one"].detail["parameters"] == ["氨氮"]
    assert (by["one"].measure, by["one"].detail["due"]) == (1, 2)
    assert by["one"].detail["share_pct"] == pytest.approx(80)
    assert evidence(by["one"]) == [("report_results", "line"), ("reports", "report")]
    assert by["whole"].detail["missing"] == 2
    assert told(answer, "whole") == {"": 5}


def test_innocent_look_alikes_are_silent(judge):
    missing = [line("30"), line("0.7", what=AMMONIA)]
    runs = [
        run("r1", at(3), at(3), sample_no="S-2601-2", parameter="COD", method="HJ 828-2017"),
        run("r2", at(3), at(3), sample_no="S-2601-2", method="HJ 535-2009"),
    ]
    answer = judge(
        RULE,
        scenes(
            runs=kept(lines=missing, more={"analysis_runs": runs}),
            other_spelling=kept(
                raw(sample_no=" ｓ-2601-2"), raw("0.7", "S-2601-2", ("NH3-N", "HJ 535-2009")), lines=missing
            ),
            reckoned=kept(lines=[line("1.2", what=SUM)]),
            replaced=kept(
                raw(sample_no="S-2601-2"), lines=missing, more={"reports": [report(replaces="r2"), report("R2")]}
            ),
            on_site_stored=kept(
                lines=[line("7.2", what=PH)],
                more={
                    "samples": [{"sample_no": "S-2601-2", "event_id": "E1"}],
                    "sampling_events": [
                        {"event_id": "E1", "category": "water", "started_at": at(2), "ended_at": at(2)}
                    ],
                },
            ),
        )
        | {"field_readings": [{"instrument_id": "YQ-9", "record_no": 1, "event_id": "E1", "parameter": "pH"}]},
    )
    assert found(answer) == []
    assert told(answer, "runs") == told(answer, "other_spelling") == {"": 5}
    assert told(answer, "reckoned") == told(answer, "replaced") == {"": 3}
    assert told(answer, "on_site_stored") == {"": 4}


def test_what_nobody_can_tell_is_counted(judge):
    missing = [line("30"), line("0.7", what=AMMONIA)]
    other_name = raw("0.7", "S-2601-2", ("氨态氮(别称)", "HJ 535-2009"))
    answer = judge(
        RULE,
        scenes(
            subcontracted=kept(lines=missing, subcontractor_id="91640100MA00M0007W"),
            on_site=kept(lines=[line("7.2", what=PH)]),
            never_kept=kept(lines=[line("0.02", what=("总铅", "HJ 700-2014"))]),
            no_sample=kept(lines=[line("30", None)]),
            other_name=kept(raw(sample_no="S-2601-2"), other_name, lines=missing),
            few_kept=kept(lines=[line("30") for _ in range(8)]),
        ),
    )
    assert found(answer) == []
    assert told(answer, "subcontracted") == {"": 3, "subcontracted": 2}
    assert told(answer, "on_site") == {"": 3, "on_site": 1}
    assert told(answer, "never_kept") == {"": 3, "parameter": 1}
    assert told(answer, "no_sample") == {"": 3, "sample": 1}
    assert told(answer, "other_name") == {"": 4, "name": 1}
    assert told(answer, "few_kept") == {"": 3, "supplied": 8}


def test_a_laboratory_that_hands_over_nothing_cannot_be_judged(judge):
    tables = scenes(lab=kept(lines=[line("30")])) | {"results": []}
    answer = judge(RULE, tables)
    assert found(answer) == []
    assert {(row.status, row.reason) for row in answer.coverage} == {("cannot_tell", "results")}


def test_share_of_records_is_a_bound(judge):
    """Three of six lines have a record: exactly half."""
    scene = kept(lines=[line("30"), line("0.7", what=AMMONIA), line("1.7", what=NITROGEN)])
    assert found(judge(RULE, scenes(lab=scene))) == ["lab"]
    assert found(judge(RULE, scenes(lab=scene), settings={"rules": {RULE: {"supplied": 0.51}}})) == []


def test_order_of_rows_does_not_matter(judge):
    scene = kept(raw(sample_no="S-2601-2"), lines=[line("30"), line("0.7", what=AMMONIA), line("2.5", what=NITROGEN)])
    first = judge(RULE, scenes(lab=scene))
    for rows in scene.values():
        random.Random(2).shuffle(rows)
    second = judge(RULE, scenes(lab=scene))
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
    assert COD[0] not in first.findings[0].detail["parameters"]
