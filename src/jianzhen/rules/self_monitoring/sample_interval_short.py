"""采样间隔过短: draws of waste water closer together than the discharge standard says."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.law.standards import standard_number
from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.clock import minutes
from jianzhen.rules.terms.controls import named_control
from jianzhen.rules.terms.draws import drawn
from jianzhen.rules.terms.spelling import folded_name, mentions
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

INTERVAL = standard_number("gb8978.interval.short_cycle")
STANDARD = "8978"
SERIES_KINDS = ("self_monitoring", "acceptance")
"""Reports that judge a day's discharge; the standard's interval is made for these."""
SPOT_KINDS = ("supervisory", "comparison")
"""Reports of spot samples, to which the interval does not apply."""
WASTE_WATER = ("废水", "污水", "waste")
COMPOSITE = ("混合", "等比例", "composite")
PLACE = ["lab_id", "place", "day"]
UNSTATED = (
    "报告未写明执行标准，2 小时间隔取自 GB 8978-1996 5.2 (the report names no discharge standard; the interval is that"
    " of GB 8978-1996, clause 5.2)"
)


@rule(
    clause="二(三)",
    title=Words("废水采样间隔过短", "Waste water drawn at too short intervals"),
    act="nonconforming.sampling",
    severity="middle",
    family="field_times",
    version=2,
    unit=Words("一个排口一天的采样", "a day's draws at one outlet"),
    measure=Words("相邻两次采样的最短间隔", "shortest interval between two draws"),
    measure_unit="min",
    headline=Words(
        "{day} 在 {place} 采废水 {draws} 次（{times}），最短只隔 {shortest_min:.0f} 分钟",
        "Waste water was drawn {draws} times at {place} on {day} ({times}), the shortest interval being"
        " {shortest_min:.0f} min",
    ),
    numbers=Words(
        "最短间隔 {measure:.0f} 分钟，标准间隔 {interval_min:.0f} 分钟"
        "（GB 8978-1996 5.2：生产周期 8 小时以内每 2 小时一次，8 小时以上每 4 小时一次；此处取较短者，已核原文），"
        "容差 {tolerance_pct:g}%（经验值，可调）后参考线"
        " {threshold:.0f} 分钟。容差放宽到 {silent_pct:.0f}% 则不再触发。",
        "Shortest interval {measure:.0f} min; the standard's is {interval_min:.0f} min (GB 8978-1996, 5.2: every 2 h"
        " for production cycles up to 8 h, every 4 h above; the shorter is taken here, checked with the text); with a"
        " tolerance of {tolerance_pct:g} % (starting value, settable) the line is {threshold:.0f} min. With a tolerance"
        " of {silent_pct:.0f} % the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("平行样，或同一次采样的几个瓶子", "parallel samples, or several bottles of one draw"),
            Words("样品编号、采样记录", "sample numbers, sampling record"),
            heeded=True,
        ),
        Innocent(
            Words("混合样的分样", "parts of one composite sample"),
            Words("样品名称、分析记录只有一个结果", "name of the sample; only one result in the raw records"),
            heeded=True,
        ),
        Innocent(
            Words("监督、比对、投诉处理等瞬时采样", "spot samples for supervision, comparison or a complaint"),
            Words("委托书、报告种类", "commission, kind of report"),
            heeded=True,
        ),
        Innocent(
            Words("间歇排放，只在排放的短时间内能采", "discharge is intermittent; water flows for a short time only"),
            Words("流量记录、排放时段说明", "flow records, statement of the hours of discharge"),
        ),
        Innocent(
            Words("执行的排放标准另有规定", "the discharge standard that applies says otherwise"),
            Words("排污许可证载明的执行标准", "the standard named in the permit"),
            heeded=True,
        ),
    ),
    onsite=(
        Words("排口视频：各次采样的到场时刻", "video of the outlet: when the crew came for each draw"),
        Words("采样原始记录与样品标签", "sampling records and labels of the samples"),
        Words("生产周期与排放时段记录", "records of production cycle and hours of discharge"),
        Words("流量计历史数据", "history of the flow meter"),
    ),
    perishable_days=30,
    reasons={
        "report": Words("样品未出现在任何报告中，监测种类不明", "no report names the samples; kind of work unknown"),
        "kind": Words("委托监测，是否按日均值评价不明", "entrusted: whether it judges the daily mean is not known"),
        "standard": Words("执行的不是 GB 8978，间隔另有规定", "another standard applies, with its own intervals"),
        "matrix": Words("不知是废水还是环境水体", "waste water or a water body: not known"),
    },
)  # fmt: skip
def sample_interval_short(
    sampling_events: Table,
    samples: Table,
    report_results: Table,
    reports: Table,
    outlets: Table = OPTIONAL,
    *,
    interval: Annotated[
        float,
        Threshold(
            Words("标准采样间隔", "the standard's interval"), "min", 30, 480, Source.STANDARD, INTERVAL.standard,
            verified=INTERVAL.verified,
        ),
    ] = INTERVAL.value * 60,
    tolerance: Annotated[
        float,
        Threshold(Words("容差", "tolerance"), "%", 0, 90, Source.EXPERT, "starting value, not legal"),
    ] = 10,
    parallel: Annotated[
        float,
        Threshold(
            Words("视为同一次采样的间隔", "gap within one draw"), "min", 0, 60, Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 10,
) -> Verdict:  # fmt: skip
    """Draws of waste water follow each other faster than the discharge standard allows.

    Per laboratory, outlet, day and set of parameters the samples that a report names one by one are put in the order
    of their start; samples no more than ``parallel`` minutes after the one before belong to the same draw (bottles,
    parallels, parts of a composite); blanks are none. With t_1 < t_2 < ... the starts of the draws, the day is a
    finding when the least t_(k+1) - t_k < ``interval`` * (1 - ``tolerance``/100). GB 8978-1996 5.2: every two hours
    for production cycles up to eight hours, every four above; the cycle is not in the data, so the shorter one is
    asked for.

    Draws taken in a row are nearly one sample: the daily mean they are to give was not measured, and the record hides
    what flowed in the other hours (检验检测机构监督管理办法 14 条, 条例 25 条). Judged are reports of self-monitoring
    and acceptance; supervision and comparison take spot samples. Where the report names no discharge standard the
    finding is weaker, where it names another the rule cannot tell. It does not say that the water was not as reported.
    """
    lines = _reported(report_results, reports)
    rows = _samples(sampling_events, samples, outlets, lines)
    days = _days(_draws(rows.filter(rows.fit & rows.reported), parallel))
    line = interval * (1 - tolerance / 100)
    hits = days.filter(days.shortest < line)
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.from_at,
            to_at=hits.to_at,
            measure=hits.shortest,
            threshold=line,
            evidence=[
                Evidence("samples", hits.sample_rows, "draw"),
                Evidence("sampling_events", hits.event_rows, "draw"),
                Evidence("reports", hits.report_rows, CONTEXT),
            ],
            severity=ibis.ifelse(hits.named, ibis.null("string"), "low"),
            detail={
                "place": hits.shown,
                "day": hits.from_at.date(),
                "draws": hits.draws,
                "times": hits.times,
                "shortest_min": hits.shortest,
                "interval_min": interval,
                "tolerance_pct": tolerance,
                "silent_pct": (1 - hits.shortest / interval) * 100,
                "unverified": ibis.ifelse(hits.named, "", UNSTATED),
            },
        ),
        units=_units(rows),
    )


def _reported(report_results: Table, reports: Table) -> Table:
    """What the reports say of each sample."""
    own = reports.select("lab_id", "report_no", "kind", "evaluation_standard", "sample_type", report_row="row_id")
    lines = report_results.filter(report_results.sample_no.notnull()).select("lab_id", "report_no", "sample_no")
    rows = lines.distinct().join(own, ["lab_id", "report_no"])
    return rows.group_by("lab_id", "sample_no").aggregate(
        series=rows.kind.isin(SERIES_KINDS).any(),
        spot=rows.kind.isin(SPOT_KINDS).any(),
        named=mentions(rows.evaluation_standard, (STANDARD,)).any(),
        stated=(rows.evaluation_standard.fill_null("") != "").any(),
        waste=mentions(rows.sample_type, WASTE_WATER).any(),
        typed=(rows.sample_type.fill_null("") != "").any(),
        report_rows=rows.report_row.collect(),
    )


def _samples(events: Table, samples: Table, outlets: Table, lines: Table) -> Table:
    """Drawn samples of water, where and when, with what is known about the monitoring they belong to."""
    water = events.filter(events.category == "water")
    where = water.outlet_id.fill_null(folded_name(water.site_name))
    water = water.select("event_id", "outlet_id", "site_name", place=where, event_row="row_id")
    known = outlets.select(known_outlet="outlet_id", kind="kind", position="position")
    lines = lines.rename(line_lab="lab_id", line_sample="sample_no")
    times = drawn(samples.filter(~mentions(samples.name, COMPOSITE) & ~named_control(samples.name)))
    rows = (
        times.join(water, "event_id")
        .left_join(known, ibis._.outlet_id == known.known_outlet)
        .left_join(lines, [ibis._.lab_id == lines.line_lab, ibis._.sample_no == lines.line_sample])
    )
    reported, spot = rows.line_sample.notnull(), rows.spot.fill_null(False)
    series, waste = rows.series.fill_null(False), (rows.kind == "water").fill_null(False) | rows.waste.fill_null(False)
    other = (rows.kind.notnull() & (rows.kind != "water")) | (rows.position == "inlet").fill_null(False)
    other = other | (rows.kind.isnull() & rows.typed.fill_null(False) & ~waste)
    standard = rows.named.fill_null(False) | ~rows.stated.fill_null(False)
    rows = rows.filter(~spot & ~other & rows.place.notnull()).mutate(day=rows.drawn_from.truncate("D"))
    return rows.mutate(
        reported=reported, series=series, waste=waste, standard=standard,
        fit=series & waste & standard & rows.parameters_code.notnull(),
    )  # fmt: skip


def _draws(rows: Table, parallel: float) -> Table:
    """One row per draw, with the minutes since the draw before."""
    by = [*PLACE, "parameters_code"]
    order = [rows.drawn_from, rows.sample_row]
    before = rows.drawn_from.lag().over(group_by=by, order_by=order)
    rows = rows.mutate(fresh=(minutes(before, rows.drawn_from) > parallel).fill_null(True).cast("int64"))
    so_far = ibis.window(group_by=by, order_by=[rows.drawn_from, rows.sample_row], preceding=None, following=0)
    rows = rows.mutate(draw=rows.fresh.sum().over(so_far))
    draws = rows.group_by(*by, "draw").aggregate(
        start=rows.drawn_from.min(),
        last=rows.drawn_to.max(),
        shown=rows.site_name.fill_null(rows.outlet_id).min(),
        named=rows.named.fill_null(False).any(),
        sample_rows=rows.sample_row.collect(),
        event_rows=rows.event_row.collect(),
        report_rows=rows.report_rows.collect().flatten(),
    )
    previous = draws.start.lag().over(group_by=by, order_by=[draws.draw])
    return draws.mutate(gap=minutes(previous, draws.start))


def _days(draws: Table) -> Table:
    """One row per laboratory, outlet and day with at least two draws of the same parameters."""
    days = draws.group_by(*PLACE).aggregate(
        shortest=draws.gap.min(),
        draws=draws.draw.max(),
        times=draws.start.strftime("%H:%M").collect(distinct=True),
        from_at=draws.start.min(),
        to_at=draws["last"].max(),
        shown=draws.shown.min(),
        named=draws.named.any(),
        sample_rows=draws.sample_rows.collect().flatten(),
        event_rows=draws.event_rows.collect().flatten(),
        report_rows=draws.report_rows.collect().flatten(),
    )
    return days.filter(days.shortest.notnull())


def _units(rows: Table) -> Table:
    """Days at an outlet, and why some cannot be judged."""
    days = rows.group_by(*PLACE).aggregate(
        no_report=(~rows.reported).all(),
        no_series=(~rows.series).all(),
        no_waste=(~rows.waste).all(),
        no_standard=(~rows.standard).all(),
        no_parameters=rows.parameters_code.isnull().all(),
        unfit=(~rows.fit).all(),
    )
    missing: dict[str, ir.Value] = {
        "report": days.no_report,
        "kind": days.no_series,
        "matrix": days.no_waste,
        "standard": days.no_standard,
        "samples.parameters": days.no_parameters | days.unfit,
    }
    return units(days, subject=days.lab_id, missing=missing)
