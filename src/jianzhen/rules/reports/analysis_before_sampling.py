"""先测后采: a sample was analysed before it was taken."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.clock import DAY, HOUR, MINUTE, is_date_only, minutes
from jianzhen.rules.terms.collection import collections
from jianzhen.rules.terms.day import days, latest, same_day, written
from jianzhen.rules.terms.fieldwork import is_on_site
from jianzhen.rules.terms.matching import with_match
from jianzhen.rules.terms.numbering import given_twice
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.spelling import folded, mentions
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_QC_KINDS = ("field_blank", "lab_blank", "reference", "curve")
_QC_NAMES = ("空白", "标样", "质控", "标准溶液", "标准样品", "blank", "Blank")
_OF_THE_SAMPLE = ("sample", "parallel", "spike")
"""Kinds of run that need the sample itself; blanks and standards may well run before it exists."""


@rule(
    clause="二(二)",
    title=Words("先测后采", "Analysed before it was taken"),
    act="fabrication.record_conflict",
    severity="high",
    family="laboratory_times",
    unit=Words("样品", "samples"),
    measure=Words("分析早于采样的时间", "time by which analysis precedes sampling"),
    measure_unit="h",
    headline=Words(
        "样品 {sample_no} 采样时间为 {collected}，{record_zh}却始于 {began}{ended_zh}（{parameter}）",
        "Sample {sample_no} was taken at {collected}, yet its {record_en} is on record from {began}{ended_en}"
        " ({parameter})",
    ),
    numbers=Words(
        "分析最多早于采样 {measure:.1f} 小时，允许时钟误差 {slack_min:.0f} 分钟（经验值，非法定）；"
        "同一次采样共 {samples} 个样品、{records} 条分析记录如此。若误差放宽到 {silent_min:.0f} 分钟则不再触发。",
        "Analysis precedes sampling by up to {measure:.1f} h; clock slack {slack_min:.0f} min (a starting value, not"
        " legal); {samples} samples and {records} records of the same sampling show it."
        " With a slack of {silent_min:.0f} min the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("空白、标样、质控样在采样之前分析", "a blank, standard or control sample was run beforehand"),
            Words("质控记录、运行种类", "quality-control record, kind of run"),
            heeded=True,
        ),
        Innocent(
            Words("现场直读项目当天先测后取样", "a reading taken on site just before the bottle was filled"),
            Words("现场仪器存储", "memory of the field instrument"),
            heeded=True,
        ),
        Innocent(
            Words(
                "同一编号先后给了两个样品（改号、隔年重编）",
                "the number was given to two samples (renumbered, restarted)",
            ),
            Words("样品登记、流转单", "sample register, custody form"),
            heeded=True,
        ),
        Innocent(
            Words("采样或分析日期写错一天", "a date was written wrongly by a day"),
            Words("仪器数据文件时间、接样登记、车辆记录", "times of data files, receipt book, car book"),
        ),
    ),
    onsite=(
        Words("仪器原机数据文件的创建时间与序列", "creation times and sequence of data files on the instrument itself"),
        Words("样品流转单、接样登记与冷藏柜记录", "custody forms, receipt book, cold-store log"),
        Words("采样现场照片、车辆轨迹", "photographs on site, vehicle track"),
        Words("分析原始记录及签名时间", "analysts' original records and times of signature"),
    ),
    perishable_days=60,
    reasons={
        "collected": Words("样品没有采样时间", "no time of sampling for the sample"),
        "analysis": Words("样品没有分析时间", "no time of analysis for the sample"),
        "day": Words("同一天，且只有日期、没有时刻", "the same day, and only the day is given"),
        "number": Words(
            "编号用在两次采样上，或相隔太久", "the number was given to two samplings, or lies too far apart"
        ),
    },
)
def analysis_before_sampling(
    samples: Table,
    results: Table = OPTIONAL,
    analysis_runs: Table = OPTIONAL,
    sampling_events: Table = OPTIONAL,
    qc_results: Table = OPTIONAL,
    report_results: Table = OPTIONAL,
    *,
    slack: Annotated[
        float,
        Threshold(Words("时钟误差", "clock slack"), "min", 0, 1440, Source.EXPERT, "starting value, not legal"),
    ] = 30,
    reach: Annotated[
        float,
        Threshold(
            Words("同号样品的最大间隔", "reach of a number"), "d", 1, 3650, Source.EXPERT, "starting value, not legal"
        ),
    ] = 30,
) -> Verdict:
    """A sample was analysed before it was taken.

    For a sample with number k, collected at c(k) (its own start of collection, else that of its sampling event),
    every raw result or instrument run of k that began at b is a contradiction when c − b > slack. Where only days
    are known the reading that favours the laboratory is taken: a bare date of analysis may mean the end of that
    day, a bare date of sampling its beginning, and two bare dates contradict each other only when the day of
    analysis lies before the day of sampling; the severity is then middle. The same day with a bare date cannot be
    told. Readings on site are compared by day. Blanks, standards and samples of quality control are left out. When
    b lies more than ``reach`` before c, two samples under one number are likelier; that cannot be told, nor where
    reports show one number for several samplings.

    The sentence names a run that ended before its sample was taken where there is one, else the start that lies
    farthest before.

    It is a sign because the record of one of the two times cannot be true (环发〔2015〕175 号 第5条(四)、(二)). It
    does not say which, nor that the sample was never taken.
    """
    collected = _collected(samples, sampling_events, qc_results)
    bearers = collected.count().over(group_by=[collected.lab_id, collected.number])
    collected = collected.mutate(shared=bearers > 1)
    collected = with_match(
        collected, given_twice(report_results), {"lab_id": "lab_id", "number": "number"}, "ambiguous"
    )
    began = _began(results, analysis_runs)
    told = once(_told(_compared(collected, began, slack, reach)))
    struck = collected.semi_join(told.filter(told.hit), "sample_row")
    pairs = _compared(struck, began, slack, reach)
    return Verdict(
        findings=_findings(pairs.filter(pairs.hit), slack),
        units=_units(collected, told),
    )


def _collected(samples: Table, sampling_events: Table, qc_results: Table) -> Table:
    """Real samples with the moment of collection."""
    blanks = qc_results.filter(qc_results.kind.isin(_QC_KINDS) & qc_results.sample_no.notnull())
    blanks = blanks.select(blank_lab=blanks.lab_id, blank_no=folded(blanks.sample_no)).distinct()
    rows = collections(samples, sampling_events)
    rows = rows.filter(~mentions(rows.name, _QC_NAMES))
    rows = rows.mutate(collected_at=rows.collected_from_at, visit=rows.event_id.fill_null(rows.sample_no))
    return rows.anti_join(blanks, [rows.lab_id == blanks.blank_lab, rows.number == blanks.blank_no])


def _began(results: Table, analysis_runs: Table) -> Table:
    """Every recorded start of an analysis of a numbered sample."""
    runs = analysis_runs.filter(
        analysis_runs.sample_no.notnull()
        & (analysis_runs.kind.isnull() | analysis_runs.kind.isin(_OF_THE_SAMPLE))
        & ~analysis_runs.excluded.fill_null(False)
    )
    nothing = ibis.null("string")
    told = results.filter(results.analysed_from_at.notnull())
    return ibis.union(
        told.select(
            began_lab=told.lab_id,
            began_no=folded(told.sample_no),
            began_at=told.analysed_from_at,
            finished_at=told.analysed_to_at,
            parameter=told.parameter,
            on_site=is_on_site(told),
            result_row=told.row_id,
            run_row=nothing,
        ),
        runs.select(
            began_lab=runs.lab_id,
            began_no=folded(runs.sample_no),
            began_at=runs.started_at,
            finished_at=runs.ended_at,
            parameter=runs.parameter,
            on_site=is_on_site(runs),
            result_row=nothing,
            run_row=runs.row_id,
        ),
    )


def _compared(collected: Table, began: Table, slack: float, reach: float) -> Table:
    """Sample against start of analysis: ``hit``, ``unclear`` (same day) or ``far`` (number used twice)."""
    pairs = collected.join(began, [collected.lab_id == began.began_lab, collected.number == began.began_no]).filter(
        lambda table: table.collected_at.notnull()
    )
    bare_sampling, bare_analysis = is_date_only(pairs.collected_at), is_date_only(pairs.began_at)
    by_day = (bare_sampling & bare_analysis) | pairs.on_site
    gap_days = days(pairs.began_at, pairs.collected_at)
    gap_min = ibis.ifelse(by_day, gap_days * (DAY / MINUTE), minutes(latest(pairs.began_at), pairs.collected_at))
    pairs = pairs.mutate(gap_min=gap_min, timed=~(bare_sampling | bare_analysis), by_day=by_day)
    before = ibis.ifelse(pairs.by_day, pairs.gap_min > 0, pairs.gap_min > slack)
    unclear = ~pairs.timed & ~pairs.on_site & same_day(pairs.began_at, pairs.collected_at)
    far = pairs.gap_min > reach * (DAY / MINUTE)
    far = far | pairs.ambiguous | pairs.shared
    return pairs.mutate(hit=before & ~far, unclear=unclear & ~before, far=far)


def _findings(hits: Table, slack: float) -> Table:
    """One finding per visit: its samples share the times that contradict each other."""
    # What results give as the start may be that of their batch; a whole run of the sample is the harder to explain.
    whole = hits.run_row.notnull() & hits.timed & (hits.finished_at <= hits.collected_at)
    hits = hits.mutate(whole=whole.fill_null(False))
    order = [(~hits.whole).cast("int8"), hits.gap_min.desc(), hits.sample_row, hits.result_row, hits.run_row]
    worst = first_of(hits, ["lab_id", "visit"], order).select(
        "lab_id", "visit", "sample_no", "parameter", "began_at", "finished_at", "collected_at", "whole"
    )
    visits = hits.group_by("lab_id", "visit").aggregate(
        first_at=hits.began_at.min(),
        last_at=hits.collected_at.max(),
        most_min=hits.gap_min.max(),
        timed=hits.timed.any(),
        samples=hits.sample_row.nunique(),
        records=hits.count(),
        sample_rows=hits.sample_row.collect(),
        event_rows=hits.event_row.collect(),
        result_rows=hits.result_row.collect(),
        run_rows=hits.run_row.collect(),
    )
    rows = visits.join(worst, ["lab_id", "visit"])
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows.first_at,
        to_at=rows.last_at,
        measure=rows.most_min * (MINUTE / HOUR),
        threshold=slack * (MINUTE / HOUR),
        severity=ibis.ifelse(rows.timed, "high", "middle"),
        evidence=[
            Evidence("samples", rows.sample_rows, "sample"),
            Evidence("sampling_events", rows.event_rows, "sampling"),
            Evidence("results", rows.result_rows, "analysis"),
            Evidence("analysis_runs", rows.run_rows, "analysis"),
        ],
        detail={
            "sample_no": rows.sample_no,
            "parameter": rows.parameter,
            "began": written(rows.began_at),
            "collected": written(rows.collected_at),
            "samples": rows.samples,
            "records": rows.records,
            "slack_min": slack,
            "silent_min": rows.most_min,
            "record_zh": ibis.ifelse(rows.whole, "仪器运行", "分析记录"),
            "record_en": ibis.ifelse(rows.whole, "run on an instrument", "analysis"),
            "ended_zh": ibis.ifelse(rows.whole, ibis.literal("、止于 ") + written(rows.finished_at), ""),
            "ended_en": ibis.ifelse(rows.whole, ibis.literal(" to ") + written(rows.finished_at), ""),
        },
    )


def _told(pairs: Table) -> Table:
    """What the analyses of each sample say together; texts that only findings need are left behind."""
    return pairs.group_by("sample_row").aggregate(
        hit=_any(pairs.hit),
        judged=_any(pairs.hit | ~(pairs.unclear | pairs.far)),
        unclear=_any(pairs.unclear),
        far=_any(pairs.far),
    )


def _units(collected: Table, told: Table) -> Table:
    """One sample is judged when at least one of its analyses can be placed before or after sampling."""
    told = told.select(told_row=told.sample_row, judged=told.judged, unclear=told.unclear, far=told.far)
    rows = collected.left_join(told, collected.sample_row == told.told_row)
    open_question = ~rows.judged.fill_null(False)
    return units(
        rows,
        subject=rows.lab_id,
        missing={
            "collected": rows.collected_at.isnull(),
            "analysis": rows.told_row.isnull(),
            "day": open_question & rows.unclear.fill_null(False),
            "number": open_question & rows.far.fill_null(False),
        },
    )


def _any(condition: ir.Value) -> ir.Value:
    return condition.fill_null(False).any()
