"""超能力范围: a report gives results for parameters outside the annex valid on its day of issue."""

from __future__ import annotations

import ibis

from jianzhen.rules.declare import rule
from jianzhen.rules.model import Innocent
from jianzhen.rules.terms.annex import (
    CALCULATED,
    FIELD_CONDITIONS,
    annex_days,
    annexes,
    class_of,
    covered,
    is_listed,
    is_organic,
    measured_as,
)
from jianzhen.rules.terms.documents import issued
from jianzhen.rules.terms.issue import day_of, originals
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words


@rule(
    clause="二(一)",
    title=Words("超能力范围出具数据", "Results outside the accredited scope"),
    act="qualification.scope",
    severity="high",
    family="qualification",
    unit=Words("报告结果行", "report lines"),
    measure=Words("不在附表内的结果行", "lines outside the annex"),
    measure_unit="",
    headline=Words(
        "报告 {report_no}（{issued_at:%Y-%m-%d} 签发）中 {parameters} 不在该机构当日有效的能力附表内",
        "Report {report_no} (issued {issued_at:%Y-%m-%d}) gives results for {parameters}, which no annex of the"
        " laboratory valid on that day covers",
    ),
    numbers=Words(
        "可判的 {judged:.0f} 个结果行中有 {measure:.0f} 行不在附表内（参考线 0 行，163号令第19条）；"
        "其中 {elsewhere:.0f} 行的项目只列在其他类别下。项目别名、分包方附表、同类其他证书均已对照；方法不在此处核对。",
        "{measure:.0f} of the {judged:.0f} lines that can be judged lie outside the annex (line: 0, Order 163"
        " article 19); {elsewhere:.0f} of them are listed under another class alone. Aliases, the annex of the"
        " subcontractor and the laboratory's other certificates were looked up; methods are not checked here.",
    ),
    innocent=(
        Innocent(
            Words("同一项目的不同叫法", "another name of the same parameter"),
            Words("附表与报告的项目名称、CAS号", "names and CAS numbers in annex and report"),
            heeded=True,
        ),
        Innocent(
            Words(
                "该项目由有资质的机构分包，报告已注明", "subcontracted to an accredited laboratory, as the report says"
            ),
            Words("分包合同、分包方附表", "contract and annex of the subcontractor"),
            heeded=True,
        ),
        Innocent(
            Words("采样时的现场参数或由其他项目计算得出", "a field condition, or worked out from other parameters"),
            Words("原始记录", "raw records"),
            heeded=True,
        ),
        Innocent(
            Words(
                "附表按一类物质（如挥发性有机物）列出", "the annex lists a group, such as volatile organic compounds"
            ),
            Words("附表所附的化合物清单", "list of compounds of the annex"),
            heeded=True,
        ),
        Innocent(
            Words("扩项已批准，附表数据尚未更新", "an extension was granted and is not yet in the data"),
            Words("扩项决定及其附表", "decision on the extension and its annex"),
        ),
        Innocent(
            Words(
                "该项目未加盖CMA标志，报告已声明不在资质范围",
                "the report says that the item is outside the scope and bears no mark",
            ),
            Words("报告声明页", "statements of the report"),
        ),
    ),
    onsite=(
        Words("资质认定证书附表原件，含历次扩项、变更", "the annex itself, with every extension and change"),
        Words("该项目的原始记录、仪器与标准物质", "raw records, instrument and reference materials of the item"),
        Words("方法验证报告与人员上岗授权", "method verification and authorisation of the analyst"),
        Words("分包协议与委托人同意书", "subcontract and the client's consent"),
    ),
    perishable_days=365,
    reasons={
        "field_condition": Words("现场工况、气象参数，不要求列入附表", "a condition on site, which no annex need list"),
        "calculated": Words("由其他项目计算得出", "worked out from other parameters"),
        "no_annex": Words(
            "没有该机构签发日有效的能力附表记录", "no annex of the laboratory valid on that day is on record"
        ),
        "subcontractor_annex": Words(
            "报告有分包，分包方的附表不在数据中", "subcontracted, and the subcontractor's annex is not in the data"
        ),
        "group": Words(
            "附表列有一类有机物，可能包括该项目", "the annex lists a group of organic compounds that may include it"
        ),
        "unknown_name": Words(
            "项目名称不在码表，无法与附表对照", "no list knows the parameter's name, so it cannot be looked up"
        ),
    },
)
def scope_exceeded(reports: Table, report_results: Table, certificates: Table, capabilities: Table) -> Verdict:
    """A report gives results for parameters that no annex of the laboratory covered on the day of issue.

    For every line, (class, parameter) is looked up in the entries of all certificates of the laboratory that are
    valid on the day of issue, and of the subcontractor if the report names one. Parameters are compared by
    their code, so that aliases do not count; classes are those of the annex (air and stack gas are one, so are
    soil and sediment); an entry for all parameters of a class covers it; levels of one noise measurement are one.
    A line that is listed under another class alone weighs less. Data outside the accredited scope must not be
    issued (总局令第163号 第19条；生态环境监测条例 第29条). The rule checks neither methods nor the results themselves.
    """
    annex = annexes(capabilities, certificates)
    documents = issued(originals(reports))
    lines = _lines(documents, report_results)
    judged = _judged(_looked_up(_looked_up(lines, annex, "lab_id", "own"), annex, "subcontractor_id", "other"))
    hits = _by_report(judged, documents)
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.issued_at,
            to_at=hits.issued_at,
            measure=hits.out,
            threshold=0.0,
            severity=ibis.ifelse(hits.out == hits.elsewhere, ibis.literal("middle"), ibis.null("string")),
            evidence=[
                Evidence("reports", hits.report_rows, "report"),
                Evidence("report_results", hits.line_rows, "line"),
                Evidence("capabilities", hits.entries, CONTEXT),
            ],
            detail={
                "report_no": hits.report_no,
                "issued_at": hits.issued_at,
                "parameters": hits.parameters,
                "judged": hits.judged,
                "elsewhere": hits.elsewhere,
            },
        ),
        units=units(
            judged,
            subject=judged.lab_id,
            missing={
                "reports": judged.day.isnull(),
                "field_condition": judged.uncovered & judged.parameter.isin(FIELD_CONDITIONS),
                "calculated": judged.uncovered & judged.parameter.isin(CALCULATED),
                "no_annex": judged.no_annex,
                "subcontractor_annex": judged.uncovered & judged.no_other_annex,
                "group": judged.uncovered & judged.grouped,
                "unknown_name": judged.uncovered & ~judged.listed,
            },
        ),
    )


def _lines(documents: Table, report_results: Table) -> Table:
    """Every line of a report with the day, class and subcontractor of the report; the day is missing without one."""
    cover = documents.select(
        "lab_id",
        "report_no",
        "subcontractor_id",
        day=day_of(documents.issued_at),
        sample_class=class_of(documents.category).fill_null(""),
    )
    rows = report_results.left_join(cover, ["lab_id", "report_no"])
    return rows.select(
        lab_id=rows.lab_id,
        report_no=rows.report_no,
        text=rows.parameter,
        parameter=measured_as(rows.parameter_code),
        line_row=rows.row_id,
        subcontractor_id=rows.subcontractor_id,
        day=rows.day,
        sample_class=rows.sample_class,
    )


def _looked_up(lines: Table, annex: Table, holder: str, prefix: str) -> Table:
    """Lines with what the annex of one organisation, the laboratory or the subcontractor, says of them."""
    # The filter closes the join before it: columns of a join cannot be named in a further one.
    lines = lines.filter(lines.lab_id.notnull())
    known = lines.filter(lines[holder].notnull() & lines.day.notnull())
    asked = known.select("day", "sample_class", "parameter", org_id=known[holder]).distinct()
    found = _named(covered(asked, annex), prefix)
    days = _named(annex_days(asked.select("org_id", "day").distinct(), annex), f"{prefix}_day")
    keys = {holder: "org_id", "day": "day", "sample_class": "sample_class", "parameter": "parameter"}
    rows = lines.left_join(found, [lines[mine] == found[f"{prefix}_{theirs}"] for mine, theirs in keys.items()])
    rows = rows.left_join(days, [lines[holder] == days[f"{prefix}_day_org_id"], lines.day == days[f"{prefix}_day_day"]])
    return rows.drop(*(f"{prefix}_{name}" for name in (*keys.values(), "day_org_id", "day_day")))


def _named(rows: Table, prefix: str) -> Table:
    """The same columns under names of their own, so that two look-ups can stand side by side."""
    return rows.rename({f"{prefix}_{name}": name for name in rows.columns})


def _judged(lines: Table) -> Table:
    """Lines with whether they are covered, why nobody can tell, and in ``out`` whether they are outside the annex."""
    own, other = lines.own_in_class.fill_null(False), lines.other_in_class.fill_null(False)
    rows = lines.mutate(
        uncovered=~own & ~other,
        elsewhere=lines.own_in_class.notnull() | lines.other_in_class.notnull(),
        entry=lines.own_entry.fill_null(lines.other_entry),
        no_annex=~lines.own_day_has_annex.fill_null(False),
        no_other_annex=lines.subcontractor_id.notnull() & ~lines.other_day_has_annex.fill_null(False),
        grouped=is_organic(lines.parameter)
        & (lines.own_day_has_group.fill_null(False) | lines.other_day_has_group.fill_null(False)),
        listed=is_listed(lines.parameter),
    )
    unlisted_by_nature = rows.parameter.isin((*FIELD_CONDITIONS, *CALCULATED))
    cannot_tell = rows.no_annex | rows.no_other_annex | rows.grouped | ~rows.listed | unlisted_by_nature
    return rows.mutate(out=rows.uncovered & rows.day.notnull() & ~cannot_tell, told=~rows.uncovered | ~cannot_tell)


def _by_report(judged: Table, documents: Table) -> Table:
    """One row per report that has lines outside the annex."""
    out = judged.filter(judged.out)
    reports = out.group_by("lab_id", "report_no").aggregate(
        out=out.count(),
        elsewhere=out.elsewhere.sum(),
        parameters=out.text.collect(),
        line_rows=out.line_row.collect(),
        entries=out.entry.collect(),
    )
    totals = judged.group_by("lab_id", "report_no").aggregate(judged=judged.told.sum())
    rows = reports.join(totals, ["lab_id", "report_no"]).join(documents, ["lab_id", "report_no"])
    return rows.select(*reports.columns, "judged", "issued_at", "report_rows")
