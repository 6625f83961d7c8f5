"""接样前分析: the laboratory analysed a sample before it says it received it."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.analyses import first_starts, in_laboratory, records
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.clock import DAY, HOUR, MINUTE, is_date_only, minutes
from jianzhen.rules.terms.corrections import explained, is_explained
from jianzhen.rules.terms.day import days, same_day, written
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.specimens import specimens
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_STARTING = "starting value, not legal"
_DAY_MIN = DAY / MINUTE
UNTAKEN, TAKING, UNRECEIVED, STARTED = range(4)
"""A run ended before its sample was drawn, before it was drawn in full, before it was received; a start is early."""
_BULK_DAYS = 2
"""One moment of receipt for samples of so many days of sampling is a register filled in after a trip."""


@rule(
    clause="二(二)",
    title=Words("接样前分析", "Analysed before it was received"),
    act="fabrication.record_conflict",
    severity="middle",
    version=2,
    family="laboratory_times",
    unit=Words("样品", "samples"),
    measure=Words("分析早于接样的时间", "time by which analysis precedes receipt"),
    measure_unit="h",
    headline=Words(
        "样品 {sample_no} 的接样登记为 {received}，实验室{record_zh}却始于 {began}{ended_zh}（{parameter}）{taken_zh}",
        "Sample {sample_no} was received by the laboratory at {received}, yet its {record_en} there is on record from"
        " {began}{ended_en} ({parameter}){taken_en}",
    ),
    numbers=Words(
        "分析最多早于接样 {measure:.1f} 小时，允许误差 {slack_min:g} 分钟（经验值，非法定）；"
        "同一次采样共 {samples} 个样品、{records} 条分析记录如此。若误差放宽到 {silent_min:.0f} 分钟则不再触发。",
        "Analysis precedes receipt by up to {measure:.1f} h; slack {slack_min:g} min (a starting value, not legal);"
        " {samples} samples and {records} records of the same sampling show it."
        " With a slack of {silent_min:.0f} min the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("夜间送到即测，接样次日补登", "delivered and begun at night, the receipt booked the next day"),
            Words("交接单原件、门禁、冷藏柜记录", "the original custody form, gate records, cold-store log"),
        ),
        Innocent(
            Words("多日外勤的样品回来后一次补登", "samples of a trip of several days were booked all at once"),
            Words("同一接样时刻的其他样品", "the other samples of the same moment of receipt"),
            heeded=True,
        ),
        Innocent(
            Words("接样时刻录错，已更正并写明理由", "the time of receipt was mistyped and corrected with a reason"),
            Words("系统日志中的修改理由", "the reason in the system's log"),
            heeded=True,
            needs=("system_logs",),
        ),
        Innocent(
            Words("现场直读项目，不经接样", "read on site, so that nothing is received"),
            Words("项目、方法", "parameter and method"),
            heeded=True,
        ),
        Innocent(
            Words("空白、标样、质控样", "blanks, standards, control samples"),
            Words("质控记录、运行种类", "quality-control record, kind of run"),
            heeded=True,
            needs=("qc_results", "analysis_runs"),
        ),
        Innocent(
            Words("同一编号先后给了两个样品", "the number was given to two samples"),
            Words("样品登记、流转单", "sample register, custody form"),
            heeded=True,
        ),
    ),
    onsite=(
        Words("交接单原件上的时刻与双方签名", "times and both signatures on the original custody form"),
        Words("仪器原机数据文件的创建时间与序列", "creation times and sequence of data files on the instrument itself"),
        Words("接样台、冷藏柜和门禁的记录与视频", "records and video of the receipt desk, cold store and gate"),
        Words("实验室系统中接样记录的录入时间与修改", "when the receipt was entered in the system, and changed"),
    ),
    perishable_days=30,
    reasons={
        "analysis": Words("样品没有实验室分析时间", "no time of analysis in the laboratory for the sample"),
        "number": Words("编号用在两个样品上，或相隔太久", "the number was given to two samples, or lies too far apart"),
        "booked": Words(
            "几天采的样品登记在同一接样时刻", "samples of several days are booked under one moment of receipt"
        ),
        "explained": Words("接样记录的修改有理由", "the log gives a reason for a change of the receipt"),
        "day": Words("同一天，且只有日期、没有时刻", "the same day, and only the day is given"),
    },
)
def analysis_before_receipt(
    samples: Table,
    results: Table = OPTIONAL,
    analysis_runs: Table = OPTIONAL,
    qc_results: Table = OPTIONAL,
    report_results: Table = OPTIONAL,
    system_logs: Table = OPTIONAL,
    *,
    slack: Annotated[
        float, Threshold(Words("登记误差", "slack of the register"), "min", 0, 1440, Source.EXPERT, _STARTING)
    ] = 60,
    reach: Annotated[
        float, Threshold(Words("同号样品的最大间隔", "reach of a number"), "d", 1, 3650, Source.EXPERT, _STARTING)
    ] = 30,
) -> Verdict:
    """The laboratory analysed a sample before it says it received it.

    For a sample with number k received at r, let b be the first start of a laboratory analysis of k, by raw results
    and instrument runs. They contradict each other when r - b > ``slack``. Of what is given as a day only, the
    reading that favours the laboratory counts: a receipt at the beginning of its day, an analysis contradicting it
    only when its day lies before the day of receipt; the severity is then low. The same day with a bare date cannot
    be told. Readings on site, blanks, standards and control samples are left out. A number that stands for several
    samples, or b more than ``reach`` before r, cannot be told; nor a moment of receipt shared by samples drawn on two
    days or more (a register filled in after a trip), nor a receipt whose change the system's log explains.

    Of several records of a sampling the sentence names the one that is the hardest to explain: an instrument's run
    that ended before its sample was drawn, or drawn in full, or received; else the earliest start on record.

    It is a sign because one of the two times is not true, or the sample analysed was another one (环发〔2015〕175 号
    第5条(四)). A receipt booked late gives the same picture, which is why it weighs less than an analysis before
    sampling. The rule does not say which of the two records errs.
    """
    told, runs = in_laboratory(results, analysis_runs)
    received = _received(samples, qc_results, report_results, system_logs)
    compared = once(_compared(received, first_starts(told, runs), slack, reach))
    hits = compared.filter(compared.hit)
    return Verdict(findings=_findings(_worst(hits, told, runs, slack), slack), units=_units(received, compared))


def _received(samples: Table, qc_results: Table, report_results: Table, system_logs: Table) -> Table:
    """Real samples with their receipt and what makes it uncertain."""
    rows = specimens(samples, qc_results, report_results)
    together = rows.filter(rows.received_at.notnull()).group_by(same_lab=rows.lab_id, same_at=rows.received_at)
    bulk = together.aggregate(drawn_days=rows.collected_from_at.truncate("D").nunique())
    rows = rows.left_join(bulk, [rows.lab_id == bulk.same_lab, rows.received_at == bulk.same_at])
    rows = rows.mutate(
        # A bare day is no moment at which a register was filled in.
        booked=((rows.drawn_days >= _BULK_DAYS) & ~is_date_only(rows.received_at)).fill_null(False)
    )
    rows = rows.select(
        "lab_id", "number", "sample_no", "visit", "received_at", "booked", "ambiguous", row="row_id",
        taken_from=rows.collected_from_at,
        taken_to=rows.collected_to_at.fill_null(rows.collected_from_at),
    )  # fmt: skip
    return once(is_explained(rows, explained(system_logs, "samples"), "number"))


def _compared(received: Table, starts: Table, slack: float, reach: float) -> Table:
    """Sample against its first starts: ``hit``, ``unclear`` (same day) or ``far`` (number used twice)."""
    starts = starts.mutate(began_no=folded(starts.spelt))
    rows = received.join(starts, [received.lab_id == starts.began_lab, received.number == starts.began_no])
    rows = rows.filter(rows.received_at.notnull())
    by_time = minutes(rows.timed_at, rows.received_at)
    by_day = days(rows.bare_at, rows.received_at) * _DAY_MIN
    timed = (by_time > slack).fill_null(False)
    dated = (by_day > slack).fill_null(False) & ~timed
    bare = is_date_only(rows.received_at)
    unclear = same_day(rows.bare_at, rows.received_at) | (bare & same_day(rows.timed_at, rows.received_at))
    rows = rows.mutate(
        gap_min=ibis.ifelse(timed, by_time, by_day), sharp=timed & ~bare, apart=timed | dated, unclear=unclear
    )
    far = rows.gap_min > reach * _DAY_MIN
    open_ = rows.ambiguous | rows.booked | rows.explained
    return rows.mutate(
        far=rows.apart & far,
        hit=rows.apart & ~far & ~open_,
        unclear=(rows.unclear & ~rows.apart).fill_null(False),
    )


def _worst(hits: Table, told: Table, runs: Table, slack: float) -> Table:
    """One row per visit: its samples share the times that contradict each other."""
    keys = ["began_lab", "spelt", "lab_id", "visit", "sample_no", "received_at", "taken_from", "taken_to", "row"]
    # Results and runs give a first start each: a sample that both know stands here twice, its records need it once.
    hits = hits.group_by(keys).aggregate(sharp=hits.sharp.any(), gap_min=hits.gap_min.max())
    behind = once(records(hits, told, runs))
    behind = behind.filter(
        ((behind.began_at < behind.received_at) & ~is_date_only(behind.began_at))
        | (days(behind.began_at, behind.received_at) > 0)
    )
    behind = behind.mutate(hard=_hardness(behind, slack))
    by = ["lab_id", "visit"]
    visits = behind.group_by(by).aggregate(
        first_at=behind.began_at.min(),
        last_at=behind.received_at.max(),
        most_min=behind.gap_min.max(),
        sharp_any=behind.sharp.any(),
        samples=behind.row.nunique(),
        records=behind.count(),
        sample_rows=behind.row.collect(),
        result_rows=behind.result_row.collect(),
        run_rows=behind.run_row.collect(),
    )
    order = ["began_at", "row", "result_row", "run_row"]
    worst = first_of(behind, by, [behind.hard, behind.gap_min.desc(), *(behind[name] for name in order)])
    named = ["sample_no", "parameter", "began_at", "finished_at", "received_at", "taken_from", "taken_to", "hard"]
    return visits.join(worst.select(*by, *named), by)


def _hardness(rows: Table, slack: float) -> ir.Value:
    """How hard a record is to explain, the hardest first.

    What results give as the start may be that of their batch, which a late sample may have joined; a run of the
    sample itself may not.
    """
    ended = rows.finished_at
    run = rows.run_row.notnull() & ~is_date_only(rows.began_at) & (minutes(rows.began_at, rows.received_at) > slack)
    untaken = (ended <= rows.taken_from) & ~is_date_only(rows.taken_from)
    taking = (ended <= rows.taken_to) & ~is_date_only(rows.taken_to)
    return ibis.cases(
        ((run & untaken).fill_null(False), UNTAKEN),
        ((run & taking).fill_null(False), TAKING),
        ((run & (ended <= rows.received_at)).fill_null(False), UNRECEIVED),
        else_=STARTED,
    )


def _findings(rows: Table, slack: float) -> Table:
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows.first_at,
        to_at=rows.last_at,
        measure=rows.most_min * (MINUTE / HOUR),
        threshold=slack * (MINUTE / HOUR),
        severity=ibis.ifelse(rows.sharp_any, "middle", "low"),
        evidence=[
            Evidence("samples", rows.sample_rows, "sample"),
            Evidence("results", rows.result_rows, "analysis"),
            Evidence("analysis_runs", rows.run_rows, "analysis"),
        ],
        detail={
            "sample_no": rows.sample_no,
            "parameter": rows.parameter,
            "began": written(rows.began_at),
            "received": written(rows.received_at),
            "samples": rows.samples,
            "records": rows.records,
            "slack_min": slack,
            "silent_min": rows.most_min,
            **_said(rows),
        },
    )


def _said(rows: Table) -> dict[str, ir.Value]:
    """The named record in words: what it is, when it ended and what of the sample was still to come."""
    run, ended = rows.hard != STARTED, written(rows.finished_at)
    taken_from, taken_to = written(rows.taken_from), written(rows.taken_to)
    return {
        "record_zh": ibis.ifelse(run, "仪器运行", "分析记录"),
        "record_en": ibis.ifelse(run, "run on an instrument", "analysis"),
        "ended_zh": ibis.ifelse(run, ibis.literal("、止于 ") + ended, ""),
        "ended_en": ibis.ifelse(run, ibis.literal(" to ") + ended, ""),
        "taken_zh": ibis.cases(
            (rows.hard == UNTAKEN, ibis.literal("，而该样 ") + taken_from + " 才开始采"),
            (rows.hard == TAKING, ibis.literal("，而该样 ") + taken_to + " 才采完"),
            else_="",
        ),
        "taken_en": ibis.cases(
            (rows.hard == UNTAKEN, ibis.literal("; its sampling began at ") + taken_from),
            (rows.hard == TAKING, ibis.literal("; its sampling ended at ") + taken_to),
            else_="",
        ),
    }


def _units(received: Table, compared: Table) -> Table:
    """One sample is judged when at least one of its analyses can be placed before or after its receipt."""
    told = compared.group_by(told_row=compared.row).aggregate(
        judged=(compared.hit | ~(compared.unclear | compared.far)).any(),
        far=compared.far.any(),
        apart=compared.apart.any(),
    )
    rows = received.left_join(told, received.row == told.told_row)
    missing = {
        "samples.received_at": rows.received_at.isnull(),
        "analysis": rows.told_row.isnull(),
        "number": rows.ambiguous | (rows.far & ~rows.judged),
        "booked": rows.booked & rows.apart,
        "explained": rows.explained & rows.apart,
        "day": ~rows.judged,
    }
    return units(rows, subject=rows.lab_id, missing=missing)
