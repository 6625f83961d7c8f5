"""报告与原始记录不一致: what a report states is not what the raw record holds."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.clock import DAY, MINUTE, minutes
from jianzhen.rules.terms.collection import collections, unmistakable
from jianzhen.rules.terms.counting import with_all_others
from jianzhen.rules.terms.day import latest, written
from jianzhen.rules.terms.documents import issued, without_superseded
from jianzhen.rules.terms.matching import with_match
from jianzhen.rules.terms.numbering import given_twice
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.reading import NEGLIGIBLE, is_below, is_bound, last_place, number, written_place
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.terms.units import conversion, with_unit_size
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_ASPECTS = {
    "value": Words("结果", "result"),
    "place": Words("点位", "outlet"),
    "time": Words("采样时间", "time of sampling"),
}


_OF_LINES = (
    "lab_id",
    "report_no",
    "number",
    "sample_no",
    "parameter",
    "parameter_code",
    "unit",
    "unit_code",
    "value",
    "value_text",
    "value_text_num",
    "value_text_below",
    "value_text_decimals",
    "qualifier",
    "sampled_from_at",
)
"""Columns of a line that are needed where it is in question."""


@rule(
    clause="二(二)",
    title=Words("报告与原始记录不一致", "Report and raw record differ"),
    act="fabrication.report_raw_mismatch",
    severity="high",
    family="records",
    unit=Words("报告结果行", "lines of reports"),
    measure=Words("与原始记录之差（末位单位）", "difference from the raw record in units of the last place"),
    measure_unit="ulp",
    headline=Words(
        "报告 {report_no} 有 {lines} 行与原始记录不符：样品 {sample_no} {parameter}的{aspect_zh}，"
        "报告为 {reported}，原始记录为 {recorded}",
        "Report {report_no} differs from the raw record in {lines} lines: {aspect_en} of {parameter}, sample"
        " {sample_no}:"
        " {reported} on the report, {recorded} in the record",
    ),
    numbers=Words(
        "结果不符 {value_lines} 行，最大相差 {measure:.1f} 个末位单位，修约最多允许 {threshold:.1f} 个（GB/T"
        " 8170，未核原文）；"
        "采样时间不符 {time_lines} 行（允许 {time_slack_min:.0f} 分钟，经验值），点位不符 {place_lines} 行。"
        "若允许 {measure:.1f} 个末位单位，结果一项不再触发。",
        "{value_lines} results differ, by up to {measure:.1f} units of the last place; rounding explains"
        " {threshold:.1f}"
        " (GB/T 8170, not read in the original); {time_lines} times of sampling (slack {time_slack_min:.0f} min,"
        " a starting value) and {place_lines} outlets differ."
        " With {measure:.1f} units allowed the results would not be found.",
    ),
    innocent=(
        Innocent(
            Words(
                "修约（四舍六入五成双或四舍五入）、有效位数、补零",
                "rounding, half-even or half-up, significant digits, filling zeros",
            ),
            Words("修约规定", "the rule of rounding"),
            heeded=True,
        ),
        Innocent(
            Words("单位不同（mg/L 与 μg/L）", "other units (mg/L and μg/L)"),
            Words("单位换算", "the conversion"),
            heeded=True,
        ),
        Innocent(
            Words("低于检出限、未检出、0 的不同写法", "ways of writing below the detection limit, not detected, zero"),
            Words("方法检出限", "detection limit of the method"),
            heeded=True,
        ),
        Innocent(
            Words("报出平行样的平均值、中位数或其中一个", "the mean, the median or one of the replicates was reported"),
            Words("平行样原始记录", "raw records of the replicates"),
            heeded=True,
        ),
        Innocent(
            Words(
                "原始记录是上机读数，报告已乘稀释倍数或扣除空白",
                "the record holds the reading; the report has it diluted or blank-corrected",
            ),
            Words("稀释倍数、空白值、计算过程", "dilution factor, blank, calculation"),
        ),
        Innocent(
            Words("报告发现错误后已更正重发", "the report was corrected and issued again"),
            Words("更正说明、新报告编号", "change note, number of the new report"),
            heeded=True,
        ),
    ),
    onsite=(
        Words(
            "检测系统的审计日志：结果、报告的修改人和时间",
            "audit log of the laboratory system: who changed result or report, when",
        ),
        Words("仪器工作站原始数据文件与打印谱图", "raw data files and printouts of the workstation"),
        Words("纸质原始记录的计算过程与涂改", "calculation and alterations in the paper record"),
        Words("采样原始记录单", "sampling sheets"),
    ),
    perishable_days=120,
    reasons={
        "sample": Words("报告行没有样品编号", "the line names no sample"),
        "number": Words(
            "编号用在几次采样上，原始记录不知属于谁",
            "the number stands for several samplings, so the record may be of another",
        ),
        "record": Words("没有该样品该项目的原始结果", "no raw result of this sample and parameter"),
        "text": Words("结果是文字或范围，不能比较", "the result is words or a range and cannot be compared"),
        "unit": Words("单位不能换算", "the units do not convert"),
        "limit": Words("写“未检出”而没有写检出限", "not detected, without the limit"),
    },
)
def report_raw_mismatch(
    report_results: Table,
    results: Table,
    reports: Table = OPTIONAL,
    samples: Table = OPTIONAL,
    sampling_events: Table = OPTIONAL,
    *,
    rounding: Annotated[
        float,
        Threshold(Words("修约误差", "rounding"), "ulp", 0.5, 1000, Source.STANDARD, "GB/T 8170-2008"),
    ] = 0.5,
    time_slack: Annotated[
        float,
        Threshold(Words("时间误差", "clock slack"), "min", 0, 10_080, Source.EXPERT, "starting value, not legal"),
    ] = 60,
) -> Verdict:
    """What a report states is not what the raw record holds.

    For a line (sample k, parameter p) with value r, one unit in its last exact place u, and the raw results x1..xn
    of (k, p) in the line's unit, leaving out those marked as not reported: d = min(|r − xi|, |r − mean| − e, |r −
    median| − e), where e is half a unit of the raw results' last place, for the mean of values already rounded. It
    is found when d > ``rounding`` · u. Both rules of rounding, half-even (GB/T 8170) and half-up, part only at
    exactly half a unit, and half a unit either way is accepted. Zeros that end a whole number count as not given.
    Below the detection limit: "<L" agrees with every x ≤ L, "not detected" with 0 and with every record below the
    limit, a number r with records below L when r ≤ L. Words, ranges, units that do not convert, and "not detected"
    without a limit against a number cannot be compared, nor can records under a number that was given to several
    samplings.

    Also compared are the sampling time of the line with that of its sample (the gap between the two spans, bare
    dates as whole days, above ``time_slack``) and the outlet with that of the sampling event. Reports that a later
    one replaces are left out. Up to one unit of the last place, and times less than a day apart, may be a slip:
    severity middle.

    It is a sign because the report is then not what was measured (环发〔2015〕175 号 第5条(二)). It does not say
    which of the two is true, nor that the difference favours anyone.
    """
    documents = issued(reports)
    current = without_superseded(report_results, documents)
    lines = _lines(current, unmistakable(collections(samples, sampling_events)), time_slack)
    lines = with_match(lines, given_twice(current), {"lab_id": "lab_id", "number": "number"}, "ambiguous")
    lines = _read(once(_questionable(lines, results)))
    pairs = once(_pairs(lines.filter(~lines.same_text), results))
    compared = once(_compared(lines, pairs, rounding))
    missing = {
        "sample": compared.number.isnull(),
        "number": compared.ambiguous,
        "record": compared.records.isnull() & ~compared.same_text,
        **{reason: compared.reason == reason for reason in ("unit", "limit", "text")},
    }
    return Verdict(
        findings=_findings(compared, pairs, documents, rounding, time_slack),
        units=with_all_others(units(compared, subject=compared.lab_id, missing=missing), current, current.lab_id),
    )


def _lines(report_results: Table, taken: Table, time_slack: float) -> Table:
    """Lines of reports with what contradicts the record of their sample."""
    rows = report_results.mutate(number=folded(report_results.sample_no))
    joined = rows.left_join(taken, [rows.lab_id == taken.lab_id, rows.number == taken.number])
    reported_end = latest(rows.sampled_to_at.fill_null(rows.sampled_from_at))
    gap = ibis.greatest(
        minutes(reported_end, taken.collected_from_at), minutes(latest(taken.collected_to_at), rows.sampled_from_at)
    )
    known = rows.sampled_from_at.notnull() & taken.collected_from_at.notnull()
    return joined.select(
        *(rows[name] for name in _OF_LINES),
        line_row=rows.row_id,
        collected_from_at=taken.collected_from_at,
        reported_outlet=rows.outlet_id,
        recorded_outlet=taken.outlet_id,
        gap_min=gap,
        time_hit=(known & (gap > time_slack)).fill_null(False),
        place_hit=(folded(rows.outlet_id) != folded(taken.outlet_id)).fill_null(False),
        sample_row=taken.sample_row,
        event_row=taken.event_row,
    )


def _questionable(lines: Table, results: Table) -> Table:
    """Lines but those that repeat a raw result letter by letter and contradict nothing else, which are most."""
    raw = results.filter(results.reported.fill_null(True))
    raw = raw.select("lab_id", "parameter_code", number=folded(raw.sample_no), folded_text=folded(raw.value_text))
    keys = {name: name for name in raw.columns}
    lines = with_match(lines.mutate(folded_text=folded(lines.value_text)), raw, keys, "same_text")
    return lines.filter(~lines.same_text | lines.time_hit | lines.place_hit | lines.ambiguous)


def _read(lines: Table) -> Table:
    """Lines as read: their number, unit and last exact place."""
    value = number(lines)
    rows = with_unit_size(lines).mutate(
        text=lines.value_text,
        below=is_below(lines),
        bound=is_bound(lines),
        place=written_place(value, lines.value_text_decimals),
        value=value,
    )
    return rows.drop("value_text", "value_text_num", "value_text_below", "value_text_decimals", "qualifier")


def _pairs(lines: Table, results: Table) -> Table:
    """Every line with each raw result it may rest on, in the line's unit."""
    raw = with_unit_size(results.filter(results.reported.fill_null(True)))
    raw = raw.mutate(
        raw_no=folded(raw.sample_no), raw_number=number(raw), raw_below=is_below(raw), raw_bound=is_bound(raw)
    )
    joined = lines.join(
        raw,
        [lines.lab_id == raw.lab_id, lines.number == raw.raw_no, lines.parameter_code == raw.parameter_code],
    )
    factor = conversion(raw, lines)
    return joined.select(
        line_row=lines.line_row,
        value=lines.value,
        raw_row=raw.row_id,
        raw_text=raw.value_text,
        raw_unit=raw.unit,
        x=raw.raw_number * factor,
        numeric=raw.raw_number.notnull() & ~raw.raw_below & ~raw.raw_bound,
        below=raw.raw_below,
        limitless=raw.raw_below & raw.raw_number.isnull(),
        unconverted=factor.isnull() & raw.raw_number.notnull(),
        raw_place=last_place(raw.value_text_decimals) * factor,
    )


def _compared(lines: Table, pairs: Table, rounding: float) -> Table:
    """Lines with how far they lie ``apart`` from the raw results in the line's unit, or the ``reason`` not to know."""
    # Spark's median takes no condition, so what must not count is made missing beforehand.
    pairs = pairs.mutate(x_numeric=ibis.ifelse(pairs.numeric, pairs.x, ibis.null("float64")))
    numeric = pairs.numeric
    raw = pairs.group_by(raw_line=pairs.line_row).aggregate(
        records=pairs.count(),
        numeric_n=numeric.sum(),
        below_n=pairs.below.sum(),
        limitless=pairs.limitless.any(),
        unconverted=pairs.unconverted.any(),
        lowest=pairs.x.min(where=numeric),
        top=pairs.x.max(where=numeric | pairs.below),
        average=pairs.x_numeric.mean(),
        middle=pairs.x_numeric.median(),
        nearest=(pairs.value - pairs.x).abs().min(where=numeric),
        average_slack=pairs.raw_place.max(where=numeric) / 2,
        recorded_first=pairs.raw_text.min(),
        recorded_last=pairs.raw_text.max(),
        recorded_unit=pairs.raw_unit.min(),
    )
    rows = lines.left_join(raw, lines.line_row == raw.raw_line).drop("raw_line")
    rows = rows.mutate(apart=_apart(rows))
    told = (rows.apart.notnull() & rows.place.notnull()) | (rows.apart == 0)
    reason = ibis.cases(
        (rows.same_text | rows.records.isnull() | told.fill_null(False), ""),
        (rows.unconverted, "unit"),
        (rows.limitless | rows.below, "limit"),
        else_="text",
    )
    allowed = rounding * rows.place + NEGLIGIBLE * (rows.value.abs() + rows.place)
    hit = (rows.apart > allowed).fill_null(False)
    return rows.mutate(reason=reason, value_hit=hit, steps=ibis.ifelse(hit, rows.apart / rows.place, 0.0))


def _apart(rows: Table) -> ir.Value:
    """How far the reported value lies from anything the raw results allow; missing where that cannot be said."""
    unknown = ibis.null("float64")
    slack = ibis.ifelse(rows.records > 1, rows.average_slack.fill_null(0.0), 0.0)
    averaged = ibis.least((rows.value - rows.average).abs(), (rows.value - rows.middle).abs()) - slack
    to_numbers = ibis.least(rows.nearest, averaged).clip(lower=0.0)
    over_limit = ibis.cases(
        ((rows.value <= rows.top).fill_null(False) | (rows.value == 0), 0.0),
        (rows.limitless, unknown),
        else_=rows.value - rows.top,
    )
    under_limit = ibis.cases(
        ((rows.below_n > 0) | (rows.lowest <= 0), 0.0),
        (rows.value.isnull(), unknown),
        else_=(rows.lowest - rows.value).clip(lower=0.0),
    )
    readable = (rows.numeric_n + rows.below_n) == rows.records
    return ibis.cases(
        (~readable.fill_null(False) | rows.unconverted | rows.bound, unknown),
        (rows.below, under_limit),
        (rows.value.isnull(), unknown),
        (rows.below_n == 0, to_numbers),
        else_=over_limit,
    )


def _findings(compared: Table, pairs: Table, documents: Table, rounding: float, time_slack: float) -> Table:
    """One finding per report, told by its greatest difference."""
    hits = compared.filter((compared.value_hit | compared.time_hit | compared.place_hit) & ~compared.ambiguous)
    by = ["lab_id", "report_no"]
    order = [hits.value_hit.cast("int8").desc(), hits.steps.desc(), hits.place_hit.cast("int8").desc(), hits.line_row]
    worst = first_of(hits, by, [*order, hits.sample_row])
    worst = worst.select(*by, "sample_no", "parameter", **_told(worst))
    by_record = hits.time_hit | hits.place_hit
    facts = hits.group_by(*by).aggregate(
        from_at=hits.sampled_from_at.min(),
        lines=hits.count(),
        value_lines=hits.value_hit.sum(),
        time_lines=hits.time_hit.sum(),
        place_lines=hits.place_hit.sum(),
        steps=hits.steps.max(),
        grave=((hits.steps > 1) | hits.place_hit | (hits.gap_min >= DAY / MINUTE).fill_null(False)).any(),
        line_rows=hits.line_row.collect(),
        sample_rows=hits.sample_row.collect(where=by_record),
        event_rows=hits.event_row.collect(where=by_record),
    )
    rested = pairs.select("line_row", "raw_row").join(hits.filter(hits.value_hit).select(*by, "line_row"), "line_row")
    rested = rested.group_by(*by).aggregate(raw_rows=rested.raw_row.collect())
    documents = documents.select(*by, "report_rows", "issued_at")
    rows = facts.join(worst, by).left_join(rested, by).drop("lab_id_right", "report_no_right")
    rows = rows.left_join(documents, by).drop("lab_id_right", "report_no_right")
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows.from_at.fill_null(rows.issued_at),
        to_at=rows.issued_at.fill_null(rows.from_at),
        measure=rows.steps,
        threshold=rounding,
        severity=ibis.ifelse(rows.grave, "high", "middle"),
        evidence=[
            Evidence("report_results", rows.line_rows, "line"),
            Evidence("results", rows.raw_rows, "record"),
            Evidence("reports", rows.report_rows, "report"),
            Evidence("samples", rows.sample_rows, "sample"),
            Evidence("sampling_events", rows.event_rows, "sampling"),
        ],
        detail={
            name: rows[name]
            for name in (
                "report_no",
                "lines",
                "sample_no",
                "parameter",
                "aspect_zh",
                "aspect_en",
                "reported",
                "recorded",
                "value_lines",
                "time_lines",
                "place_lines",
            )
        }
        | {"time_slack_min": time_slack, "unverified": "GB/T 8170-2008 修约 rounding"},
    )


def _told(rows: Table) -> dict[str, ir.Value]:
    """What the line's contradiction is about, and both sides of it as text."""
    one = rows.recorded_first == rows.recorded_last
    texts = ibis.ifelse(one, rows.recorded_first, rows.recorded_first + "、" + rows.recorded_last)

    def by_aspect(value: ir.Value | str, place: ir.Value | str, time: ir.Value | str) -> ir.Value:
        return ibis.cases((rows.value_hit, value), (rows.place_hit, place), else_=time)

    return {
        "aspect_zh": by_aspect(*(words.zh for words in _ASPECTS.values())),
        "aspect_en": by_aspect(*(words.en for words in _ASPECTS.values())),
        "reported": by_aspect(rows.text + " " + rows.unit, rows.reported_outlet, written(rows.sampled_from_at)),
        "recorded": by_aspect(texts + " " + rows.recorded_unit, rows.recorded_outlet, written(rows.collected_from_at)),
    }
