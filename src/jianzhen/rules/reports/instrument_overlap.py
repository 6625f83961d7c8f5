"""同机重叠运行: one instrument ran two samples at once."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.contract.codes import code_list
from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.clock import DAY, MINUTE, earlier, is_date_only, minutes
from jianzhen.rules.terms.day import ONE_DAY
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.spans import covered
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_CHROMATOGRAPHS = ("gc", "gcms", "lc", "ic")
"""One sample at a time per channel; a second channel or tower shows by its detector or its common start."""

_BY_HAND = ("spectrophotometer", "infrared_oil_meter")
"""One cell too, but often the time of a whole batch with its colour reaction is noted: severity middle."""

_ONE_AT_A_TIME = (*_CHROMATOGRAPHS, "aas", "afs", "icp_oes", "icp_ms", "toc_analyser", *_BY_HAND)
"""Kinds with one measuring cell. Balances, ovens, incubators, digesters, flow analysers and others hold
or measure several samples at once and are never judged."""

_LONGEST_MIN = DAY / MINUTE
"""A single run on one measuring cell never lasts a day; such a record is a whole sequence or a slip."""


@rule(
    clause="二(二)",
    title=Words("同一仪器运行重叠", "Two runs of one instrument at once"),
    act="fabrication.record_conflict",
    severity="high",
    family="laboratory_instrument",
    unit=Words("仪器运行记录", "instrument runs"),
    measure=Words("运行重叠", "overlap of runs"),
    measure_unit="min",
    headline=Words(
        "仪器 {instrument_id} 一次只能测一个样，{from_at:%Y-%m-%d %H:%M} 至 {to_at:%H:%M} 却同时在测"
        "样品 {first_sample}（{first_run}）与 {second_sample}（{second_run}）",
        "Instrument {instrument_id} measures one sample at a time, yet from {from_at:%Y-%m-%d %H:%M} to {to_at:%H:%M}"
        " runs {first_run} (sample {first_sample}) and {second_run} (sample {second_sample}) are both on record",
    ),
    numbers=Words(
        "两个批次（或两次运行）共重叠 {measure:.0f} 分钟，允许时钟误差 {threshold:.0f} 分钟（经验值，非法定）；"
        "当日该仪器共 {pairs} 对运行重叠。若误差放宽到 {measure:.0f} 分钟则不再触发。",
        "The two batches, or runs, overlap by {measure:.0f} min in all; clock slack {threshold:.0f} min"
        " (a starting value, not legal); {pairs} pairs of its runs overlap on that day."
        " With a slack of {measure:.0f} min the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("双通道、双检测器或前后进样口并行", "two channels, detectors or injectors work in parallel"),
            Words("仪器配置、谱图的检测器名称", "configuration of the instrument, detector named in the chromatogram"),
            heeded=True,
        ),
        Innocent(
            Words(
                "同一数据文件或同一批次的再处理，或整批记一个时段",
                "one file or batch processed again, or a batch noted as one span",
            ),
            Words("批次编号、数据文件摘要", "batch number, digest of the data file"),
            heeded=True,
        ),
        Innocent(
            Words("同一样品一次进样测多个项目", "several parameters from one injection of one sample"),
            Words("进样序列", "injection sequence"),
            heeded=True,
        ),
        Innocent(
            Words("两台仪器共用一个编号", "two instruments share one number"),
            Words("仪器台账、铭牌出厂编号", "register of instruments, serial numbers on the plates"),
        ),
        Innocent(
            Words("时刻由人手补记", "the times were filled in by hand afterwards"),
            Words("仪器原机序列与文件时间", "sequence and file times on the instrument itself"),
        ),
    ),
    onsite=(
        Words(
            "仪器工作站的序列表、审计追踪与数据文件", "sequence table, audit trail and data files of the workstation"
        ),
        Words("仪器使用登记本、气体与耗材用量", "use book of the instrument, gas and consumables used"),
        Words("铭牌出厂编号与台账是否一台一号", "whether plates and register give one number to one instrument"),
        Words("机构内工位监控录像", "video of the bench"),
    ),
    perishable_days=60,
    reasons={
        "kind": Words("仪器台账没有该仪器的类别", "the register does not say what kind of instrument it is"),
        "time": Words("起止时间只有日期或前后颠倒", "start and end are bare dates or the wrong way round"),
        "long": Words("一条记录超过一天，可能是整个序列", "one record lasts over a day: probably a whole sequence"),
    },
)
def instrument_overlap(
    analysis_runs: Table,
    instruments: Table,
    chromatograms: Table = OPTIONAL,
    *,
    slack: Annotated[
        float,
        Threshold(Words("时钟误差", "clock slack"), "min", 0, 240, Source.EXPERT, "starting value, not legal"),
    ] = 5,
) -> Verdict:
    """One instrument ran two samples at once.

    Two runs [a, b) and [c, d) of one instrument overlap from max(a, c) to min(b, d). Runs of the same two batches
    are taken together, since a clock that is wrong shifts a batch as a whole: what their overlaps of a day cover,
    each minute once, is held against ``slack``. A run without a batch is one by itself. Only kinds with a single
    measuring cell are judged (chromatographs, atomic and plasma spectrometers, photometers and the like; photometers
    read by hand weigh less, since a batch's span is often noted); what holds or measures many samples at once is
    not, nor is a kind the register does not know.

    Not counted: runs of one sample, one data file or one batch; runs that are the same span of the same parameter
    (a batch noted as a whole); and on chromatographs runs with different detectors, or of different methods that
    start together (two channels). Runs that only touch do not overlap.

    It is a sign because a cell holds one sample, so at least one of the runs did not take place as recorded
    (环发〔2015〕175 号 第5条(一)(四)). It does not say which. A copied log with the same batch number stays unseen
    here.
    """
    register = _register(instruments)
    runs = _runs(analysis_runs, register)
    touching = once(_touching(runs.filter(runs.can_tell)))
    pairs = _pairs(touching, _described(analysis_runs, touching, register, chromatograms))
    hits = _beyond(pairs.filter(~_together(pairs)), slack)
    judged = runs.filter(runs.exclusive | runs.device_kind.isnull())
    return Verdict(
        findings=_findings(hits, slack),
        units=units(
            judged,
            subject=judged.lab_id,
            missing={"kind": judged.device_kind.isnull(), "time": judged.time_unclear, "long": judged.too_long},
        ),
    )


def _register(instruments: Table) -> Table:
    """Instruments by laboratory and number, with their kind."""
    return instruments.group_by(owner=instruments.org_id, device=instruments.instrument_id).aggregate(
        device_kind=_kind(instruments.kind).min(), instrument_rows=instruments.row_id.collect()
    )


def _runs(analysis_runs: Table, register: Table) -> Table:
    """Runs with the kind of their instrument, as far as time can tell; a few columns of very many rows."""
    joined = analysis_runs.left_join(
        register, [analysis_runs.lab_id == register.owner, analysis_runs.instrument_id == register.device]
    )
    rows = joined.select(
        *(analysis_runs[name] for name in ("lab_id", "instrument_id", "started_at", "ended_at", "row_id")),
        device_kind=register.device_kind,
    )
    length = minutes(rows.started_at, rows.ended_at)
    bare = is_date_only(rows.started_at) & is_date_only(rows.ended_at)
    rows = rows.mutate(
        exclusive=rows.device_kind.isin(_ONE_AT_A_TIME).fill_null(False),
        time_unclear=bare | (length < 0),
        too_long=length >= _LONGEST_MIN,
    )
    return rows.mutate(can_tell=rows.exclusive & ~rows.time_unclear & ~rows.too_long)


def _described(analysis_runs: Table, touching: Table, register: Table, chromatograms: Table) -> Table:
    """The runs that overlap another, with their texts, their instrument and the detectors of their chromatograms."""
    asked = ibis.union(touching.select(asked_row="first_row"), touching.select(asked_row="second_row"), distinct=True)
    runs = analysis_runs.semi_join(asked, [analysis_runs.row_id == asked.asked_row])
    runs = once(runs.mutate(number=folded(runs.sample_no)))
    detectors = chromatograms.filter(chromatograms.detector.notnull()).semi_join(runs.view(), "run_id")
    detectors = detectors.group_by(chart_run=detectors.run_id).aggregate(detector=folded(detectors.detector).min())
    joined = runs.left_join(register, [runs.lab_id == register.owner, runs.instrument_id == register.device])
    joined = joined.left_join(detectors, runs.run_id == detectors.chart_run)
    return joined.select(
        runs,
        device_kind=register.device_kind,
        instrument_rows=register.instrument_rows,
        detector=detectors.detector,
    )


def _kind(kind: ir.Value) -> ir.Value:
    """The code of an instrument's kind, whichever of its names the register uses."""
    listed = code_list("instrument_kind").codes.values()
    names = [(kind.lower() == name.lower(), ibis.literal(one.code)) for one in listed for name in one.spellings]
    return ibis.cases(*names, else_=kind.lower())


def _touching(runs: Table) -> Table:
    """Pairs of runs of one instrument where the second starts while the first lasts.

    Runs last under a day, so the second starts on the first one's day or on the next; joining by day keeps
    the number of comparisons in proportion to the number of runs.
    """
    runs = runs.select("lab_id", "instrument_id", "started_at", "ended_at", "row_id")
    first = ibis.union(
        runs.mutate(day=runs.started_at.truncate("D")),
        runs.mutate(day=runs.started_at.truncate("D") + ONE_DAY).filter(lambda table: table.day < table.ended_at),
    )
    second = runs.mutate(day=runs.started_at.truncate("D")).view()
    later_start = (first.started_at < second.started_at) | (
        (first.started_at == second.started_at) & (first.row_id < second.row_id)
    )
    joined = first.join(
        second,
        [
            first.lab_id == second.lab_id,
            first.instrument_id == second.instrument_id,
            first.day == second.day,
            later_start,
            second.started_at < first.ended_at,
        ],
    )
    return joined.select(first_row=first.row_id, second_row=second.row_id)


def _pairs(touching: Table, runs: Table) -> Table:
    """Pairs of runs that overlap, with all that may explain it."""
    touching, first, second = touching.view(), runs, runs.view()
    joined = touching.join(first, touching.first_row == first.row_id).join(second, touching.second_row == second.row_id)
    to_at = earlier(first.ended_at, second.ended_at)
    return joined.select(
        lab_id=first.lab_id,
        instrument_id=first.instrument_id,
        instrument_rows=first.instrument_rows,
        chromatograph=first.device_kind.isin(_CHROMATOGRAPHS),
        by_hand=first.device_kind.isin(_BY_HAND),
        from_at=second.started_at,
        to_at=to_at,
        overlap_min=minutes(second.started_at, to_at),
        one_series=ibis.least(_series(first), _series(second)),
        other_series=ibis.greatest(_series(first), _series(second)),
        first_row=first.row_id,
        second_row=second.row_id,
        first_run=first.run_id,
        second_run=second.run_id,
        first_sample=first.sample_no,
        second_sample=second.sample_no,
        same_sample=_same(first.number, second.number),
        same_source=_same(first.file_sha256, second.file_sha256)
        | _same(first.file_name, second.file_name)
        | _same(first.batch_id, second.batch_id),
        same_start=first.started_at == second.started_at,
        same_end=first.ended_at == second.ended_at,
        same_parameter=first.parameter_code.fill_null("") == second.parameter_code.fill_null(""),
        same_method=first.method_code.fill_null("") == second.method_code.fill_null(""),
        other_detector=(first.detector != second.detector).fill_null(False),
    )


def _series(runs: Table) -> ir.Value:
    """The batch of a run, or the run itself."""
    return ibis.coalesce(ibis.literal("batch ") + runs.batch_id, ibis.literal("run ") + runs.row_id)


def _beyond(pairs: Table, slack: float) -> Table:
    """Pairs of two series whose runs of a day overlap by more than the slack in all, with that total."""
    pairs = once(pairs.mutate(day=pairs.from_at.truncate("D")))
    by = ["lab_id", "instrument_id", "day", "one_series", "other_series"]
    told = covered(pairs, by, "from_at", "to_at", "first_row")
    return pairs.join(told.filter(told.covered_min > slack), by).rename(total_min="covered_min")


def _same(first: ir.Value, second: ir.Value) -> ir.Value:
    return (first == second).fill_null(False)


def _together(pairs: Table) -> ir.Value:
    """Whether the two runs may rightly share the instrument."""
    as_batch = pairs.same_start & pairs.same_end & pairs.same_parameter
    two_channels = pairs.chromatograph & (pairs.other_detector | (pairs.same_start & ~pairs.same_method))
    return pairs.same_sample | pairs.same_source | as_batch | two_channels


def _findings(hits: Table, slack: float) -> Table:
    """One finding per instrument and day, told by the longest overlap of the two series that overlap most."""
    by = ["lab_id", "instrument_id", "day"]
    worst = first_of(hits, by, [hits.total_min.desc(), hits.overlap_min.desc(), hits.first_row, hits.second_row])
    worst = worst.select(
        *by, "from_at", "to_at", "total_min", "first_run", "second_run", "first_sample", "second_sample",
        "instrument_rows",
        "by_hand",
    )  # fmt: skip
    days = hits.group_by(*by).aggregate(
        starts_at=hits.from_at.min(),
        stops_at=hits.to_at.max(),
        pairs=hits.count(),
        first_rows=hits.first_row.collect(),
        second_rows=hits.second_row.collect(),
    )
    rows = days.join(worst, by)
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows.starts_at,
        to_at=rows.stops_at,
        measure=rows.total_min,
        threshold=slack,
        severity=ibis.ifelse(rows.by_hand, "middle", "high"),
        evidence=[
            Evidence("analysis_runs", rows.first_rows, "run"),
            Evidence("analysis_runs", rows.second_rows, "run"),
            Evidence("instruments", rows.instrument_rows, "context"),
        ],
        detail={
            "instrument_id": rows.instrument_id,
            "from_at": rows.from_at,
            "to_at": rows.to_at,
            "first_run": rows.first_run,
            "second_run": rows.second_run,
            "first_sample": rows.first_sample,
            "second_sample": rows.second_sample,
            "pairs": rows.pairs,
        },
    )
