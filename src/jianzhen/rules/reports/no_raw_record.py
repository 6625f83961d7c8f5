"""无原始记录: a report states results for which the laboratory has no raw record."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.collection import collections, unmistakable
from jianzhen.rules.terms.counting import with_others_counted
from jianzhen.rules.terms.documents import issued, without_superseded
from jianzhen.rules.terms.fieldwork import is_on_site, is_reckoned
from jianzhen.rules.terms.matching import with_match
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_PERIOD = ("lab_id", "category", "year", "quarter")
_KINDS = ("reckoned", "on_site", "subcontracted", "numbered")
_NAMES = ("parameter", "parameter_code", "method", "method_code")
_OF_RECORDS = {name: name for name in ("lab_id", "number", "parameter_code")}


@rule(
    clause="二(二)",
    title=Words("报告没有原始记录", "No raw record behind a report"),
    act="fabrication.no_raw_record",
    severity="high",
    family="records",
    unit=Words("报告结果行", "lines of reports"),
    measure=Words("没有原始记录的结果", "results without a raw record"),
    measure_unit="lines",
    headline=Words(
        "报告 {report_no} 有 {missing} 项结果既无原始记录也无仪器运行：{parameters}",
        "Report {report_no} gives {missing} results with neither a raw record nor an instrument run: {parameters}",
    ),
    numbers=Words(
        "该报告应有原始记录的 {due} 项中 {measure:.0f} 项没有；同季度同类报告的结果有 {share_pct:.0f}% 查得到原始记录"
        "（低于 {supplied_pct:.0f}% 视为资料未交齐、不判断，经验值，非法定）。若该线提高到 {share_pct:.0f}%"
        " 以上则不再触发。",
        "{measure:.0f} of the {due} results of this report that need a raw record have none; {share_pct:.0f} %"
        " of such results"
        " of the quarter have one (below {supplied_pct:.0f} % the records count as not handed over: a starting value,"
        " not legal). With that line above {share_pct:.0f} % the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("原始记录没有全部导出", "not all raw records were exported"),
            Words("实验室纸质记录、系统内的任务单", "paper records, task lists in the laboratory system"),
            heeded=True,
        ),
        Innocent(
            Words("该项目分包", "the parameter was subcontracted"),
            Words("分包协议、分包机构报告", "subcontract, the subcontractor's report"),
            heeded=True,
        ),
        Innocent(
            Words(
                "现场直读项目，记在采样单或仪器存储里",
                "read on site and noted on the sampling sheet or in the instrument",
            ),
            Words("采样原始记录、现场仪器存储", "sampling sheet, memory of the field instrument"),
            heeded=True,
        ),
        Innocent(
            Words("由其他项目计算得出（总量、速率、折算值）", "reckoned from other results (sums, rates, conversions)"),
            Words("计算过程", "the calculation"),
            heeded=True,
        ),
        Innocent(
            Words("报告与原始记录用了不同的项目名称", "report and raw record call the parameter differently"),
            Words("同一样品、同一方法的其他原始结果", "other raw results of the same sample and method"),
            heeded=True,
        ),
    ),
    onsite=(
        Words(
            "仪器工作站内该样品编号的数据文件与序列",
            "data files and sequences under the sample's number on the workstations",
        ),
        Words("当日仪器使用登记、试剂与标样领用", "use books of that day, reagents and standards drawn"),
        Words("纸质原始记录本的页码与签名是否连续", "whether pages and signatures of the paper books run on"),
        Words("样品接收、留样与废弃记录", "receipt, retention and disposal of the samples"),
    ),
    perishable_days=90,
    reasons={
        "sample": Words("报告行没有样品编号", "the line names no sample"),
        "subcontracted": Words("报告有分包，记录在分包机构", "the report has a subcontractor, who keeps the records"),
        "on_site": Words("现场项目，没有现场仪器存储可对", "read on site and no memory of a field instrument is there"),
        "parameter": Words(
            "该机构没有这个项目的任何原始记录", "the laboratory handed over no raw record of this parameter"
        ),
        "supplied": Words("同期原始记录交得太少", "too few raw records of the period were handed over"),
        "name": Words("原始记录可能用了别的项目名称", "the raw record may use another name for the parameter"),
    },
)
def no_raw_record(
    report_results: Table,
    reports: Table,
    results: Table,
    analysis_runs: Table = OPTIONAL,
    field_readings: Table = OPTIONAL,
    samples: Table = OPTIONAL,
    sampling_events: Table = OPTIONAL,
    *,
    supplied: Annotated[
        float,
        Threshold(
            Words("原始记录齐全度下限", "least share of raw records"),
            "1",
            0.01,
            1,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 0.5,
) -> Verdict:
    """A report states results for which the laboratory has no raw record.

    A line of a report (sample k, parameter p) has a record when there is a raw result of (k, p), an instrument run
    of (k, p), a run of k that names no parameter but the line's method or none, or, for readings on site, a stored
    reading of p at the sampling event of k. Results reckoned from others need none. With s the share of lines with
    a record among those of one laboratory, category and quarter, lines without one are found when s ≥ ``supplied``:
    the laboratory then does keep and hand over raw records, just not these. Below that, and for a parameter of
    which the laboratory has no raw record at all, nobody can tell.

    It is a sign because data without an original record were not measured or cannot be checked (环发〔2015〕175 号
    第5条(二)(六); 39号令 2025 第15条(一)). It does not say that the sample was not taken. Reports that a later one
    replaces are left out.
    """
    documents = issued(reports)
    current = without_superseded(report_results, documents)
    lines = _without_raw(current, results)
    lines = once(_lines(lines, documents, unmistakable(collections(samples, sampling_events))))
    rest = once(_with_records(lines, analysis_runs, field_readings))
    totals = once(_totals(current, documents))
    due = _with_supply(rest.filter(~rest.recorded & ~rest.reckoned), _counted(totals, rest))
    due = once(_with_other_names(due, report_results, results))
    told = {
        "sample": due.number.isnull(),
        "subcontracted": due.subcontracted,
        "on_site": due.on_site,
        "parameter": ~due.kept,
        "supplied": due.share < supplied,
        "name": due.other_name,
    }
    open_question = told["sample"].fill_null(True)
    for condition in told.values():
        open_question = open_question | condition.fill_null(True)
    absent = due.filter(~open_question)
    judged = totals.filter(~totals.reckoned)
    everything = judged.group_by(whose=judged.lab_id).aggregate(in_all=judged.lines.sum())
    return Verdict(
        findings=_findings(absent, _recorded(current, rest, absent), documents, supplied),
        units=with_others_counted(units(due, subject=due.lab_id, missing=told), everything),
    )


def _without_raw(report_results: Table, results: Table) -> Table:
    """Lines of which no raw result is there; most have one and are only counted."""
    lines = report_results.mutate(number=folded(report_results.sample_no))
    return lines.anti_join(_keys(results), list(_OF_RECORDS))


def _lines(lines: Table, documents: Table, taken: Table) -> Table:
    """Lines with their report, the event of their sample and what kind of result they are."""
    rows = lines.mutate(numbered=lines.number.notnull())
    joined = rows.left_join(
        documents, [rows.lab_id == documents.lab_id, rows.report_no == documents.report_no]
    ).left_join(taken, [rows.lab_id == taken.lab_id, rows.number == taken.number])
    return joined.select(
        lab_id=rows.lab_id,
        report_no=rows.report_no,
        line_row=rows.row_id,
        number=rows.number,
        parameter=rows.parameter,
        parameter_code=rows.parameter_code,
        method_code=rows.method_code,
        event_id=taken.event_id,
        **_period(rows, documents),
        from_at=rows.sampled_from_at.fill_null(documents.issued_at),
        to_at=documents.issued_at,
        subcontracted=documents.subcontractor_id.notnull(),
        numbered=rows.numbered,
        on_site=is_on_site(rows),
        reckoned=is_reckoned(rows),
    )


def _period(rows: Table, documents: Table) -> dict[str, ir.Value]:
    """Category of a line's report and quarter of its sampling."""
    day = rows.sampled_from_at.fill_null(documents.issued_at)
    return {
        "category": documents.category.fill_null(""),
        "year": day.year().cast("int64").fill_null(0),
        "quarter": day.quarter().cast("int64").fill_null(0),
    }


def _totals(report_results: Table, documents: Table) -> Table:
    """How many ``lines`` there are by parameter, period and kind, with or without a record."""
    rows = report_results.mutate(numbered=report_results.sample_no.notnull())
    joined = rows.left_join(documents, [rows.lab_id == documents.lab_id, rows.report_no == documents.report_no])
    lines = joined.select(
        *(rows[name] for name in ("lab_id", "numbered", *_NAMES)),
        **_period(rows, documents),
        subcontracted=documents.subcontractor_id.notnull(),
    )
    # What kind of result it is, its names say: they are read once each and not once a line.
    groups = lines.group_by(*_PERIOD, *_NAMES, "subcontracted", "numbered").aggregate(lines=lines.count())
    groups = groups.mutate(on_site=is_on_site(groups), reckoned=is_reckoned(groups))
    return groups.group_by(*_PERIOD, "parameter_code", *_KINDS).aggregate(lines=groups.lines.sum())


def _with_records(lines: Table, runs: Table, field_readings: Table) -> Table:
    """Lines without a raw result with ``recorded``: whether another record of the sample and parameter is there."""
    # The few lines stand by themselves by now, and so need be the runs of their samples only.
    runs = runs.mutate(number=folded(runs.sample_no)).semi_join(lines, ["lab_id", "number"])
    unnamed = runs.filter(runs.parameter_code.isnull())
    by_sample = {"lab_id": "lab_id", "number": "number"}
    lines = with_match(lines, runs, _OF_RECORDS, "run_of_parameter")
    lines = with_match(lines, unnamed, {**by_sample, "method_code": "method_code"}, "run_of_method")
    lines = with_match(lines, unnamed.filter(unnamed.method_code.isnull()), by_sample, "run_of_sample")
    lines = with_match(lines, field_readings, {"event_id": "event_id", "parameter_code": "parameter_code"}, "stored")
    found = lines.run_of_parameter | lines.run_of_method | lines.run_of_sample | lines.stored
    return lines.mutate(recorded=found).drop("run_of_parameter", "run_of_method", "run_of_sample", "stored")


def _with_other_names(lines: Table, report_results: Table, results: Table) -> Table:
    """Lines with ``other_name``: the sample has a raw result of the method under a parameter no line has."""
    keys = {name: name for name in ("lab_id", "number", "method_code")}
    raw = results.mutate(number=folded(results.sample_no))
    raw = raw.select(*keys, "parameter_code").semi_join(lines, list(keys))
    spare = raw.anti_join(_keys(report_results), list(_OF_RECORDS))
    return with_match(lines, spare, keys, "other_name")


def _keys(results: Table) -> Table:
    return results.select("lab_id", "parameter_code", number=folded(results.sample_no)).select(
        "lab_id", "number", "parameter_code"
    )


def _counted(totals: Table, rest: Table) -> Table:
    """How many lines of a parameter and period there are and how many of them have a record, by what they are."""
    by = [*_PERIOD, "parameter_code", *_KINDS]
    without = rest.filter(~rest.recorded)
    lacking = without.group_by(*by).aggregate(lacking=without.count())
    both = ibis.union(
        totals.select(*by, "lines", lacking=ibis.literal(0, "int64")),
        lacking.select(*by, lines=ibis.literal(0, "int64"), lacking=lacking.lacking),
    )
    counted = both.group_by(*by).aggregate(lines=both.lines.sum(), lacking=both.lacking.sum())
    return counted.mutate(recorded=counted.lines - counted.lacking)


def _with_supply(lines: Table, counted: Table) -> Table:
    """Lines with ``kept`` (raw records of the parameter exist) and ``share`` (of its period that have one)."""
    parameters = counted.group_by(kept_lab=counted.lab_id, kept_code=counted.parameter_code).aggregate(
        kept=(counted.recorded > 0).any()
    )
    with_kept = counted.join(
        parameters,
        [
            counted.lab_id == parameters.kept_lab,
            counted.parameter_code.identical_to(parameters.kept_code),
        ],
    )
    measured = ~with_kept.reckoned & ~with_kept.on_site & ~with_kept.subcontracted & with_kept.numbered
    expected = with_kept.filter(with_kept.kept & measured)
    periods = expected.group_by(**{f"of_{name}": expected[name] for name in _PERIOD}).aggregate(
        share=expected.recorded.sum().cast("float64") / expected.lines.sum().cast("float64")
    )
    joined = lines.left_join(
        parameters,
        [lines.lab_id == parameters.kept_lab, lines.parameter_code.identical_to(parameters.kept_code)],
    ).left_join(periods, [lines[name] == periods[f"of_{name}"] for name in _PERIOD])
    return joined.select(lines, kept=parameters.kept.fill_null(False), share=periods.share.fill_null(0.0))


def _recorded(lines: Table, rest: Table, absent: Table) -> Table:
    """By report that lacks a record, how many of its other lines have one."""
    by = ["lab_id", "report_no"]
    own = lines.semi_join(absent, by)
    own = own.filter(~is_reckoned(own))
    lacking = rest.semi_join(absent, by)
    lacking = lacking.filter(~lacking.recorded & ~lacking.reckoned)
    both = ibis.union(own.select(*by, found=ibis.literal(1)), lacking.select(*by, found=ibis.literal(-1)))
    return both.group_by(*by).aggregate(found=both.found.sum())


def _findings(absent: Table, recorded: Table, documents: Table, supplied: float) -> Table:
    """One finding per report."""
    by = ["lab_id", "report_no"]
    facts = absent.group_by(*by).aggregate(
        from_at=absent.from_at.min(),
        to_at=absent.to_at.max(),
        missing=absent.count(),
        parameters=absent.parameter.collect(),
        share=absent.share.min(),
        line_rows=absent.line_row.collect(),
    )
    joined = facts.left_join(recorded, by)
    facts = joined.select(facts, due=facts.missing + recorded.found.fill_null(0))
    documents = documents.select("lab_id", "report_no", "report_rows")
    rows = facts.left_join(documents, by)
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows.from_at,
        to_at=rows.to_at,
        measure=rows.missing,
        threshold=0.0,
        evidence=[
            Evidence("report_results", rows.line_rows, "line"),
            Evidence("reports", rows.report_rows, "report"),
        ],
        detail={
            "report_no": rows.report_no,
            "missing": rows.missing,
            "due": rows.due,
            "parameters": rows.parameters,
            "share_pct": rows.share * 100,
            "supplied_pct": supplied * 100,
        },
    )
