"""Times of data files: what is out of order, what only seems to be, what nobody can tell."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from tests.rules.paperwork import at, evidence, found, line, report, run, scenes, severities, told

from jianzhen.rules.catalogue import find
from jianzhen.rules.sentences import headline

RULE = "file_mtime_anomaly"
QUARTER = dt.timedelta(minutes=15)


def filed(modified, start=None, run_id="r1", **more):
    """A run of a quarter of an hour with its file."""
    start = start or at(5, "14:00")
    return run(run_id, start, start + QUARTER, **{"file_modified_at": modified, "sample_no": "S-2601-1", **more})


def reported(modified, issued=None, **more):
    """A run and the report on its sample."""
    return {"analysis_runs": [filed(modified, **more)], "report_results": [line(), line(number=2)],
            "reports": [report(issued=issued or at(12, "10:00"))]}  # fmt: skip


def test_files_out_of_order_are_found(judge):
    two = [filed(at(4, "10:00"), run_id="r1"), filed(at(4, "11:00"), start=at(5, "15:00"), run_id="r2")]
    answer = judge(
        RULE,
        scenes(
            early={"analysis_runs": [filed(at(4, "10:00"), file_created_at=at(5, "14:20"))]},
            day={"analysis_runs": [filed(at(4))]},
            two={"analysis_runs": two},
            late=reported(at(13, "09:00"), sample_no="ｓ-2601-1"),
        ),
    )
    assert severities(answer) == {"early": "high", "day": "high", "two": "high", "late": "middle"}
    by = {finding.subject: finding for finding in answer.findings}
    assert by["early"].measure == pytest.approx(28)
    assert (by["two"].detail["files"], by["two"].detail["run_id"]) == (2, "r1")
    assert evidence(by["two"]) == [("analysis_runs", "run")] * 2
    assert evidence(by["late"]) == [
        ("analysis_runs", "run"), ("report_results", "line"), ("report_results", "line"), ("reports", "report"),
    ]  # fmt: skip
    assert by["late"].measure == pytest.approx(23)
    assert headline(find(RULE), by["early"].detail).zh == (
        "仪器 YQ-1 运行 r1 的数据文件最后修改于 2026-03-04 10:00，早于运行开始 2026-03-05 14:00；"
        "该仪器当日 1 个文件如此"
    )
    assert "after the report was issued at 2026-03-12 10:00 (R1)" in headline(find(RULE), by["late"].detail).en


def test_innocent_look_alikes_are_silent(judge):
    again = reported(at(13, "09:00"))
    again["report_results"].append(line(report_no="R2"))
    again["reports"].append(report("R2", at(14, "10:00"), replaces="R1"))
    answer = judge(
        RULE,
        scenes(
            fine={"analysis_runs": [filed(at(5, "14:15"), file_created_at=at(5, "14:00"))]},
            printed=reported(at(11, "09:00")),
            reissued=again,
            sequence={"analysis_runs": [filed(at(5, "20:00"), file_created_at=at(5, "08:00"))]},
        ),
    )
    assert found(answer) == []
    for lab in ("fine", "printed", "reissued", "sequence"):
        assert told(answer, lab) == {"": 1}


def test_what_nobody_can_tell_is_counted(judge):
    clock = [filed(at(n, "09:00"), start=at(n, "12:30"), run_id=f"r{n}") for n in range(1, 7)]
    moved = [filed(at(20, "09:00"), run_id=f"r{n}", start=at(5, f"{n % 24:02}:30")) for n in range(22)]
    answer = judge(
        RULE,
        scenes(
            clock={"analysis_runs": clock},
            utc={"analysis_runs": [filed(at(5, "06:15"))]},
            moved={**reported(None), "analysis_runs": moved},
            copied={"analysis_runs": [filed(at(5, "14:15"), file_created_at=at(25, "09:00"))]},
            bare={"analysis_runs": [filed(at(5))]},
            none={"analysis_runs": [filed(None)]},
        ),
    )
    assert found(answer) == []
    assert told(answer, "clock") == {"clock": 6}
    assert told(answer, "utc") == {"clock": 1}
    assert told(answer, "moved") == {"moved": 22}
    assert told(answer, "copied") == {"copied": 1}
    assert told(answer, "bare") == {"day": 1}
    assert told(answer, "none") == {"analysis_runs.file_modified_at": 1}


def test_a_logged_reason_leaves_it_to_a_person(judge):
    log = {"system_id": "WS-1", "seq": 1, "at": at(13, "09:00"), "action": "update", "object_table": "analysis_runs",
           "object_key": "R1"}  # fmt: skip
    tables = scenes(lab=reported(at(13, "09:00")))
    assert found(judge(RULE, tables | {"system_logs": [log]})) == ["lab"]
    answer = judge(RULE, tables | {"system_logs": [log | {"reason": "更正报告，重新积分"}]})
    assert (found(answer), told(answer, "lab")) == ([], {"explained": 1})


def test_slack_is_a_bound_that_is_allowed(judge):
    tables = scenes(
        at_slack={"analysis_runs": [filed(at(5, "13:30"))]}, beyond={"analysis_runs": [filed(at(5, "13:29"))]}
    )  # fmt: skip
    assert found(judge(RULE, tables)) == ["beyond"]
    assert found(judge(RULE, tables, settings={"rules": {RULE: {"slack": 31}}})) == []


def test_without_runs_nobody_can_tell(judge):
    answer = judge(RULE, scenes(lab={"reports": [report()]}))
    assert [(row.status, row.reason) for row in answer.coverage] == [("cannot_tell", "analysis_runs")]


def test_order_of_rows_does_not_matter(judge):
    rows = [filed(at(4, f"{n:02}:00"), run_id=f"r{n}") for n in range(1, 5)]
    first = judge(RULE, scenes(lab={"analysis_runs": rows}))
    random.Random(5).shuffle(rows)
    second = judge(RULE, scenes(lab={"analysis_runs": rows}))
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
    assert first.findings[0].detail["files"] == 4
