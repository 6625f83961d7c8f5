"""One sample number on reports of different samplings, and the reports that only share a sample."""

from __future__ import annotations

import datetime as dt
import random

from tests.rules.paperwork import at, evidence, found, line, report, scenes, severities, told

RULE = "sample_number_reused"
NO = "W260302C08"


def reports(first, second, number=NO, other=None, **documents):
    """Two reports, each with a line of the number; ``first`` and ``second`` are day and site."""
    lines = [
        line(sample_no=number, sampled_from_at=first[0], site_name=first[1]),
        line(sample_no=other or number, report_no="R2", sampled_from_at=second[0], site_name=second[1]),
    ]
    return {"report_results": lines, "reports": [report(), report("R2", **documents)]}


def test_other_days_or_sites_are_found(judge):
    answer = judge(
        RULE,
        scenes(
            both=reports((at(2), "东门水厂"), (at(5), "西门水厂"), other=" ｗ260302c08"),
            day=reports((at(2), "东门水厂"), (at(5), "东门水厂")),
            site=reports((at(2), "东门水厂"), (at(2), "西门水厂")),
        ),
    )
    assert severities(answer) == {"both": "high", "day": "high", "site": "middle"}
    by = {finding.subject: finding for finding in answer.findings}
    assert by["both"].detail["reports"] == ["R1", "R2"]
    assert by["both"].detail["days"] == ["2026-03-02", "2026-03-05"]
    assert by["both"].measure == 2
    assert evidence(by["both"]) == [("report_results", "line")] * 2


def test_other_outlets_of_one_name_are_found(judge):
    scene = reports((at(2), "总排口"), (at(2), "总排口"))
    for row, outlet in zip(scene["report_results"], ("DW001", "DW002"), strict=True):
        row["outlet_id"] = outlet
    assert found(judge(RULE, scenes(lab=scene))) == ["lab"]


def test_innocent_look_alikes_are_silent(judge):
    january = dt.datetime(2025, 1, 7)
    answer = judge(
        RULE,
        scenes(
            split=reports((at(2), "东门水厂"), (at(2), "东门水厂")),
            brackets=reports((at(2), "出厂水【东门水厂】"), (at(2), "出厂水（东门 水厂）")),
            short_name=reports((at(2), "出厂水（东门水厂）"), (at(2), "东门水厂")),
            replaced=reports((at(2), "东门水厂"), (at(5), "西门水厂"), replaces="r1"),
            new_year=reports((january, "东门水厂"), (at(5), "西门水厂"), number="FS-00017"),
            other_lab={
                **reports((at(2), "东门水厂"), (at(5), "西门水厂"), other="W260302C09"),
            },
        ),
    )
    assert found(answer) == []
    assert told(answer, "split") == {"": 1}
    assert told(answer, "other_lab") == {"": 2}


def test_the_year_in_the_number_speaks_against_a_new_count(judge):
    scene = reports((dt.datetime(2025, 1, 7), "东门水厂"), (at(5), "西门水厂"), number="FS2501-017")
    assert found(judge(RULE, scenes(lab=scene))) == ["lab"]


def test_what_nobody_can_tell_is_counted(judge):
    answer = judge(
        RULE,
        scenes(
            serial=reports((at(2), "东门水厂"), (at(5), "西门水厂"), number="1#"),
            placeholder=reports((at(2), "东门水厂"), (at(5), "西门水厂"), number="——————"),
            no_day=reports((at(2), "东门水厂"), (None, "东门水厂")),
            no_site=reports((at(2), "东门水厂"), (at(2), None)),
        ),
    )
    assert found(answer) == []
    assert told(answer, "serial") == told(answer, "placeholder") == {"serial": 1}
    assert told(answer, "no_day") == told(answer, "no_site") == {"day": 1}


def test_bounds_of_a_serial_number(judge):
    assert found(judge(RULE, scenes(lab=reports((at(2), "东"), (at(5), "西"), number="A1234")))) == ["lab"]
    assert found(judge(RULE, scenes(lab=reports((at(2), "东"), (at(5), "西"), number="A123")))) == []
    many = [line(sample_no=NO, report_no=f"R{n}", sampled_from_at=at(n), site_name=f"厂{n}") for n in range(1, 22)]
    assert found(judge(RULE, scenes(lab={"report_results": many[:20]}))) == ["lab"]
    assert found(judge(RULE, scenes(lab={"report_results": many}))) == []


def test_one_finding_per_number_in_any_order(judge):
    rows = [line(sample_no=NO, report_no=f"R{n}", sampled_from_at=at(n), site_name=f"厂{n}") for n in range(1, 6)]
    first = judge(RULE, scenes(lab={"report_results": rows}))
    random.Random(4).shuffle(rows)
    second = judge(RULE, scenes(lab={"report_results": rows}))
    (finding,) = first.findings
    assert finding.measure == 5
    assert [item.finding_id for item in second.findings] == [finding.finding_id]
