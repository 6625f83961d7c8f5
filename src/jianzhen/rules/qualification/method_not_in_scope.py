"""方法不在附表: a report names a method that the annex does not list for a parameter it does list."""

from __future__ import annotations

from typing import Annotated

import ibis

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.annex import ALL_PARAMETERS, class_of, measured_as
from jianzhen.rules.terms.clock import DAY, seconds
from jianzhen.rules.terms.documents import issued
from jianzhen.rules.terms.editions import editions, is_dated, number_of, standard
from jianzhen.rules.terms.issue import day_of, holds_on, originals
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_ASKED = ("lab_id", "subcontractor", "day", "sample_class", "parameter_key", "method")


@rule(
    clause="二(一)",
    title=Words("方法不在能力附表", "Method not in the annex"),
    act="qualification.method",
    severity="middle",
    family="qualification",
    unit=Words("报告结果行", "report lines"),
    measure=Words("方法不在附表内的结果行", "lines by a method outside the annex"),
    measure_unit="",
    headline=Words(
        "报告 {report_no}（{issued_at:%Y-%m-%d} 签发）的 {items} 所用方法不在该机构当日有效的能力附表内，"
        "附表中这些项目列的是 {listed}",
        "Report {report_no} (issued {issued_at:%Y-%m-%d}) gives {items} by methods that no annex of the laboratory"
        " valid on that day lists; for these parameters the annex has {listed}",
    ),
    numbers=Words(
        "可判的 {judged:.0f} 个结果行中有 {measure:.0f} 行的方法标准（编号和年号）不在附表内（参考线 0 行，163号令"
        "第14、19条）；其中 {editions:.0f} 行只是版本不同且新版实施已超过 {transition_days:.0f} 天（经验值，非法定）。"
        "条款号、GB 与 GB/T、修改单和写法不同不计。",
        "{measure:.0f} of the {judged:.0f} lines that can be judged use a standard (number and year) that the annex"
        " does not list (line: 0, Order 163 articles 14 and 19); {editions:.0f} of them differ in the edition alone,"
        " with the newer one in force for more than {transition_days:.0f} days (starting value, not legal). Clauses,"
        " GB for GB/T, amendments and ways of writing do not count.",
    ),
    innocent=(
        Innocent(
            Words(
                "同一方法的不同写法、条款号或修改单", "another way of writing, a clause, or an amendment of the method"
            ),
            Words("报告与附表的方法名称", "names of the method in report and annex"),
            heeded=True,
            needs=("capabilities",),
        ),
        Innocent(
            Words("方法标准更新，处于变更备案的过渡期", "the standard was revised and the change is being filed"),
            Words(
                "方法变更申请或自我声明、新标准实施日期", "application or declaration, day the new one came into force"
            ),
            heeded=True,
            needs=("methods",),
        ),
        Innocent(
            Words("该项目由有资质的机构分包，方法在其附表内", "subcontracted, and in the annex of the subcontractor"),
            Words("分包协议、分包方附表", "contract and annex of the subcontractor"),
            heeded=True,
            needs=("capabilities",),
        ),
        Innocent(
            Words(
                "一格写了采样和分析等多个方法，其一在附表内", "several methods in one cell, one of them in the annex"
            ),
            Words("原始记录所用方法", "method of the raw record"),
            heeded=True,
            needs=("report_results",),
        ),
        Innocent(
            Words("方法变更已批准，附表数据尚未更新", "the change of method was granted and is not yet in the data"),
            Words("变更批准文件", "decision on the change"),
        ),
        Innocent(
            Words("报告的方法栏笔误，实际按附表方法检测", "a slip in the report; the method of the annex was used"),
            Words("原始记录、仪器方法文件", "raw record, method file of the instrument"),
        ),
    ),
    onsite=(
        Words("该项目原始记录所用的方法、试剂和仪器", "method, reagents and instrument of the raw record"),
        Words("资质认定证书附表原件，含历次方法变更", "the annex itself, with every change of method"),
        Words("方法验证或确认报告", "verification of the method"),
        Words("委托合同约定的方法", "method agreed in the contract"),
    ),
    perishable_days=365,
    reasons={
        "parameter": Words(
            "附表未单列该项目，是否超范围由另一规则判断", "the annex does not name the parameter itself"
        ),
        "undated": Words("方法没有标准编号和年号，无法对照", "the method has no number and year to look up"),
        "whole_class": Words("附表按整类批准，未列方法", "the annex grants the whole class without methods"),
        "subcontractor_annex": Words(
            "报告有分包，分包方的附表没有该项目", "subcontracted, and no annex of the subcontractor names the parameter"
        ),
        "edition": Words("只是版本不同，新版实施日期未知", "another edition, and nobody knows since when"),
        "transition": Words("只是版本不同，处于过渡期", "another edition, within the time of transition"),
    },
)
def method_not_in_scope(
    reports: Table,
    report_results: Table,
    certificates: Table,
    capabilities: Table,
    methods: Table = OPTIONAL,
    *,
    transition_days: Annotated[
        float,
        Threshold(
            Words("标准更新后的过渡期", "transition after a revision"),
            "d",
            0,
            1826,
            Source.EXPERT,
            "starting value, not legal; 标准变更约一年内备案或声明"
            " (a change of standard is filed or declared within about a year)",
        ),
    ] = 365,
) -> Verdict:
    """A report names a method that the annex does not list for a parameter that it does list.

    For every line whose parameter is named in an annex of the laboratory valid on the day of issue (or of the
    subcontractor the report names), the method's standard, number and year without clause, is compared with those
    of all such entries. Another edition of a listed standard (same number, or its successor or predecessor by the
    table of methods) is left alone until ``transition_days`` after the newer one came into force, and weighs less
    afterwards; without that day nobody can tell. Entries for a whole class, and methods without number and year,
    are not judged. Parameters outside the annex are the matter of another rule.

    An institution works within its accredited scope, and a change of method must be filed (总局令第163号 第14条、
    第19条). The rule does not claim that the results are wrong.
    """
    documents = issued(originals(reports))
    lines = _lines(documents, report_results)
    # The filter closes the join before it: columns of a join cannot be named in a further one.
    lines = lines.filter(lines.lab_id.notnull())
    asked = lines.filter(lines.day.notnull()).select(*_ASKED, "method_code").distinct()
    known = once(_known(asked, _entries(capabilities, certificates), editions(methods), transition_days))
    held = _held(asked, capabilities, certificates)
    judged = _judged(lines, known, held)
    hits = _by_report(judged, documents)
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.issued_at,
            to_at=hits.issued_at,
            measure=hits.out,
            threshold=0.0,
            severity=ibis.ifelse(hits.out == hits.editions, ibis.literal("low"), ibis.null("string")),
            evidence=[
                Evidence("reports", hits.report_rows, "report"),
                Evidence("report_results", hits.line_rows, "line"),
                Evidence("capabilities", hits.entries, CONTEXT),
            ],
            detail={
                "report_no": hits.report_no,
                "issued_at": hits.issued_at,
                "items": hits.items,
                "listed": hits.listed,
                "judged": hits.judged,
                "editions": hits.editions,
                "transition_days": transition_days,
            },
        ),
        units=units(
            judged,
            subject=judged.lab_id,
            missing={
                "reports": judged.day.isnull(),
                "parameter": ~judged.named,
                "whole_class": ~judged.same & judged.whole,
                "undated": ~judged.same & ~judged.dated,
                "subcontractor_annex": ~judged.same & judged.no_other_annex,
                "transition": ~judged.same & judged.in_transition,
                "edition": ~judged.same & judged.edition_open,
            },
        ),
    )


def _lines(documents: Table, report_results: Table) -> Table:
    """Every line with the day, class and subcontractor of its report; the day is missing without one."""
    cover = documents.select(
        "lab_id",
        "report_no",
        subcontractor=documents.subcontractor_id.fill_null(""),
        day=day_of(documents.issued_at),
        sample_class=class_of(documents.category).fill_null(""),
    )
    rows = report_results.left_join(cover, ["lab_id", "report_no"])
    return rows.select(
        "lab_id", "report_no", "subcontractor", "day", "sample_class", "method", "method_code", "parameter",
        parameter_key=measured_as(rows.parameter_code),
        line_row=rows.row_id,
    )  # fmt: skip


def _entries(capabilities: Table, certificates: Table) -> Table:
    """Entries of annexes with their holder and standard."""
    held = certificates.select("cert_no", org_id=certificates.org_id)
    rows = capabilities.join(held, "cert_no")
    parameter = measured_as(rows.parameter_code)
    return rows.select(
        org_id=rows.org_id,
        entry_class=class_of(rows.category),
        entry_parameter=parameter,
        whole=(parameter.isnull() | parameter.isin(ALL_PARAMETERS)).fill_null(True),
        entry_code=rows.method_code,
        entry_standard=standard(rows.method_code),
        entry_method=rows.method,
        valid_from_on=rows.valid_from_on,
        valid_to_on=rows.valid_to_on,
        entry_row=rows.row_id,
    )


def _known(asked: Table, entries: Table, known: Table, transition_days: float) -> Table:
    """Per thing asked (``_ASKED``): what the entries of the laboratory and of the subcontractor say of its method."""
    first = known.select(asked_edition="edition", asked_from="in_force_on", asked_next="next_edition")
    second = known.select(entry_edition="edition", entry_from="in_force_on", entry_next="next_edition")
    asked = asked.mutate(key=standard(asked.method_code))
    asked = asked.left_join(first, asked.key == first.asked_edition).drop("asked_edition")
    named = entries.filter(~entries.whole)
    named = named.left_join(second, named.entry_standard == second.entry_edition).drop("entry_edition")
    asked = asked.filter(asked.lab_id.notnull())
    named = named.filter(named.org_id.notnull())
    same_item = asked.parameter_key == named.entry_parameter
    own = asked.join(named, [same_item, asked.lab_id == named.org_id])
    other = asked.join(named, [same_item, asked.subcontractor == named.org_id])
    pairs = own.filter(own.org_id.notnull()).union(other.filter(other.org_id.notnull()))
    valid = pairs.filter(holds_on(pairs.day, pairs.valid_from_on, pairs.valid_to_on))
    return _compared(valid, transition_days)


def _compared(pairs: Table, transition_days: float) -> Table:
    """Compare the method asked for with those of the entries."""
    in_cell = folded(pairs.method).replace("/T", "").contains(folded(pairs.entry_standard))
    listed = ((pairs.key == pairs.entry_standard) | (pairs.method_code == pairs.entry_code)).fill_null(False)
    # Most methods are listed as they stand; texts are taken apart, which is slow, only for the others.
    same = ibis.ifelse(listed, True, (is_dated(pairs.entry_standard) & in_cell).fill_null(False))
    alike = (number_of(pairs.key) == number_of(pairs.entry_standard)).fill_null(False)
    one_number = ibis.ifelse(listed, False, alike)
    asked_newer = (pairs.entry_next == pairs.key).fill_null(False) | (one_number & (pairs.key > pairs.entry_standard))
    entry_newer = (pairs.asked_next == pairs.entry_standard).fill_null(False) | (one_number & ~asked_newer)
    edition = (asked_newer | entry_newer) & ~same
    changed_on = ibis.ifelse(asked_newer, pairs.asked_from, pairs.entry_from)
    rows = pairs.mutate(
        same=same,
        edition=edition,
        edition_open=edition & changed_on.isnull(),
        in_transition=edition & (seconds(changed_on, pairs.day) <= transition_days * DAY).fill_null(False),
        in_class=(pairs.sample_class == "") | (pairs.sample_class == pairs.entry_class),
    )
    return rows.group_by(*_ASKED).aggregate(
        same=rows.same.any(),
        named=(rows.in_class | rows.same).any(),
        other_named=(rows.org_id == rows.subcontractor).any(),
        edition=rows.edition.any(),
        edition_open=rows.edition_open.any(),
        in_transition=rows.in_transition.any(),
        listed=rows.entry_method.min(where=rows.in_class),
        entry=rows.entry_row.min(where=rows.in_class),
    )


def _held(asked: Table, capabilities: Table, certificates: Table) -> Table:
    """Per laboratory, class and day: whether an entry grants the whole class."""
    entries = _entries(capabilities, certificates)
    whole = entries.filter(entries.whole)
    days = asked.select("lab_id", "sample_class", "day").distinct()
    pairs = days.join(whole, days.lab_id == whole.org_id)
    valid = pairs.filter(
        holds_on(pairs.day, pairs.valid_from_on, pairs.valid_to_on)
        & ((pairs.sample_class == "") | (pairs.sample_class == pairs.entry_class))
    )
    return valid.select("lab_id", "sample_class", "day", whole=ibis.literal(True)).distinct()


def _judged(lines: Table, known: Table, held: Table) -> Table:
    """Lines with what is known of them; ``out`` marks a method outside the annex, ``told`` what can be judged."""
    rows = lines.left_join(known, list(_ASKED)).drop(*(f"{name}_right" for name in _ASKED))
    rows = rows.filter(rows.lab_id.notnull())
    keys = ["lab_id", "sample_class", "day"]
    rows = rows.left_join(held, keys).drop(*(f"{name}_right" for name in keys))
    rows = rows.filter(rows.lab_id.notnull())
    flags = ("same", "named", "other_named", "edition", "edition_open", "in_transition", "whole")
    rows = rows.mutate(**{name: rows[name].fill_null(False) for name in flags})
    rows = rows.mutate(
        dated=is_dated(standard(rows.method_code)),
        no_other_annex=(rows.subcontractor.fill_null("") != "") & ~rows.other_named,
    )
    cannot_tell = rows.whole | ~rows.dated | rows.no_other_annex | rows.in_transition | rows.edition_open
    return rows.mutate(
        out=rows.named & ~rows.same & ~cannot_tell & rows.day.notnull(),
        told=rows.named & (rows.same | ~cannot_tell),
    )


def _by_report(judged: Table, documents: Table) -> Table:
    """One row per report that has lines by a method outside the annex."""
    # One pass over the lines, the largest table here, for totals and evidence alike.
    out = judged.out
    reports = judged.group_by("lab_id", "report_no").aggregate(
        judged=judged.told.sum(),
        out=out.sum(),
        editions=judged.edition.sum(where=out),
        items=(judged.parameter + " " + judged.method).collect(where=out, distinct=True),
        listed=judged.listed.collect(where=out, distinct=True),
        line_rows=judged.line_row.collect(where=out),
        entries=judged.entry.collect(where=out, distinct=True),
    )
    reports = reports.filter(reports.out > 0)
    rows = reports.join(documents, ["lab_id", "report_no"])
    return rows.select(*reports.columns, "issued_at", "report_rows")
