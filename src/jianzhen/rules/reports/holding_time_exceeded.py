"""超保存时限: a sample waited longer for its analysis than it keeps."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.law.standards import standard_number
from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.clock import HOUR, MINUTE, hours, is_date_only
from jianzhen.rules.terms.day import latest, written
from jianzhen.rules.terms.fieldwork import is_on_site
from jianzhen.rules.terms.holding import limits
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.specimens import specimens
from jianzhen.rules.terms.spelling import folded, mentions
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_WATER = ("water", "drinking_water", "sea_water")
_FROZEN = ("冷冻", "冻存", "速冻", "-18", "-20", "frozen")
_COLIFORMS = ("w02003", ("HJ 347.1-2018", "HJ 347.2-2018"))
_TRANSPORT, _BENCH = standard_number("hold.coliform.transport"), standard_number("hold.coliform.laboratory")
_AT_ONCE_H = 2.0
"""Coliforms tested within two hours of sampling need no cooling and no legs (HJ 347.1/.2-2018)."""
_LEGS = {
    "whole": Words("从采样结束到开始分析", "from the end of sampling to analysis"),
    "transport": Words("从采样结束到接样", "from the end of sampling to receipt"),
    "bench": Words("从接样到开始分析", "from receipt to analysis"),
}
_SEEN = ("lab_id", "number", "parameter_code")


@rule(
    clause="二(二)",
    title=Words("超过样品保存时限", "Holding time exceeded"),
    act="nonconforming.holding_time",
    severity="middle",
    family="laboratory_times",
    unit=Words("原始结果", "raw results"),
    measure=Words("样品等待的时间", "time the sample waited"),
    measure_unit="h",
    headline=Words(
        "样品 {sample_no} 的{parameter}{leg_zh}为 {span_h:.1f} 小时（{first} 至 {last}）",
        "Sample {sample_no}, {parameter}: {span_h:.1f} h {leg_en} ({first} to {last})",
    ),
    numbers=Words(
        "{standard} 的时限为 {threshold:g} 小时，另允许误差 {slack_min:g} 分钟（经验值）；"
        "同一次采样共 {results} 项结果超时：{parameters}。时限放宽到 {span_h:.1f} 小时则不再触发。",
        "{standard} allows {threshold:g} h, with {slack_min:g} min of slack (a starting value); {results} results of"
        " the same sampling waited too long: {parameters}. With a limit of {span_h:.1f} h the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words(
                "冷冻保存，或用了保存期更长的保存方法", "the sample was frozen, or preserved in a way that keeps longer"
            ),
            Words("采样单上的保存剂与保存条件", "preservative and storage on the sampling sheet"),
            heeded=True,
        ),
        Innocent(
            Words("按期测过，这一条是复测、留样再测", "it was analysed in time, this is a retest or a retained sample"),
            Words("同一样品该项目的其他原始结果", "other raw results of the sample and parameter"),
            heeded=True,
        ),
        Innocent(
            Words(
                "按期消解、萃取或接种，记录的是上机时间",
                "digested, extracted or inoculated in time; the record has the reading",
            ),
            Words("前处理记录", "records of preparation"),
        ),
        Innocent(
            Words("现场测定的项目", "measured on site"),
            Words("现场仪器存储、采样单", "memory of the field instrument, sampling sheet"),
            heeded=True,
        ),
        Innocent(
            Words("空白、标样、质控样", "blanks, standards, control samples"),
            Words("质控记录", "quality-control record"),
            heeded=True,
            needs=("qc_results",),
        ),
    ),
    onsite=(
        Words(
            "冷藏柜、冷冻柜温度记录与样品进出登记",
            "temperature log of cold store and freezer, book of samples in and out",
        ),
        Words("前处理（消解、萃取、接种）记录与批次时间", "records and times of digestion, extraction, inoculation"),
        Words("仪器原机数据文件的时间", "times of the data files on the instrument itself"),
        Words("样品瓶标签、保存剂与剩余样品", "labels of the bottles, preservative, what is left of the sample"),
    ),
    perishable_days=30,
    reasons={
        "number": Words("编号用在两个样品上", "the number was given to two samples"),
        "sample": Words("没有该样品的登记", "the sample is not on record"),
        "collected": Words("样品没有采样时间", "no time of sampling for the sample"),
        "limit": Words("该项目、方法没有保存时限数据", "no holding time on file for the parameter and method"),
        "frozen": Words("样品冷冻保存，时限不同", "the sample was frozen, for which other limits hold"),
        "day": Words("只有日期，算不出是否超时", "only the day is given, which does not settle it"),
    },
)
def holding_time_exceeded(
    results: Table,
    samples: Table,
    methods: Table,
    sampling_events: Table = OPTIONAL,
    qc_results: Table = OPTIONAL,
    report_results: Table = OPTIONAL,
    *,
    slack: Annotated[
        float,
        Threshold(Words("登记误差", "slack"), "min", 0, 1440, Source.EXPERT, "starting value, not legal"),
    ] = 30,
) -> Verdict:
    """A sample waited longer for its analysis than it keeps.

    The wait w runs from the end of collection (of a bare day, its end) to the start of the analysis in the raw record
    (of a bare day, its beginning); of several analyses of one sample and parameter the first counts, so that retests
    are no reproach. Two limits may hold: that of the method, and for water that of HJ 493. The method's governs: a
    stricter number of HJ 493 beside it is not used. Found is w > limit + ``slack``:

    - beyond the wider of the two, which no reading of the standards allows: severity middle (high where that number
      was read in the original standard, which is the case of none so far);
    - beyond the method's own limit alone, where HJ 493 allows more: severity low, a hint.

    Faecal coliforms have two legs beside the whole (HJ 347.1/.2-2018): delivery within 6 h, bench within 2 h of
    receipt, both needless when the whole took less than 2 h; a leg alone is a hint too.

    A method that is not on file is measured with the widest limit of the parameter. A sample too old gives a result
    that says nothing of the water it came from; whether the report is "untrue" depends on whether the result is wrong
    or cannot be checked (39 号令 2025 第14条(一); 评审补充要求 2025 第19条), which the rule does not say.
    """
    taken = once(_taken(samples, sampling_events, qc_results, report_results))
    work = results.filter(~is_on_site(results))
    limited = once(limits(work.select("method_code", "parameter_code").distinct(), methods))
    waits = _waits(work, taken, limited, slack)
    late = once(_late(waits, slack))
    return Verdict(findings=_findings(_first_only(late, work, taken, limited, slack), slack), units=_units(waits))


def _taken(samples: Table, sampling_events: Table, qc_results: Table, report_results: Table) -> Table:
    """Real samples with the end of their collection."""
    rows = specimens(samples, qc_results, report_results)
    events = sampling_events.select(visited="event_id", category="category", ended_at="ended_at", event_row="row_id")
    joined = rows.left_join(events, rows.event_id == events.visited)
    own = joined.collected_to_at.fill_null(joined.collected_from_at)
    return joined.select(
        "visit",
        "received_at",
        taken_lab="lab_id",
        taken_no="number",
        twice="ambiguous",
        drawn_at=own.fill_null(joined.ended_at),
        is_water=joined.category.isin(_WATER).fill_null(True),
        frozen=mentions(joined.storage, _FROZEN),
        sample_row="row_id",
        event_row=ibis.ifelse(own.isnull(), joined.event_row, ibis.null("string")),
    )


def _waits(work: Table, taken: Table, limited: Table, slack: float) -> Table:
    """Raw results with their wait (hours), the limit, the wider limit, and whether another reading would break it."""
    rows = work.select(
        "lab_id", "sample_no", "parameter", "parameter_code", "method_code", "analysed_from_at",
        number=folded(work.sample_no), result_row="row_id",
    )  # fmt: skip
    pairs = limited.rename(pair_method="method_code", pair_parameter="parameter_code")
    joined = rows.left_join(
        pairs, [rows.method_code == pairs.pair_method, rows.parameter_code == pairs.pair_parameter]
    ).left_join(taken, [ibis._.lab_id == taken.taken_lab, ibis._.number == taken.taken_no])
    general = ibis.ifelse(joined.is_water, joined.general_h, ibis.null("float64"))
    end, began = latest(joined.drawn_at), joined.analysed_from_at
    loose = is_date_only(joined.drawn_at).cast("int8") + is_date_only(began).cast("int8")
    joined = joined.mutate(
        span_h=hours(end, began),
        loose_h=loose * 24.0,
        limit_h=joined.own_h.fill_null(general),
        wide_h=ibis.greatest(joined.own_h, general).fill_null(joined.own_h).fill_null(general),
    )
    over = joined.span_h > joined.limit_h + slack * (MINUTE / HOUR)
    blurred = (joined.loose_h > 0) & (joined.span_h + joined.loose_h > joined.limit_h) & ~over
    return joined.mutate(over=over.fill_null(False), blurred=blurred.fill_null(False))


def _late(waits: Table, slack: float) -> Table:
    """One row per raw result and leg that took too long."""
    rows = waits.filter(~waits.twice & ~waits.frozen)
    own = rows.own_h.notnull()
    beyond = rows.span_h > rows.wide_h + slack * (MINUTE / HOUR)
    general = beyond & (~own | (rows.general_h > rows.own_h).fill_null(False)) & rows.is_water
    whole = _leg(
        rows.filter(rows.over), "whole", rows.drawn_at, rows.analysed_from_at, rows.span_h,
        limit_h=ibis.ifelse(general, rows.wide_h, rows.limit_h),
        standard=ibis.ifelse(general | ~own, rows.general_standard, rows.own_standard),
        checked=ibis.ifelse(general | ~own, rows.general_verified, rows.own_verified).fill_null(False),
        weak=~beyond,
    )  # fmt: skip
    slow = rows.filter(
        (rows.parameter_code == _COLIFORMS[0])
        & rows.method_code.isin(_COLIFORMS[1])
        & ~rows.over
        & (rows.span_h > _AT_ONCE_H)
        & ~is_date_only(rows.received_at)
    )
    legs = [whole]
    for name, start, end, number in (
        ("transport", slow.drawn_at, slow.received_at, _TRANSPORT),
        ("bench", slow.received_at, slow.analysed_from_at, _BENCH),
    ):
        took = hours(latest(start), end)
        legs.append(
            _leg(
                slow.filter(took > number.value + slack * (MINUTE / HOUR)), name, start, end, took,
                limit_h=ibis.literal(number.value), standard=ibis.literal(number.standard),
                checked=ibis.literal(number.verified), weak=ibis.literal(True),
            )
        )  # fmt: skip
    return ibis.union(*legs)


def _leg(rows: Table, name: str, first: ir.Value, last: ir.Value, span_h: ir.Value, **told: ir.Value) -> Table:
    return rows.select(
        *_SEEN, "sample_no", "parameter", "visit", "result_row", "sample_row", "event_row",
        leg=ibis.literal(name), first_at=first, last_at=last, span_h=span_h, **told,
    )  # fmt: skip


def _first_only(late: Table, work: Table, taken: Table, limited: Table, slack: float) -> Table:
    """What is late, less those of which the same sample and parameter was analysed in time."""
    suspects = late.select("lab_id", "sample_no").distinct()
    again = work.semi_join(suspects, ["lab_id", "sample_no"]).select(*work.columns)
    waits = _waits(again, taken, limited, slack)
    in_time = waits.filter(~waits.over & waits.span_h.notnull()).select(*_SEEN)
    kept = late.filter(late.leg == "whole").anti_join(in_time, _SEEN)
    return ibis.union(kept, late.filter(late.leg != "whole"))


def _findings(late: Table, slack: float) -> Table:
    """One finding per visit, told by the greatest excess over the limit."""
    by = ["lab_id", "visit"]
    visits = late.group_by(by).aggregate(
        first=late.first_at.min(),
        last=late.last_at.max(),
        results=late.result_row.nunique(),
        parameters=late.parameter.collect(),
        result_rows=late.result_row.collect(),
        sample_rows=late.sample_row.collect(),
        event_rows=late.event_row.collect(),
    )
    order = [late.weak.cast("int8"), (late.span_h / late.limit_h).round(9).desc(), late.result_row, late.leg]
    worst = first_of(late, by, order).drop("number", "parameter_code", "result_row", "sample_row", "event_row")
    rows = visits.join(worst, by)
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows["first"],
        to_at=rows["last"],
        measure=rows.span_h,
        threshold=rows.limit_h,
        severity=ibis.cases((rows.weak, "low"), (rows.checked, "high"), else_="middle"),
        evidence=[
            Evidence("results", rows.result_rows, "analysis"),
            Evidence("samples", rows.sample_rows, "sample"),
            Evidence("sampling_events", rows.event_rows, "sampling"),
        ],
        detail={
            "sample_no": rows.sample_no,
            "parameter": rows.parameter,
            "parameters": rows.parameters,
            "leg_zh": ibis.cases(*((rows.leg == name, words.zh) for name, words in _LEGS.items()), else_=""),
            "leg_en": ibis.cases(*((rows.leg == name, words.en) for name, words in _LEGS.items()), else_=""),
            "first": written(rows.first_at),
            "last": written(rows.last_at),
            "span_h": rows.span_h,
            "standard": rows.standard,
            "results": rows.results,
            "slack_min": slack,
            "unverified": ibis.ifelse(
                rows.checked, "", rows.standard + " 的时限未核原文 (the limit was not read in the original)"
            ),
        },
    )


def _units(waits: Table) -> Table:
    return units(
        waits,
        subject=waits.lab_id,
        missing={
            "results.analysed_from_at": waits.analysed_from_at.isnull(),
            "sample": waits.sample_row.isnull(),
            "number": waits.twice,
            "collected": waits.drawn_at.isnull(),
            "limit": waits.limit_h.isnull(),
            "frozen": waits.frozen,
            "day": waits.blurred,
        },
    )
