"""分析快于物理下限: an analysis was finished sooner than its method can be."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.clock import HOUR, MINUTE, earlier, later, minutes
from jianzhen.rules.terms.collection import collections, unmistakable
from jianzhen.rules.terms.day import ONE_DAY, latest, written
from jianzhen.rules.terms.documents import issued
from jianzhen.rules.terms.duration import with_minimum
from jianzhen.rules.terms.matching import with_match
from jianzhen.rules.terms.numbering import given_twice
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_INCUBATION_MIN = 18 * HOUR / MINUTE
"""The shortest incubation of the reference table; shorter steps may be left out of a recorded time."""


@rule(
    clause="二(二)",
    title=Words("分析快于方法最短时长", "Faster than the method can be"),
    act="fabrication.without_measurement",
    severity="high",
    family="laboratory_times",
    unit=Words("有最短时长的结果", "results whose method has a shortest duration"),
    measure=Words("可用时间", "time available"),
    measure_unit="h",
    headline=Words(
        "样品 {sample_no} 的{parameter}（{method}）{span_zh} {start} 至 {end}，共 {available_h:.1f} 小时，"
        "不足方法最短的 {threshold_h:.1f} 小时",
        "{parameter} of sample {sample_no} ({method}): {span_en} {start} to {end}, {available_h:.1f} h in all, less"
        " than the {threshold_h:.1f} h its method takes at least",
    ),
    numbers=Words(
        "从宽计算可用 {measure:.1f} 小时，方法最短 {threshold:.1f} 小时（{source}），允许时钟误差"
        " {slack_min:.0f} 分钟；"
        "共 {lines} 项如此。若误差放宽到 {silent_min:.0f} 分钟则不再触发。",
        "Read in the laboratory's favour there were {measure:.1f} h; the method takes {threshold:.1f} h ({source});"
        " clock slack {slack_min:.0f} min; {lines} results show it."
        " With a slack of {silent_min:.0f} min the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words(
                "用了快速法、传感器法，报告方法号写错",
                "a fast or sensor method was used and the number of the method is wrong",
            ),
            Words("仪器型号、原始记录、能力附表", "model of the instrument, original record, scope of accreditation"),
        ),
        Innocent(
            Words("方法本身就是快速法", "the method is a fast one"),
            Words("报告所列方法号", "the number of the method on the report"),
            heeded=True,
        ),
        Innocent(
            Words("只有日期，首尾两天都按全天计", "only days are given; both count in full"),
            Words("原始记录的起止时刻", "start and end times in the original record"),
            heeded=True,
        ),
        Innocent(
            Words(
                "起止时间只记了读数，没记培养、回流、烘干",
                "the times cover the reading only, not incubation, reflux or drying",
            ),
            Words("培养箱、消解仪、烘箱使用记录", "use records of incubator, digester, oven"),
        ),
        Innocent(
            Words(
                "采样日期是录入错误，或先出阶段性报告",
                "the day of sampling is mistyped, or the report was a preliminary one",
            ),
            Words("采样原始记录、报告变更单", "sampling record, change form of the report"),
        ),
    ),
    onsite=(
        Words(
            "培养箱、烘箱、恒温恒湿设备的温度曲线与使用记录",
            "temperature logs and use records of incubators, ovens, weighing chambers",
        ),
        Words(
            "称量、滴定、比色原始记录及其录入时间", "original weighings, titrations, readings and their times of entry"
        ),
        Words(
            "检测系统的审计日志：结果录入与签发的先后", "audit log of the laboratory system: order of entry and issue"
        ),
    ),
    perishable_days=60,
    reasons={
        "analysis": Words("原始记录没有分析起止时间", "the raw record gives no start and end of analysis"),
        "sampled": Words("报告行没有采样时间", "the line of the report gives no time of sampling"),
        "reversed": Words(
            "止时早于起时或早于采样，后者由“分析早于采样”判断",
            "the end lies before the start, or before the sampling, which another rule judges",
        ),
    },
)
def below_min_duration(
    methods: Table,
    results: Table = OPTIONAL,
    report_results: Table = OPTIONAL,
    reports: Table = OPTIONAL,
    samples: Table = OPTIONAL,
    sampling_events: Table = OPTIONAL,
    *,
    slack: Annotated[
        float,
        Threshold(Words("时钟误差", "clock slack"), "min", 0, 1440, Source.EXPERT, "starting value, not legal"),
    ] = 30,
) -> Verdict:
    """An analysis was finished sooner than its method can be.

    For a method and parameter with a shortest duration m in the table ``methods``: (1) a raw result whose record
    runs from a to b, with b − max(a, c) < m − slack, c the end of sampling; (2) a report whose sample was taken at c
    and that was issued, or says its analysis ended, at e, with e − c < m − slack. Five days of incubation, drying to
    constant mass or conditioning a filter cannot be hurried, so some step was left out or a time is untrue
    (39号令 2025 第15条(一)(二)). Bare dates count from their beginning to their end, in the laboratory's favour.
    Conditioning of filters is judged from the end of sampling only, since a record may hold the weighing alone.
    Where a raw record alone is too short for a step of less than 18 h, it may hold the reading alone: severity middle.
    Where both forms hold for a sample they are one finding, told by the raw record. An end before its start, or
    before the sampling, is no duration: ``analysis_before_sampling`` judges the latter.

    Methods without a shortest duration are not judged. The rule does not say which step was left out. A number of
    the table nobody compared with the printed standard is named as unverified.
    """
    taken = unmistakable(collections(samples, sampling_events))
    taken = with_match(taken, given_twice(report_results), {"lab_id": "lab_id", "number": "number"}, "ambiguous")
    taken = taken.filter(~taken.ambiguous)
    lines = ibis.union(
        _recorded(with_minimum(results, methods), taken),
        _reported(with_minimum(report_results, methods), issued(reports), _report_days(reports), taken),
    )
    lines = lines.mutate(available_min=minutes(lines.start_at, lines.end_at))
    short = (lines.available_min >= 0) & (lines.available_min < lines.minimum_min - slack)
    certain = (lines.minimum_min >= _INCUBATION_MIN) | (
        minutes(lines.collected_at, lines.end_at) < lines.minimum_min - slack
    ).fill_null(False)
    hits = _by_raw_record(lines.mutate(certain=certain).filter(short))
    return Verdict(findings=_findings(hits, slack), units=_units(lines))


def _by_raw_record(hits: Table) -> Table:
    """Hits, those of reports filed under the raw record of their sample and parameter where that is short too."""
    keys = {name: name for name in ("lab_id", "number", "parameter_code")}
    hits = with_match(hits, hits.filter(hits.result_row.notnull()), keys, "recorded_too")
    joins = hits.recorded_too & hits.result_row.isnull()
    return hits.mutate(
        fact=ibis.ifelse(joins, hits.number, hits.fact), reason=ibis.ifelse(joins, "analysis", hits.reason)
    )


def _recorded(results: Table, taken: Table) -> Table:
    """Raw results with the time their record leaves for the analysis."""
    rows = results.mutate(number=folded(results.sample_no))
    joined = rows.left_join(taken, [rows.lab_id == taken.lab_id, rows.number == taken.number])
    began = ibis.ifelse(rows.equilibrates, ibis.null("timestamp"), rows.analysed_from_at)
    start = later(began, taken.collected_to_at).fill_null(began).fill_null(taken.collected_to_at)
    return joined.select(
        lab_id=rows.lab_id,
        fact=rows.number,
        reason=ibis.literal("analysis"),
        number=rows.number,
        sample_no=rows.sample_no,
        parameter=rows.parameter,
        parameter_code=rows.parameter_code,
        method=rows.method,
        minimum_min=rows.minimum_min,
        minimum_source=rows.minimum_source,
        minimum_verified=rows.minimum_verified,
        collected_at=taken.collected_to_at,
        own_span=(start == rows.analysed_from_at).fill_null(False),
        start_at=start,
        end_at=latest(rows.analysed_to_at),
        ends=rows.analysed_to_at,
        sample_row=taken.sample_row,
        result_row=rows.row_id,
        line_row=ibis.null("string"),
        report_rows=ibis.null("array<string>"),
    )


def _reported(lines: Table, documents: Table, days: Table, taken: Table) -> Table:
    """Lines of reports with the time between sampling and the end of analysis or the issue."""
    rows = lines.mutate(number=folded(lines.sample_no))
    joined = (
        rows.join(documents, [rows.lab_id == documents.lab_id, rows.report_no == documents.report_no])
        .join(days, [rows.lab_id == days.days_lab, rows.report_no == days.days_report])
        .left_join(taken, [rows.lab_id == taken.lab_id, rows.number == taken.number])
    )
    collected = taken.collected_to_at.fill_null(rows.sampled_from_at)
    issue = latest(documents.issued_at)
    ended = days.analysed_to_at + ONE_DAY
    is_issue = (issue <= ended).fill_null(True)
    return joined.select(
        lab_id=rows.lab_id,
        fact=rows.report_no,
        reason=ibis.literal("sampled"),
        number=rows.number,
        sample_no=rows.sample_no,
        parameter=rows.parameter,
        parameter_code=rows.parameter_code,
        method=rows.method,
        minimum_min=rows.minimum_min,
        minimum_source=rows.minimum_source,
        minimum_verified=rows.minimum_verified,
        collected_at=collected,
        own_span=ibis.literal(False),
        start_at=collected,
        end_at=earlier(issue, ended).fill_null(issue),
        ends=ibis.ifelse(is_issue, documents.issued_at, days.analysed_to_at),
        sample_row=taken.sample_row,
        result_row=ibis.null("string"),
        line_row=rows.row_id,
        report_rows=documents.report_rows,
    )


def _report_days(reports: Table) -> Table:
    """The last day of analysis each report states, where it does."""
    days = reports.group_by(days_lab=reports.lab_id, days_report=reports.report_no)
    return days.aggregate(analysed_to_at=reports.analysed_to_on.max().cast("timestamp"))


def _findings(hits: Table, slack: float) -> Table:
    """One finding per raw sample record and per report."""
    by = ["lab_id", "fact", "reason"]
    lacking = hits.available_min - hits.minimum_min
    worst = first_of(hits, by, [hits.result_row.isnull(), lacking, hits.result_row, hits.line_row, hits.sample_row])
    worst = worst.select(
        *by, "sample_no", "parameter", "method", "minimum_min", "minimum_source", "minimum_verified", "available_min",
        "start_at", "ends", "own_span",
    )  # fmt: skip
    facts = hits.group_by(*by).aggregate(
        from_at=hits.start_at.min(),
        to_at=hits.end_at.max(),
        certain=hits.certain.any(),
        lines=hits.count(),
        sample_rows=hits.sample_row.collect(),
        result_rows=hits.result_row.collect(),
        line_rows=hits.line_row.collect(),
        report_rows=hits.report_rows.collect().flatten(),
    )
    rows = facts.join(worst, by)
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=ibis.least(rows.from_at, rows.to_at),
        to_at=rows.to_at,
        measure=rows.available_min * (MINUTE / HOUR),
        threshold=rows.minimum_min * (MINUTE / HOUR),
        severity=ibis.ifelse(rows.certain, "high", "middle"),
        evidence=[
            Evidence("results", rows.result_rows, "analysis"),
            Evidence("report_results", rows.line_rows, "line"),
            Evidence("reports", rows.report_rows, "report"),
            Evidence("samples", rows.sample_rows, "sample"),
        ],
        detail=_detail(rows, slack),
    )


def _detail(rows: Table, slack: float) -> dict[str, ir.Value | float | str]:
    return {
        "sample_no": rows.sample_no,
        "parameter": rows.parameter,
        "method": rows.method,
        "span_zh": ibis.ifelse(rows.own_span, "分析自", "采样后可供分析的时间自"),
        "span_en": ibis.ifelse(rows.own_span, "analysed from", "time left for analysis from"),
        "available_h": rows.available_min * (MINUTE / HOUR),
        "start": written(rows.start_at),
        "end": written(rows.ends),
        "threshold_h": rows.minimum_min * (MINUTE / HOUR),
        "source": rows.minimum_source,
        "lines": rows.lines,
        "slack_min": slack,
        "silent_min": rows.minimum_min - rows.available_min,
        "unverified": ibis.ifelse(rows.minimum_verified, ibis.null("string"), rows.method + " " + rows.parameter),
    }


def _units(lines: Table) -> Table:
    untold = lines.available_min.isnull()
    return units(
        lines,
        subject=lines.lab_id,
        missing={
            **{reason: untold & (lines.reason == reason) for reason in ("analysis", "sampled")},
            "reversed": lines.available_min < 0,
        },
    )
