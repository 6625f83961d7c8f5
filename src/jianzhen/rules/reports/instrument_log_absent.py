"""仪器无运行日志: a raw result is on record, but no instrument's log knows of it."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.day import written
from jianzhen.rules.terms.logs import AROUND_MIN, FIELD, LOGS, RUNS, Logs, claims, without_entry
from jianzhen.rules.terms.once import once
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_STARTING = "starting value, not legal"
_GROUP = ["lab_id", "parameter_code", "method_code", "year", "quarter"]


@rule(
    clause="二(二)",
    title=Words("仪器没有运行记录", "No run in the instrument's log"),
    act="fabrication.without_measurement",
    severity="high",
    family="laboratory_instrument",
    unit=Words("应有仪器记录的原始结果", "raw results that an instrument must have given"),
    measure=Words("没有仪器记录的原始结果", "raw results without an entry in a log"),
    measure_unit="results",
    headline=Words(
        "样品 {sample_no}{more_zh}的 {missing} 项原始结果在{log_zh}中查不到：{parameters}",
        "{missing} raw result(s) of sample {sample_no}{more_en} are not in {log_en}: {parameters}",
    ),
    numbers=Words(
        "该机构同季度用同一方法测同一项目的 {held:.0f} 项结果中 {share_pct:.0f}% 有仪器记录"
        "（低于 {supplied_pct:.0f}% 视为日志未交齐、不判断，经验值，非法定）；{ran_zh}。"
        "若该线提高到 {share_pct:.0f}% 以上则不再触发。",
        "Of the laboratory's {held:.0f} results of this parameter and method in the quarter {share_pct:.0f} % are in a"
        " log (below {supplied_pct:.0f} % the logs count as not handed over: a starting value, not legal); {ran_en}."
        " With that line above {share_pct:.0f} % the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("日志损坏或丢失，已备案", "the log was damaged or lost, and this was put on record"),
            Words("故障记录、维修单、备案", "record of the fault, repair slip, notice"),
        ),
        Innocent(
            Words("手工方法，或仪器没有存储", "a method by hand, or an instrument without memory"),
            Words("方法、仪器台账", "method, register of instruments"),
            heeded=True,
        ),
        Innocent(
            Words("整批一条运行，未写样品编号", "one run for a batch, without sample numbers"),
            Words("批次记录、进样序列", "batch record, injection sequence"),
            heeded=True,
            needs=("analysis_runs",),
        ),
        Innocent(
            Words("日志没有全部导出", "not all logs were exported"),
            Words("同季度同方法其他结果的日志", "logs of other results of the method and quarter"),
            heeded=True,
        ),
        Innocent(
            Words(
                "现场测定，记录在现场仪器；滤膜称量在称量系统", "measured on site, or weighed: the entry is elsewhere"
            ),
            Words("现场仪器存储、称量记录", "memory of the field instrument, weighings"),
            heeded=True,
            needs=("field_readings", "weighings"),
        ),
        Innocent(
            Words("当日换用了不联网的备用仪器", "a spare instrument without a log was used that day"),
            Words("仪器使用登记本、维修单", "use book, repair slip"),
        ),
    ),
    onsite=(
        Words("仪器原机日志、开机记录与数据文件", "log, power-on record and data files on the instrument itself"),
        Words(
            "培养箱、灭菌锅、称量室的温度与使用记录",
            "temperature and use records of incubator, autoclave, weighing room",
        ),
        Words("仪器使用登记本、标样与试剂领用", "use book, standards and reagents drawn"),
        Words("故障、维修与备用仪器记录", "records of faults, repairs and spare instruments"),
    ),
    perishable_days=60,
    reasons={
        "parameter": Words(
            "该机构这个项目和方法没有任何仪器记录", "no log holds anything of this parameter and method"
        ),
        "supplied": Words("同季度的日志交得太少", "too few logs of the quarter were handed over"),
        "unnamed": Words("当日有未写样品编号的运行", "a run of that day names no sample"),
    },
)
def instrument_log_absent(
    results: Table,
    analysis_runs: Table = OPTIONAL,
    weighings: Table = OPTIONAL,
    field_readings: Table = OPTIONAL,
    samples: Table = OPTIONAL,
    *,
    supplied: Annotated[
        float, Threshold(Words("日志齐全度下限", "least share in the logs"), "1", 0.01, 1, Source.EXPERT, _STARTING)
    ] = 0.7,
    least: Annotated[
        float, Threshold(Words("比较所需结果数", "fewest results to compare"), "1", 2, 1000, Source.EXPERT, _STARTING)
    ] = 5,
) -> Verdict:
    """A raw result is on record, but no instrument's log knows of it.

    A raw result of sample k, parameter p and method q has an entry when its run is in the log, when a run names k and
    p (or, naming no parameter, k and q, or k alone), when dust's filter was weighed, or when for readings on site the
    field instrument's memory has p at the sampling event within a quarter of an hour of the sample. With s the share of
    results that have one among those of the same laboratory, p, q and quarter, the others are found when s >=
    ``supplied`` among ``least`` results or more: the log is kept and was handed over, just not for these. Below that,
    and where no log holds anything of p and q, nobody can tell; nor where a run of the day names no sample.

    The severity is high when no sample ran for p on that day, or the log is one of weighings or of the field; middle
    when the instrument did run p for other samples. Results of one sampling make one finding, or those of one day where
    the sampling is not on record. Results reckoned from others, and those not reported, are left out. A line of a
    report without any raw result is another rule's.

    A result without a run was not measured, or not as recorded (环发〔2015〕175 号 第5条(六)). It does not say that the
    log is whole, for a spare instrument or a damaged log gives the same picture.
    """
    logs = Logs(analysis_runs, weighings, field_readings, samples)
    told = claims(results)
    groups = told.group_by(_GROUP).aggregate(held=told.count())
    open_ = _open(told, groups, logs, least)
    hits = open_.filter(open_.logged & open_.enough & (open_.share >= supplied))
    hits = once(_beside(_days(hits, analysis_runs), field_readings))
    return Verdict(
        findings=_findings(hits.filter(~hits.unnamed), supplied), units=_units(open_, hits, groups, supplied)
    )


def _open(told: Table, groups: Table, logs: Logs, least: float) -> Table:
    """Results without an entry, with the share of their group that has one."""
    rest = once(without_entry(told, logs))
    lost = rest.group_by(_GROUP).aggregate(lost=rest.result_row.nunique())
    shares = lost.join(groups, [lost[name].identical_to(groups[name]) for name in _GROUP])
    shares = shares.select(
        *(shares[name].name(f"group_{name}") for name in _GROUP), "held", share=1.0 - shares.lost / shares.held
    )
    rows = rest.join(shares, [rest[name].identical_to(shares[f"group_{name}"]) for name in _GROUP])
    rows = rows.drop(*(f"group_{name}" for name in _GROUP))
    return once(rows.mutate(logged=rows.share > 0, enough=rows.held >= least))


def _days(hits: Table, analysis_runs: Table) -> Table:
    """Results with ``ran`` (the parameter ran that day) and ``unnamed`` (a run of that day may be theirs)."""
    day = hits.analysed_from_at.truncate("D")
    hits = hits.mutate(day=day)
    runs = analysis_runs.select(
        "sample_no", "kind", run_lab="lab_id", run_parameter="parameter_code", run_method="method_code",
        run_day=analysis_runs.started_at.truncate("D"),
    )  # fmt: skip
    busy = (
        runs.filter(runs.run_parameter.notnull() & runs.sample_no.notnull())
        .select("run_lab", "run_parameter", "run_day")
        .distinct()
    )
    ran = hits.semi_join(
        busy, [hits.lab_id == busy.run_lab, hits.parameter_code == busy.run_parameter, hits.day == busy.run_day]
    ).select(ran_row="result_row")
    # Blanks and standards name no sample because they are none.
    batch = runs.filter(
        runs.sample_no.isnull() & (runs.kind.isnull() | runs.kind.isin(("sample", "parallel", "spike")))
    )
    pairs = hits.join(batch, [hits.lab_id == batch.run_lab, hits.day == batch.run_day])
    fits = (pairs.parameter_code == pairs.run_parameter).fill_null(True) & (
        pairs.method_code == pairs.run_method
    ).fill_null(True)
    unnamed = pairs.filter(fits & (pairs.log == RUNS)).select(unnamed_row="result_row").distinct()
    ran = ran.distinct()
    rows = hits.left_join(ran, hits.result_row == ran.ran_row)
    rows = rows.select(*hits.columns, ran=rows.ran_row.notnull() & (rows.log == RUNS))
    joined = rows.left_join(unnamed, rows.result_row == unnamed.unnamed_row)
    return joined.select(*rows.columns, unnamed=joined.unnamed_row.notnull())


def _beside(hits: Table, field_readings: Table) -> Table:
    """Results with ``beside``: how many runs of their parameter the field instruments have for the same sampling."""
    runs = field_readings.filter(field_readings.event_id.notnull() & field_readings.parameter_code.notnull())
    counted = runs.group_by(run_event="event_id", run_parameter="parameter_code").aggregate(runs=runs.row_id.nunique())
    joined = hits.left_join(counted, [hits.event_id == counted.run_event, hits.parameter_code == counted.run_parameter])
    return joined.select(*hits.columns, beside=joined.runs.fill_null(0))


def _findings(hits: Table, supplied: float) -> Table:
    """One finding per sampling, else day of analysis, and log; told by the parameter whose log is the most complete."""
    hits = hits.mutate(visit=hits.event_id.fill_null(hits.day.strftime("%Y-%m-%d")).fill_null(""))
    by = ["lab_id", "visit", "log"]
    facts = hits.group_by(by).aggregate(
        from_at=hits.analysed_from_at.min(),
        to_at=hits.analysed_to_at.fill_null(hits.analysed_from_at).max(),
        missing=hits.result_row.nunique(),
        samples=hits.sample_no.nunique(),
        parameters=hits.parameter.collect(),
        all_ran=hits.ran.all(),
        result_rows=hits.result_row.collect(),
    )
    worst = first_of(hits, by, [hits.ran.cast("int8"), hits.share.round(9).desc(), hits.sample_no, hits.result_row])
    rows = facts.join(worst.select(*by, "sample_no", "share", "held", "ran", "parameter", "day", "beside"), by)
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows.from_at,
        to_at=rows.to_at,
        measure=rows.missing,
        threshold=0.0,
        severity=ibis.ifelse(rows.all_ran, "middle", "high"),
        evidence=[Evidence("results", rows.result_rows, "record")],
        detail={
            "sample_no": rows.sample_no,
            "more_zh": ibis.ifelse(rows.samples > 1, " 等 " + rows.samples.cast("string") + " 个样品", " "),
            "more_en": ibis.ifelse(rows.samples > 1, " and " + (rows.samples - 1).cast("string") + " more", ""),
            "missing": rows.missing,
            "parameters": rows.parameters,
            "log_zh": _log(rows.log, "zh"),
            "log_en": _log(rows.log, "en"),
            "held": rows.held,
            "share_pct": rows.share * 100,
            "supplied_pct": supplied * 100,
            **_known(rows),
        },
    )


def _known(rows: Table) -> dict[str, ir.Value]:
    """What the log does know of the told parameter; each log says it of what was looked for in it."""
    parameter, beside = rows.parameter.fill_null(""), rows.beside.cast("string")
    day_zh, day_en = (written(rows.day).fill_null(word) for word in ("当日", "that day"))
    runs, field = rows.log == RUNS, rows.log == FIELD
    return {
        "ran_zh": ibis.cases(
            (runs & rows.ran, day_zh + " 有其他样品的" + parameter + "运行，没有这个样品"),
            (runs, day_zh + " 没有任何样品的" + parameter + "运行"),
            (
                field & (rows.beside > 0),
                ibis.literal("这次采样的") + parameter + "运行存储中有 " + beside
                + f" 次，都不在这个样品采集时段的前后 {AROUND_MIN} 分钟之内",
            ),
            (field, ibis.literal("存储中查不到这次采样的") + parameter + "运行"),
            else_="没有能对上这个样品滤膜的称量",
        ),
        "ran_en": ibis.cases(
            (runs & rows.ran, ibis.literal("other samples ran for ") + parameter + " on " + day_en + ", not this one"),
            (runs, ibis.literal("no sample ran for ") + parameter + " on " + day_en),
            (
                field & (rows.beside > 0),
                ibis.literal("the memory has ") + beside + " run(s) of this sampling for " + parameter
                + f", none within {AROUND_MIN} min of this sample",
            ),
            (field, ibis.literal("the memory has no run of this sampling for ") + parameter),
            else_="no weighing fits this sample's filter",
        ),
    }  # fmt: skip


def _log(log: ir.Value, language: str) -> ir.Value:
    return ibis.cases(*((log == name, getattr(words, language)) for name, words in LOGS.items()), else_="")


def _units(open_: Table, hits: Table, groups: Table, supplied: float) -> Table:
    """Results with an entry are judged; of the others, why some are not."""
    unnamed = hits.filter(hits.unnamed).select(unnamed_row="result_row").distinct()
    rows = open_.left_join(unnamed, open_.result_row == unnamed.unnamed_row)
    left = units(
        rows,
        subject=rows.lab_id,
        missing={
            "parameter": ~rows.logged,
            "supplied": ~rows.enough | (rows.share < supplied),
            "unnamed": rows.unnamed_row.notnull(),
        },
    )
    lost = open_.group_by("lab_id").aggregate(lost=open_.result_row.nunique())
    whole = groups.group_by(whole_lab="lab_id").aggregate(held=groups.held.sum())
    sums = whole.left_join(lost, whole.whole_lab == lost.lab_id)
    kept = sums.select(subject="whole_lab", reason=ibis.literal(""), n=sums.held - sums.lost.fill_null(0))
    return ibis.union(left, kept.filter(kept.n > 0).cast(left.schema()))
