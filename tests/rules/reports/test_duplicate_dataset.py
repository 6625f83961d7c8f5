"""Two reports with the same numbers: how surprising that is decides, not that it happens."""

from __future__ import annotations

import random

import numpy as np
import pytest
from tests.rules.paperwork import at, evidence, found, line, numbered, report, scenes, severities, told

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "duplicate_dataset"
NAMES = ("化学需氧量", "氨氮", "总磷", "总氮", "氟化物", "总铜", "总锌", "总铅", "硫化物", "石油类")
VALUES = ("42.3", "0.482", "0.137", "8.91", "0.714", "0.213", "1.15", "0.0231", "0.0782", "1.62")


def lines(report_no, day=2, values=VALUES, site="总排口", sample_no=None, names=NAMES, **more):
    """The lines of one report, a value per parameter."""
    return numbered(
        [
            line(value, sample_no or f"{report_no}-26-1", (name, "HJ 700-2014"), report_no=report_no,
                 sampled_from_at=at(day), site_name=site, **more)
            for name, value in zip(names, values, strict=False)
        ]
    )  # fmt: skip


def shifted(values, by=1):
    """The same numbers, each a few units of the last place higher."""
    return [
        f"{float(value) + by * 10.0 ** -len(value.partition('.')[2]):.{len(value.partition('.')[2])}f}"
        for value in values
    ]


def alone(*parts, reports=()):
    """Lines of one laboratory as a data set."""
    return scenes(lab={"report_results": [row for part in parts for row in part], "reports": list(reports)})


def test_two_reports_alone_suffice(judge):
    answer = judge(RULE, alone(lines("R1"), lines("R2", 9), reports=[report(), report("R2")]))
    (finding,) = answer.findings
    assert (finding.subject, finding.severity) == ("lab", "high")
    assert (finding.detail["agreeing"], finding.detail["comparable"]) == (10, 10)
    # Ten values of three digits, the first given away, and one other report: 10^-20 * 2.
    assert finding.measure == pytest.approx(20 - np.log10(2))
    assert finding.detail["first_sampling"] == "2026-03-02 总排口"
    assert evidence(finding).count(("report_results", "first")) == 10
    assert evidence(finding)[-1] == ("reports", "second")
    assert told(answer, "lab") == {"": 2}


def test_two_plants_are_told_apart_and_the_chance_is_called_a_model(judge):
    parts = (lines("R1", outlet_id="P05-DW001"), lines("R2", 9, outlet_id="P01-DW001"))
    (finding,) = judge(RULE, alone(*parts)).findings
    said = sentences.headline(find(RULE), finding.detail)
    assert "2026-03-02 总排口 P05-DW001；2026-03-09 总排口 P01-DW001" in said.zh
    shown = sentences.numbers(find(RULE), finding.detail, measure=finding.measure, threshold=finding.threshold)
    assert "上限约为 10 的 -19.7 次方（模型假设，不是认定依据）" in shown.zh
    assert "参考线收紧到 10 的 -19.7 次方则不再触发" in shown.zh


def test_a_copy_with_a_few_numbers_changed_is_found(judge):
    changed = [*VALUES[:7], *shifted(VALUES[7:])]
    (finding,) = judge(RULE, alone(lines("R1"), lines("R2", 9, changed))).findings
    assert (finding.detail["agreeing"], finding.detail["comparable"], finding.severity) == (7, 10, "high")


def test_a_part_of_a_report_is_middle(judge):
    first = [f"{40 + n}.{n}7" for n in range(20)]
    second = [*first[:9], *shifted(first[9:])]
    names = [f"项目{n:02}" for n in range(20)]
    (finding,) = judge(RULE, alone(lines("R1", 2, first, names=names), lines("R2", 9, second, names=names))).findings
    assert finding.severity == "middle"


def test_a_report_copied_many_times_does_not_hide_itself(judge):
    copies = [lines(f"R{n}", n) for n in range(1, 13)]
    answer = judge(RULE, alone(*copies))
    assert len(answer.findings) == 11
    assert {finding.detail["first_report"] for finding in answer.findings} == {"R1"}


def test_two_laboratories_answer_each_for_itself(judge):
    tables = scenes(north={"report_results": lines("R1")}, south={"report_results": lines("R9", 9)})
    assert found(judge(RULE, tables)) == ["north", "south"]


def test_noise_records_copied_point_by_point_are_found(judge):
    levels = ("56.3", "54.8", "57.1", "55.9", "46.2", "45.7", "47.4", "44.9")
    first = lines("R1", 2, levels, names=["厂界环境噪声"] * 8)
    answer = judge(RULE, alone(first, lines("R2", 9, levels, names=["厂界环境噪声"] * 8)))
    assert severities(answer) == {"lab": "high"}
    swapped = lines("R2", 9, levels[1:] + levels[:1], names=["厂界环境噪声"] * 8)
    assert found(judge(RULE, alone(first, swapped))) == []


def innocent():
    """Pairs of reports that agree for an honest reason, and the reports with them."""
    few = [*VALUES[:4], *shifted(VALUES[4:])]
    whole = [str(n) for n in (7, 8, 20, 300, 5, 6, 9, 4, 3, 2)]
    documents = [report(), report("R2")]
    return {
        "other values": (lines("R1"), lines("R2", 9, shifted(VALUES)), documents),
        "same sampling": (lines("R1"), lines("R2"), documents),
        "same sample": (lines("R1", sample_no="S-26-1"), lines("R2", 9, sample_no="ｓ-26-1"), documents),
        "re-issue": (lines("R1"), lines("R2", 9), [report(), report("R2", replaces="r1")]),
        "both replace a third": (lines("R1"), lines("R2", 9), [report(replaces="R0"), report("R2", replaces="R0")]),
        "not detected": (lines("R1", 2, ["<0.05"] * 10), lines("R2", 9, ["<0.05"] * 10), documents),
        "single digits": (lines("R1", 2, whole), lines("R2", 9, whole), documents),
        "zeros": (lines("R1", 2, ["0.00"] * 10), lines("R2", 9, ["0.00"] * 10), documents),
        "one value": (lines("R1", 2, ["8.91"] * 10), lines("R2", 9, ["8.91"] * 10), documents),
        "four agree": (lines("R1", 2, few), lines("R2", 9, [*VALUES[:4], *shifted(VALUES[4:], 2)]), documents),
        "blanks": (lines("R1", site="全程序空白"), lines("R2", 9, site="全程序空白"), documents),
        "dimensions": (
            lines("R1", names=[f"排气筒{n}高度" for n in range(10)]),
            lines("R2", 9, names=[f"排气筒{n}高度" for n in range(10)]),
            documents,
        ),
        "at the limit": (
            [row | {"limit": float(row["value_text"])} for row in lines("R1")],
            [row | {"limit": float(row["value_text"])} for row in lines("R2", 9)],
            documents,
        ),
        "other unit": (lines("R1"), [row | {"unit": "g/L"} for row in lines("R2", 9)], documents),
        "fewer decimals": (lines("R1"), lines("R2", 9, [f"{value}0" for value in VALUES]), documents),
    }  # fmt: skip


@pytest.mark.parametrize("reason", innocent())
def test_innocent_look_alikes_are_silent(judge, reason):
    first, second, documents = innocent()[reason]
    assert found(judge(RULE, alone(first, second, reports=documents))) == []


def test_a_subcontractors_own_report_is_silent(judge):
    tables = scenes(
        main={"report_results": lines("R1"), "reports": [report(subcontractor_id="other")]},
        other={"report_results": lines("R9", 9), "reports": [report("R9")]},
    )
    assert found(judge(RULE, tables)) == []


def test_too_few_numbers_cannot_be_told(judge):
    answer = judge(RULE, alone(lines("R1", 2, VALUES[:4]), lines("R2", 9, VALUES[:4]), lines("R3", 5)))
    assert found(answer) == []
    assert told(answer, "lab") == {"few": 2, "": 1}


def test_bounds_of_count_and_surprise(judge):
    pair = alone(lines("R1", 2, VALUES[:5]), lines("R2", 9, VALUES[:5]))
    (finding,) = judge(RULE, pair).findings
    assert finding.measure == pytest.approx(10 - np.log10(2))
    assert found(judge(RULE, pair, settings={"rules": {RULE: {"least": 6}}})) == []
    assert found(judge(RULE, pair, settings={"rules": {RULE: {"surprise": 9.7}}})) == []
    assert found(judge(RULE, pair, settings={"rules": {RULE: {"surprise": 9.69}}})) == ["lab"]
    four = alone(lines("R1", 2, ("8.91", *VALUES[:4])), lines("R2", 9, ("8.91", *VALUES[:4])))
    assert found(judge(RULE, four, settings={"rules": {RULE: {"least_distinct": 6}}})) == []


def corpus(reports, parameters, seed=1):
    """Honest reports: log-normal concentrations written with two or three digits, as laboratories write them."""
    random_ = np.random.default_rng(seed)
    levels = random_.uniform(-1, 2, parameters)
    rows = []
    for number in range(reports):
        values = 10 ** (levels + random_.normal(0, 0.15, parameters))
        texts = [f"{value:.2f}" if value < 10 else f"{value:.1f}" for value in values]
        names = [f"项目{n:02}" for n in range(parameters)]
        rows.append(lines(f"H{number}", 1 + number % 28, texts, names=names, site=f"厂{number % 7}"))
    return rows


def test_an_honest_corpus_is_silent_and_a_copy_in_it_is_found(judge):
    honest = corpus(120, 20)
    assert found(judge(RULE, alone(*honest))) == []
    copy = [{**row, "report_no": "H999", "sample_no": "H999-26-1", "site_name": "新厂"} for row in honest[40]]
    (finding,) = judge(RULE, alone(*honest, copy)).findings
    assert {finding.detail["first_report"], finding.detail["second_report"]} == {"H40", "H999"}


def test_common_values_count_little(judge):
    """Where every report holds the same few values, agreeing in them says nothing."""
    choices = random.Random(9)
    common = [
        lines(f"R{n}", 1 + n % 28, [choices.choice(("7.1", "7.2", "7.3")) for _ in NAMES], site=f"厂{n}")
        for n in range(60)
    ]
    assert found(judge(RULE, alone(*common))) == []


def test_order_of_rows_does_not_matter(judge):
    rows = [*lines("R1"), *lines("R2", 9), *lines("R3", 12, shifted(VALUES))]
    first = judge(RULE, alone(rows))
    random.Random(8).shuffle(rows)
    second = judge(RULE, alone(rows))
    assert first.findings
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
