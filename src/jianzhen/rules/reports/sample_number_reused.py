"""样品编号重复使用: one sample number stands on two reports of different samplings."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.documents import is_reissue, issued
from jianzhen.rules.terms.spelling import folded, folded_name, mentions
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_DIGITS = tuple("0123456789")


@rule(
    clause="二(二)",
    title=Words("样品编号重复使用", "Sample number used twice"),
    act="fabrication.sample_identity",
    severity="high",
    family="identity",
    unit=Words("报告上的样品编号", "sample numbers on reports"),
    measure=Words("同号的不同采样", "different samplings under one number"),
    measure_unit="reports",
    headline=Words(
        "样品编号 {sample_no} 同时用于报告 {reports}，而采样日期为 {days}，采样点位为 {sites}",
        "Sample number {sample_no} stands on reports {reports}, sampled on {days} at {sites}",
    ),
    numbers=Words(
        "同一编号对应 {measure:.0f} 份点位或采样日不同的报告，一个编号只应对应一次采样；{lines} 行结果为证。"
        "短于 {shortest:.0f} 个字符的编号视为报告内序号、不判断（经验值，非法定）；若该线提高到 {silent:.0f}"
        " 个字符则不再触发。",
        "One number stands on {measure:.0f} reports whose site or day of sampling differ; it should mean one sampling."
        " {lines} lines prove it. Numbers shorter than {shortest:.0f} characters count as serial numbers within"
        " a report"
        " (a starting value, not legal); with {silent:.0f} characters the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("同一样品分几份报告出具", "one sample reported in several reports"),
            Words("两份报告的采样点位和日期", "site and day on both reports"),
            heeded=True,
        ),
        Innocent(
            Words("更正、补发、代替原报告", "a corrected or re-issued report"),
            Words("被代替的报告编号", "the number of the report replaced"),
            heeded=True,
        ),
        Innocent(
            Words("点位名称写法不同（括号、空格、简称）", "ways of writing the site (brackets, blanks, short form)"),
            Words("点位图", "site plan"),
            heeded=True,
        ),
        Innocent(
            Words("编号每年或每份报告从头编起", "numbering starts anew with the year or the report"),
            Words("样品编号规则", "the laboratory's rule of numbering"),
            heeded=True,
        ),
        Innocent(
            Words("编号录入或排版错误", "a slip in typing the number"),
            Words("样品登记、流转单、原始记录上的编号", "number in the register, custody form and raw record"),
        ),
    ),
    onsite=(
        Words(
            "样品登记台账与标签：该编号先后给了哪个样品",
            "sample register and labels: which sample had the number, when",
        ),
        Words("留样柜与废弃记录", "retained samples and disposal record"),
        Words(
            "两份报告各自的原始记录、仪器序列中的编号", "the number in the raw records and sequences behind each report"
        ),
    ),
    perishable_days=120,
    reasons={
        "serial": Words(
            "编号太短、没有数字或用得太多，可能只是报告内序号",
            "too short, without a digit or too common: perhaps a serial number within reports",
        ),
        "day": Words("同号报告缺采样日期或点位", "a report with the same number lacks day or site"),
    },
)
def sample_number_reused(
    report_results: Table,
    reports: Table = OPTIONAL,
    *,
    shortest: Annotated[
        float,
        Threshold(
            Words("编号最短长度", "shortest number"), "characters", 1, 40, Source.EXPERT, "starting value, not legal"
        ),
    ] = 5,
    most: Annotated[
        float,
        Threshold(
            Words("同号报告上限", "most reports"), "reports", 2, 1000, Source.EXPERT, "starting value, not legal"
        ),
    ] = 20,
) -> Verdict:
    """One sample number stands on two reports of different samplings.

    Numbers of one laboratory are compared folded (width, case, blanks). Two reports with one number contradict each
    other when their days of sampling do not overlap, or their sites differ: other outlets, or names of which
    neither holds the other once brackets and punctuation are gone. Not counted: reports of which one replaces the
    other; numbers shorter than ``shortest``, without a digit or on more than ``most`` reports, which count the
    bottles of one report; days in different calendar years unless the number itself carries the year and month of
    one of them, since numbering may start anew. Where a day or site is missing and nothing else differs, nobody can
    tell. If only the site differs the severity is middle: names of places vary.

    It is a sign because a number is the identity of one sample (补充要求 2025 第19条): either a result was reported
    for a sample it does not belong to, or a record of sampling is untrue. It does not say which of the reports is
    right.
    """
    seen = _seen(report_results, issued(reports), shortest, most)
    judged = seen.filter(~seen.serial)
    pairs = _pairs(judged)
    differ = pairs.filter(pairs.differ)
    return Verdict(
        findings=_findings(report_results, differ, shortest),
        units=_units(seen, pairs),
    )


def _seen(report_results: Table, documents: Table, shortest: float, most: float) -> Table:
    """One row per laboratory, number and report: where and when the report says the sample was taken."""
    end = report_results.sampled_to_at.fill_null(report_results.sampled_from_at)
    texts = ("lab_id", "report_no", "sample_no", "site_name", "outlet_id")
    rows = report_results.group_by(*texts).aggregate(from_at=report_results.sampled_from_at.min(), to_at=end.max())
    rows = rows.mutate(number=folded(rows.sample_no), site=folded_name(rows.site_name), outlet=folded(rows.outlet_id))
    rows = rows.filter(rows.number.notnull() & (rows.number != ""))
    seen = rows.group_by("lab_id", "number", "report_no").aggregate(
        from_at=rows.from_at.min(), to_at=rows.to_at.max(), site=rows.site.min(), outlet=rows.outlet.min()
    )
    on_reports = seen.count().over(group_by=[seen.lab_id, seen.number])
    serial = (seen.number.length() < shortest) | ~mentions(seen.number, _DIGITS) | (on_reports > most)
    seen = seen.mutate(serial=serial)
    joined = seen.left_join(documents, [seen.lab_id == documents.lab_id, seen.report_no == documents.report_no])
    return joined.select(seen, replaces=documents.replaces, folded_no=documents.folded_no)


def _pairs(seen: Table) -> Table:
    """Pairs of reports with one number, and whether they tell of different samplings."""
    other = seen.view()
    joined = seen.join(
        other, [seen.lab_id == other.lab_id, seen.number == other.number, seen.report_no < other.report_no]
    )
    # A bare "to" day and the days of both ends count in full, so spans are compared by calendar day.
    other_day = (seen.to_at.truncate("D") < other.from_at.truncate("D")) | (
        other.to_at.truncate("D") < seen.from_at.truncate("D")
    )
    outlets = seen.outlet.notnull() & other.outlet.notnull()
    named = seen.site.contains(other.site) | other.site.contains(seen.site)
    other_site = ibis.ifelse(outlets, seen.outlet != other.outlet, ~named)
    anew = (seen.from_at.year() != other.from_at.year()) & ~(
        seen.number.contains(_year_month(seen.from_at)) | seen.number.contains(_year_month(other.from_at))
    )
    reissue = is_reissue(seen, other)
    silent = anew.fill_null(False) | reissue
    differ = (other_day.fill_null(False) | other_site.fill_null(False)) & ~silent
    return joined.select(
        lab_id=seen.lab_id,
        number=seen.number,
        first_report=seen.report_no,
        second_report=other.report_no,
        differ=differ,
        other_day=other_day.fill_null(False),
        unknown=(other_day.isnull() | other_site.isnull()) & ~silent & ~differ,
    )


def _year_month(moment: ir.Value) -> ir.Value:
    """Year and month as numbers carry them: 2601 for January 2026."""
    return ((moment.year() % 100) * 100 + moment.month()).cast("int64").cast("string").lpad(4, "0")


def _findings(report_results: Table, differ: Table, shortest: float) -> Table:
    """One finding per number, with every line of every report that takes part."""
    members = ibis.union(
        differ.select("lab_id", "number", "other_day", report=differ.first_report),
        differ.select("lab_id", "number", "other_day", report=differ.second_report),
    )
    members = members.group_by("lab_id", "number", "report").aggregate(other_day=members.other_day.any())
    lines = report_results.mutate(folded_no=folded(report_results.sample_no))
    joined = lines.join(
        members,
        [lines.lab_id == members.lab_id, lines.folded_no == members.number, lines.report_no == members.report],
    )
    shown = joined.select(
        lab_id=lines.lab_id,
        number=lines.folded_no,
        sample_no=lines.sample_no,
        report_no=lines.report_no,
        # Two plants may call their outlets alike; the outlet's number tells them apart.
        site=lines.outlet_id.fill_null(lines.site_name),
        from_at=lines.sampled_from_at,
        to_at=lines.sampled_to_at.fill_null(lines.sampled_from_at),
        day=lines.sampled_from_at.strftime("%Y-%m-%d"),
        other_day=members.other_day,
        line_row=lines.row_id,
    )
    rows = shown.group_by("lab_id", "number").aggregate(
        sample_no=shown.sample_no.min(),
        reports=shown.report_no.collect(distinct=True),
        count=shown.report_no.nunique(),
        days=shown.day.collect(distinct=True),
        sites=shown.site.collect(distinct=True),
        from_at=shown.from_at.min(),
        to_at=shown.to_at.max(),
        other_day=shown.other_day.any(),
        lines=shown.line_row.nunique(),
        line_rows=shown.line_row.collect(distinct=True),
    )
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows.from_at,
        to_at=rows.to_at,
        measure=rows["count"],
        threshold=1.0,
        severity=ibis.ifelse(rows.other_day, "high", "middle"),
        evidence=[Evidence("report_results", rows.line_rows, "line")],
        detail={
            "sample_no": rows.sample_no,
            "reports": rows.reports,
            "days": rows.days,
            "sites": rows.sites,
            "lines": rows.lines,
            "shortest": shortest,
            "silent": rows.number.length() + 1,
        },
    )


def _units(seen: Table, pairs: Table) -> Table:
    """One unit per number: a number on a single report is judged, there being nothing to contradict it."""
    numbers = seen.group_by("lab_id", "number").aggregate(serial=seen.serial.any(), reports=seen.count())
    told = pairs.group_by(pair_lab=pairs.lab_id, pair_no=pairs.number).aggregate(
        differ=pairs.differ.any(), unknown=pairs.unknown.any()
    )
    joined = numbers.left_join(told, [numbers.lab_id == told.pair_lab, numbers.number == told.pair_no])
    rows = joined.select(numbers, differ=told.differ.fill_null(False), unknown=told.unknown.fill_null(False))
    return units(
        rows,
        subject=rows.lab_id,
        missing={"serial": rows.serial & (rows.reports > 1), "day": rows.unknown & ~rows.differ},
    )
