"""数据文件时间倒挂: a data file was last written before its run, or after its report was issued."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.clock import HOUR, MINUTE, is_date_only, minutes
from jianzhen.rules.terms.corrections import explained, is_explained
from jianzhen.rules.terms.day import latest, same_day, written
from jianzhen.rules.terms.documents import issued
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_STARTING = "starting value, not legal"
_UTC_MIN = 480.0
_FEWEST, _MOST_SHARE = 5, 0.5
"""Of at least so many files of an instrument and month, the share above which its clock is the likelier cause."""
_FILE = ["lab_id", "instrument_id"]
_EARLY = Words("早于运行开始", "before the run began at")
_LATE = Words("晚于报告签发", "after the report was issued at")


@rule(
    clause="二(二)",
    title=Words("数据文件时间倒挂", "Times of a data file out of order"),
    act="tampering.raw_record",
    severity="high",
    family="laboratory_instrument",
    unit=Words("有数据文件的仪器运行", "instrument runs with a data file"),
    measure=Words("与运行或签发的时间差", "difference from run or issue"),
    measure_unit="h",
    headline=Words(
        "仪器 {instrument_id} 运行 {run_id} 的数据文件最后修改于 {modified}，{against_zh} {against}{report_zh}；"
        "该仪器当日 {files} 个文件如此",
        "Instrument {instrument_id}, run {run_id}: the data file was last changed at {modified}, {against_en}"
        " {against}{report_en}; so are {files} file(s) of that day",
    ),
    numbers=Words(
        "相差 {measure:.1f} 小时，允许时钟误差 {slack_min:g} 分钟（经验值，非法定）；文件创建时间 {created}。"
        "若误差放宽到 {silent_min:.0f} 分钟则不再触发。",
        "The difference is {measure:.1f} h; clock slack {slack_min:g} min (a starting value, not legal); the file was"
        " created at {created}. With a slack of {silent_min:.0f} min the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words(
                "文件经过复制、迁移，创建时间变成复制时间",
                "the file was copied, and its creation time is that of the copy",
            ),
            Words("原机硬盘上的文件", "the file on the instrument's own disk"),
            heeded=True,
        ),
        Innocent(
            Words("工作站时钟不准，或用世界时", "the workstation's clock is wrong or in universal time"),
            Words("该仪器其他文件的时间、校时记录", "times of its other files, record of clock changes"),
            heeded=True,
        ),
        Innocent(
            Words("软件升级、归档时整批改写文件", "an upgrade or archiving rewrote many files at once"),
            Words("升级、归档记录", "record of the upgrade or archiving"),
            heeded=True,
        ),
        Innocent(
            Words("报告更正重发前重新处理谱图，已写明理由", "reprocessed for a corrected report, with a reason"),
            Words("系统日志中的理由、更正说明", "the reason in the system's log, change note"),
            heeded=True,
            needs=("system_logs", "reports"),
        ),
        Innocent(
            Words("打开查看时软件自动写回", "the software writes the file when somebody looks at it"),
            Words("软件审计追踪", "audit trail of the software"),
        ),
    ),
    onsite=(
        Words(
            "仪器工作站原盘：文件属性、回收站、卷影副本",
            "the workstation's own disk: file properties, bin, shadow copies",
        ),
        Words("色谱软件审计追踪与序列表", "audit trail and sequence table of the software"),
        Words("系统时钟与校时记录", "system clock and record of its changes"),
        Words("备份介质上的同名文件及摘要", "files of the same name on backups, and their digests"),
    ),
    perishable_days=30,
    reasons={
        "clock": Words(
            "该仪器多数文件如此或整差 8 小时，可能是时钟", "most files of the instrument, or exactly 8 h: its clock"
        ),
        "moved": Words(
            "同一天改写了大量文件，可能是归档或升级", "very many files were rewritten on one day: an archive or upgrade"
        ),
        "explained": Words("系统日志写明了理由", "the system's log gives a reason"),
        "day": Words("同一天，且只有日期、没有时刻", "the same day, and only the day is given"),
        "copied": Words(
            "修改早于创建：经过复制，须比对原机", "changed before created: a copy, to be compared with the original"
        ),
    },
)
def file_mtime_anomaly(
    analysis_runs: Table,
    report_results: Table = OPTIONAL,
    reports: Table = OPTIONAL,
    system_logs: Table = OPTIONAL,
    *,
    slack: Annotated[float, Threshold(Words("时钟误差", "clock slack"), "min", 0, 1440, Source.EXPERT, _STARTING)] = 30,
    bulk: Annotated[
        float,
        Threshold(
            Words("视为整批改写的文件数", "files that make a bulk rewrite"), "1", 2, 100_000, Source.EXPERT, _STARTING
        ),
    ] = 20,
) -> Verdict:
    """A data file was last written before its run, or after its report was issued.

    With m the time of last modification of a run's file, a the start of the run and d the latest issue of a report on
    its sample, found is m < a - ``slack`` (high) or m > d + ``slack`` (middle). Copying keeps m and changes the time
    of creation, so m before creation is no reproach by itself: with m at or after the start of the run it is counted
    as a copy that must be compared with the original. Of a bare day the reading that favours the laboratory
    counts.

    Left open: an instrument of whose files of the month more than half, of five or more, lie before their runs, and a
    file whose time fits in universal time (its clock); more than ``bulk`` files of a laboratory written on one day
    after issue (archiving, upgrade); a run or sample whose change the system's log explains.

    A file that was finished before the run began does not hold that run's data; one changed after issue is no longer
    what the report rested on (环发〔2015〕175 号 第4条(十一)). It does not say what was changed.
    """
    files = analysis_runs.filter(analysis_runs.file_modified_at.notnull())
    early = _early(files, slack)
    late = _late(files, report_results, reports, slack, bulk)
    odd = once(_open_questions(ibis.union(early, late), system_logs))
    return Verdict(
        findings=_findings(odd.filter(odd.reason == ""), report_results, slack),
        units=_units(analysis_runs, files, odd, slack),
    )


def _early(files: Table, slack: float) -> Table:
    """Files written before their run, with ``reason`` where the clock is the likelier cause."""
    rows = files.mutate(
        gap_min=minutes(latest(files.file_modified_at), files.started_at), month=files.started_at.truncate("M")
    )
    rows = rows.mutate(
        before=rows.gap_min > slack,
        utc=(rows.gap_min <= _UTC_MIN + slack)
        & (minutes(rows.file_modified_at, rows.ended_at) >= _UTC_MIN - HOUR / MINUTE),
    )
    shares = rows.group_by(*_FILE, "month").aggregate(share=rows.before.cast("float64").mean(), held=rows.count())
    shares = shares.filter((shares.share > _MOST_SHARE) & (shares.held >= _FEWEST))
    shares = shares.select(*(shares[name].name(f"clock_{name}") for name in (*_FILE, "month")))
    hits = rows.filter(rows.before)
    hits = hits.left_join(shares, [hits[name] == shares[f"clock_{name}"] for name in (*_FILE, "month")])
    return _odd(
        hits, "early", hits.started_at, hits.gap_min,
        reason=ibis.ifelse(hits.clock_lab_id.notnull() | hits.utc, "clock", ""),
        report_no=ibis.null("string"), report_rows=ibis.null("array<string>"),
    )  # fmt: skip


def _late(files: Table, report_results: Table, reports: Table, slack: float, bulk: float) -> Table:
    """Files written after the last report on their sample, with ``reason`` where they are very many."""
    rows = files.filter(files.sample_no.notnull() & (minutes(files.ended_at, files.file_modified_at) > slack))
    rows = rows.mutate(number=folded(rows.sample_no))
    last = _last_issue(report_results, reports)
    joined = rows.join(last, [rows.lab_id == last.issue_lab, rows.number == last.issue_no])
    gap_min = minutes(latest(joined.issued_at), joined.file_modified_at)
    hits = joined.mutate(gap_min=gap_min).filter(lambda table: table.gap_min > slack)
    many = hits.count().over(group_by=[hits.lab_id, hits.file_modified_at.truncate("D")])
    hits = hits.mutate(many=many)
    return _odd(
        hits, "late", hits.issued_at, hits.gap_min, reason=ibis.ifelse(hits.many > bulk, "moved", ""),
        report_no=hits.issue_report, report_rows=hits.report_rows,
    )  # fmt: skip


def _last_issue(report_results: Table, reports: Table) -> Table:
    """Per laboratory and sample number the report that was issued last."""
    lines = report_results.filter(report_results.sample_no.notnull())
    # A report has many lines of one sample; numbers are folded when they are few.
    lines = lines.select("lab_id", "report_no", "sample_no").distinct()
    documents = issued(reports).select(
        "issued_at", "report_rows", document_lab="lab_id", issue_report="report_no"
    )  # fmt: skip
    rows = lines.join(
        documents, [lines.lab_id == documents.document_lab, lines.report_no == documents.issue_report]
    ).select(
        "issued_at", "report_rows", "issue_report", issue_lab="lab_id", issue_no=folded(lines.sample_no)
    )  # fmt: skip
    return first_of(rows, ["issue_lab", "issue_no"], [rows.issued_at.desc(), rows.issue_report])


def _odd(hits: Table, aspect: str, against: ir.Value, gap_min: ir.Value, **told: ir.Value) -> Table:
    return hits.select(
        "lab_id", "instrument_id", "run_id", "sample_no", "started_at", "file_modified_at", "file_created_at",
        aspect=ibis.literal(aspect), against=against, gap_min=gap_min, run_row=hits.row_id, **told,
    )  # fmt: skip


def _open_questions(odd: Table, system_logs: Table) -> Table:
    """Odd files with ``reason`` also where the log explains a change of the run or of its sample's results."""
    rows = odd.mutate(run_no=folded(odd.run_id), result_no=folded(odd.sample_no))
    by_run = is_explained(rows, explained(system_logs, "analysis_runs"), "run_no").rename(run_told="explained")
    both = is_explained(by_run, explained(system_logs, "analysis_runs", "results"), "result_no")
    told = both.run_told | both.explained
    return both.mutate(reason=ibis.ifelse((both.reason == "") & told, "explained", both.reason)).drop(
        "run_no", "result_no", "run_told", "explained"
    )


def _findings(hits: Table, report_results: Table, slack: float) -> Table:
    """One finding per instrument, day of the runs and kind of contradiction."""
    hits = hits.mutate(day=hits.started_at.truncate("D"))
    by = [*_FILE, "day", "aspect"]
    facts = hits.group_by(by).aggregate(
        from_at=ibis.least(hits.file_modified_at.min(), hits.started_at.min()),
        to_at=ibis.greatest(hits.file_modified_at.max(), hits.started_at.max()),
        files=hits.count(),
        run_rows=hits.run_row.collect(),
    )
    worst = first_of(hits, by, [hits.gap_min.desc(), hits.run_id, hits.run_row])
    rows = facts.join(worst.drop("started_at", "run_row", "reason"), by)
    lines = report_results.select(
        "line", line_lab="lab_id", line_report="report_no", line_no=folded(report_results.sample_no), line_row="row_id"
    )  # fmt: skip
    wanted = rows.filter(rows.report_no.notnull()).select(*by, "report_no", number=folded(rows.sample_no))
    cited = wanted.join(
        lines,
        [wanted.lab_id == lines.line_lab, wanted.report_no == lines.line_report, wanted.number == lines.line_no],
    )
    cited = cited.group_by(by).aggregate(line_rows=cited.line_row.collect())
    rows = rows.left_join(cited, by).drop(*(f"{name}_right" for name in by))
    late = rows.aspect == "late"
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows.from_at,
        to_at=rows.to_at,
        measure=rows.gap_min * (MINUTE / HOUR),
        threshold=slack * (MINUTE / HOUR),
        severity=ibis.ifelse(late, "middle", "high"),
        evidence=[
            Evidence("analysis_runs", rows.run_rows, "run"),
            Evidence("reports", rows.report_rows, "report"),
            Evidence("report_results", rows.line_rows, "line"),
        ],
        detail={
            "instrument_id": rows.instrument_id,
            "run_id": rows.run_id,
            "modified": written(rows.file_modified_at),
            "created": written(rows.file_created_at),
            "against": written(rows.against),
            "against_zh": ibis.ifelse(late, _LATE.zh, _EARLY.zh),
            "against_en": ibis.ifelse(late, _LATE.en, _EARLY.en),
            "report_zh": ibis.ifelse(late, "（" + rows.report_no + "）", "").fill_null(""),
            "report_en": ibis.ifelse(late, " (" + rows.report_no + ")", "").fill_null(""),
            "files": rows.files,
            "slack_min": slack,
            "silent_min": rows.gap_min,
        },
    )


def _units(analysis_runs: Table, files: Table, odd: Table, slack: float) -> Table:
    """Runs; of those that nothing is wrong with, copies and bare days cannot be told."""
    reasons = odd.filter(odd.reason != "").group_by(odd_row="run_row").aggregate(odd_reason=odd.reason.max())
    found = odd.filter(odd.reason == "").select(found_row="run_row").distinct()
    rows = files.left_join(reasons, files.row_id == reasons.odd_row).left_join(
        found, ibis._.row_id == found.found_row
    )  # fmt: skip
    bare = is_date_only(rows.file_modified_at) & same_day(rows.file_modified_at, rows.started_at)
    copied = (minutes(rows.file_modified_at, rows.file_created_at) > slack).fill_null(False)
    open_ = rows.found_row.isnull()
    missing = {
        **{name: open_ & (rows.odd_reason == name).fill_null(False) for name in ("clock", "moved", "explained")},
        "day": open_ & bare,
        "copied": open_ & copied,
    }
    none = analysis_runs.filter(analysis_runs.file_modified_at.isnull())
    return ibis.union(
        units(rows, subject=rows.lab_id, missing=missing),
        units(none, subject=none.lab_id, missing={"analysis_runs.file_modified_at": ibis.literal(True)}),
    )
