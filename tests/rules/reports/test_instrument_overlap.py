"""Two runs of one instrument at once, and the many ways in which that is normal."""

from __future__ import annotations

import random

import pytest
from tests.rules.paperwork import at, evidence, found, run, scenes, severities, told

RULE = "instrument_overlap"
BENZENE = {"parameter": "苯", "method": "HJ 1067-2019"}


def bench(*runs, kind="gc"):
    """Runs on one instrument; each of another sample unless it says so."""
    rows = [{"sample_no": f"S-{n}", **BENZENE, **row} for n, row in enumerate(runs)]
    return {"analysis_runs": rows, "instruments": [{"instrument_id": "YQ-1", "kind": kind}]}


def two(first=None, second=None, kind="gc"):
    """Two runs of twenty minutes, the second ten minutes after the first."""
    return bench(
        {**run("r1", at(2, "09:00"), at(2, "09:20")), **(first or {})},
        {**run("r2", at(2, "09:10"), at(2, "09:30")), **(second or {})},
        kind=kind,
    )


def test_overlap_on_a_single_cell_is_found(judge):
    answer = judge(
        RULE,
        scenes(
            chromatograph=two(),
            chinese_name=two(kind="电感耦合等离子体质谱仪"),
            by_hand=two(kind="spectrophotometer"),
            midnight=two(
                {"started_at": at(2, "23:50"), "ended_at": at(3, "00:30")},
                {"started_at": at(3, "00:10"), "ended_at": at(3, "00:40")},
            ),
        ),
    )
    assert found(answer) == ["by_hand", "chinese_name", "chromatograph", "midnight"]
    assert severities(answer)["by_hand"] == "middle"
    assert severities(answer)["chromatograph"] == severities(answer)["midnight"] == "high"
    by = {finding.subject: finding for finding in answer.findings}
    assert by["chromatograph"].measure == pytest.approx(10)
    assert by["midnight"].measure == pytest.approx(20)
    assert evidence(by["chromatograph"]) == [
        ("analysis_runs", "run"), ("analysis_runs", "run"), ("instruments", "context"),
    ]  # fmt: skip


def test_innocent_look_alikes_are_silent(judge):
    detectors = [{"run_id": "d1", "detector": "FID"}, {"run_id": "d2", "detector": "ECD"}]
    answer = judge(
        RULE,
        scenes(
            touching=two(second={"started_at": at(2, "09:20"), "ended_at": at(2, "09:40")}),
            oven=two(kind="oven"),
            balance=two(kind="天平"),
            unlisted=two(kind="自制装置"),
            same_sample=two({"sample_no": "S-9"}, {"sample_no": "ｓ-9"}),
            same_batch=two({"batch_id": "B1"}, {"batch_id": "B1"}),
            same_file=two({"file_sha256": "12" * 32}, {"file_sha256": "12" * 32}),
            as_batch=two(second={"started_at": at(2, "09:00"), "ended_at": at(2, "09:20")}, kind="spectrophotometer"),
            two_towers=two(second={"started_at": at(2, "09:00"), "method": "HJ 583-2010"}),
        )
        | {"chromatograms": detectors},
    )
    two_detectors = judge(RULE, scenes(lab=two({"run_id": "d1"}, {"run_id": "d2"})) | {"chromatograms": detectors})
    assert found(answer) == found(two_detectors) == []
    assert told(two_detectors, "lab") == {"": 2}
    assert told(answer, "oven") == told(answer, "unlisted") == {}


def test_a_photometer_has_no_second_channel(judge):
    scene = two(second={"started_at": at(2, "09:00"), "method": "HJ 583-2010"}, kind="spectrophotometer")
    assert found(judge(RULE, scenes(lab=scene))) == ["lab"]


def test_what_nobody_can_tell_is_counted(judge):
    answer = judge(
        RULE,
        scenes(
            unknown={**two(), "instruments": [{"instrument_id": "YQ-2", "kind": "gc"}]},
            bare=two({"started_at": at(2), "ended_at": at(2)}, {"started_at": at(2), "ended_at": at(3)}),
            sequence=two({"ended_at": at(4, "09:00")}),
            backwards=two({"ended_at": at(2, "08:00")}),
        ),
    )
    assert found(answer) == []
    assert told(answer, "unknown") == {"kind": 2}
    assert told(answer, "bare") == {"time": 2}
    assert told(answer, "sequence") == {"long": 1, "": 1}
    assert told(answer, "backwards") == {"time": 1, "": 1}


def test_slack_is_a_bound_that_is_allowed(judge):
    tables = scenes(
        at_slack=two(second={"started_at": at(2, "09:15")}),
        beyond=two(second={"started_at": at(2, "09:14")}),
    )
    assert found(judge(RULE, tables)) == ["beyond"]
    assert found(judge(RULE, tables, settings={"rules": {RULE: {"slack": 6}}})) == []


def test_short_runs_of_two_batches_add_up(judge):
    """Three minutes each: no two runs overlap by five, two batches side by side do; a batch a little late does not."""

    def batches(late):
        rows = [
            {
                **run(f"{name}{n}", at(2, f"09:{first + 4 * n:02}"), at(2, f"09:{first + 4 * n + 3:02}")),
                "batch_id": name,
            }
            for name, first in (("a", 0), ("b", late))
            for n in range(4)
        ]
        return bench(*rows, kind="aas")

    answer = judge(RULE, scenes(beside=batches(1), after=batches(12)))
    assert found(answer) == ["beside"]
    assert answer.findings[0].measure == pytest.approx(8)
    assert answer.findings[0].detail["pairs"] == 4


def test_one_finding_per_instrument_and_day_in_any_order(judge):
    rows = [
        run(f"r{n}", at(2 + n // 6, f"{9 + n % 6:02}:00"), at(2 + n // 6, f"{10 + n % 6:02}:30")) for n in range(12)
    ]
    first = judge(RULE, scenes(lab=bench(*rows)))
    named = {f"r{n}": f"S-{n}" for n in range(12)}
    random.Random(7).shuffle(rows)
    second = judge(RULE, scenes(lab=bench(*({**row, "sample_no": named[row["run_id"]]} for row in rows))))
    assert [item.detail["pairs"] for item in first.findings] == [5, 5]
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
