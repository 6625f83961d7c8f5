"""样品流转断链: a report has results of samples that were never registered or received."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.documents import issued, without_superseded
from jianzhen.rules.terms.fieldwork import is_on_site, is_reckoned
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.spelling import folded, mentions
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_PERIOD = ("lab_id", "year", "quarter")
_MOBILE = ("现场分析", "移动实验室", "监测车", "on site", "mobile laboratory")
"""Ways of keeping a sample that say it was analysed where it was taken."""


@rule(
    clause="二(三)",
    title=Words("样品流转断链", "Chain of custody broken"),
    act="nonconforming.sample_chain",
    severity="high",
    family="identity",
    unit=Words("报告中须送实验室的样品", "samples of reports that a laboratory must receive"),
    measure=Words("断链的样品", "samples with a broken chain"),
    measure_unit="samples",
    headline=Words(
        "报告 {report_no} 有 {broken:.0f} 个样品的流转记录断链：{absent:.0f} 个查无样品登记、"
        "{unreceived:.0f} 个没有接样记录、{unsealed:.0f} 个记为未封样（{numbers_zh}）",
        "Report {report_no} has {broken:.0f} samples with a broken chain of custody: {absent:.0f} not in the sample"
        " register, {unreceived:.0f} without a receipt, {unsealed:.0f} recorded as not sealed ({numbers_en})",
    ),
    numbers=Words(
        "该报告须送实验室的 {due:.0f} 个样品中 {measure:.0f} 个断链（参考线 0 个）；该机构同季度报告的样品"
        " {registered_pct:.0f}% 有登记、登记的样品 {received_pct:.0f}% 有接样记录"
        "（低于 {supplied_pct:g}% 视为资料未交齐或另行编号、不判断，经验值，可调）。"
        "该线提高到 {silent_pct:.0f}% 以上则不再触发。",
        "{measure:.0f} of the {due:.0f} samples of this report that a laboratory must receive (line: 0);"
        " {registered_pct:.0f} % of the samples on reports of that quarter are registered, {received_pct:.0f} % of"
        " those registered have a receipt (below {supplied_pct:g} % the register counts as not handed over, or as"
        " numbered otherwise: a starting value, settable). With that line above {silent_pct:.0f} % the rule would be"
        " silent.",
    ),
    innocent=(
        Innocent(
            Words("现场直读项目，没有样品送回", "read on site, no sample was brought back"),
            Words("现场仪器存储、采样单", "memory of the field instrument, sampling sheet"),
            heeded=True,
        ),
        Innocent(
            Words("登记没有全部导出，或实验室另编样品号", "the register was not exported in full, or renumbered"),
            Words("样品登记台账、编号对照表", "sample register, table of numbers"),
            heeded=True,
        ),
        Innocent(
            Words("编号写法不同（全半角、空格、大小写）", "the number is spelt otherwise (width, blanks, case)"),
            Words("标签、流转单", "label, custody form"),
            heeded=True,
        ),
        Innocent(
            Words("出差归来后补登接样", "the receipt was entered after the field trip"),
            Words("接样时间与录入时间", "time of receipt and of entry"),
            heeded=True,
        ),
        Innocent(
            Words("项目分包，样品直接送分包机构", "subcontracted, the samples went to the subcontractor"),
            Words("分包协议、寄样单", "subcontract, courier's note"),
            heeded=True,
        ),
        Innocent(
            Words("在移动实验室现场分析", "analysed in a mobile laboratory on site"),
            Words("监测车出车记录、现场分析记录", "log of the vehicle, records made on site"),
            heeded=True,
        ),
    ),
    onsite=(
        Words("样品间实物、留样与标签", "the sample store: samples, retained parts, labels"),
        Words("样品登记台账与流转单原件的连续编号", "whether register and custody forms run on without a gap"),
        Words("冷藏柜温度与开门记录", "temperature and door log of the cold store"),
        Words("采样容器、气袋、吸附管领用登记", "containers, bags and tubes drawn from the store"),
        Words("该样品的仪器数据文件与前处理记录", "data files and preparation records of the samples"),
    ),
    perishable_days=60,
    reasons={
        "number": Words("报告行没有样品编号", "the line names no sample"),
        "subcontracted": Words("报告有分包，流转记录在分包机构", "subcontracted; the chain is on record there"),
        "supplied": Words("同季度登记交得太少，或报告另行编号", "too few samples of the quarter are registered"),
        "received": Words("该机构同季度大多没有接样记录", "the laboratory hands over too few receipts"),
    },
)  # fmt: skip
def sample_chain_missing(
    report_results: Table,
    reports: Table,
    samples: Table,
    sampling_events: Table = OPTIONAL,
    *,
    supplied: Annotated[
        float,
        Threshold(Words("登记齐全度下限", "least share of the register"), "%", 1, 100, Source.EXPERT,
                  "starting value, not legal"),
    ] = 50,
) -> Verdict:  # fmt: skip
    """A report has results of samples that were never registered or received.

    A sample of a report is due at the laboratory when at least one of its lines is neither read on site nor reckoned
    from others. Its chain is broken when its number, however spelt, is not in the laboratory's register of samples
    (*absent*); when it is registered but neither time nor person of receipt is given, though others of its quarter
    have one (*unreceived*); or when the register says that it was not sealed, though others are (*unsealed*). A late
    receipt is one. With s the share of samples on reports of one laboratory and quarter that are registered, and
    likewise for receipts and seals, nothing is said where s < ``supplied``: the laboratory then does not hand over, or
    numbers otherwise. Reports that a later one replaces are left out. One finding per report; without an absent
    sample it weighs less, and least when only seals are missing.

    Samples must be marked, sealed and handed over on record (39 号令 (2025) 第14条(一); 评审补充要求 (2025) 第19条).
    Where the chain is broken nobody can show that what was analysed is what was taken. That no sample was taken it
    does not say. Numbers used twice are judged by ``sample_number_reused``.
    """
    documents = issued(reports)
    due = once(_due(without_superseded(report_results, documents), documents))
    rows = once(_with_supply(_with_chain(due, samples, sampling_events)))
    told: dict[str, ir.Value] = {
        "number": rows.number.isnull(),
        "subcontracted": rows.subcontracted & rows.absent,
        "supplied": rows.absent & (rows.registered_pct < supplied),
        "received": rows.unreceived & (rows.received_pct < supplied),
    }
    unclear = told["number"]
    for condition in told.values():
        unclear = unclear | condition.fill_null(True)
    unsealed = rows.unsealed & (rows.sealed_pct >= supplied)
    judged = rows.filter(~unclear).mutate(unsealed=unsealed)
    return Verdict(
        findings=_findings(judged, documents, report_results, supplied),
        units=units(rows, subject=rows.lab_id, missing=told),
    )


def _due(lines: Table, documents: Table) -> Table:
    """Samples of reports that a laboratory must receive, with the period and whether the report is subcontracted."""
    needed = lines.filter(~is_on_site(lines) & ~is_reckoned(lines))
    rows = needed.group_by("lab_id", "report_no", "sample_no").aggregate(sampled_at=needed.sampled_from_at.min())
    cover = documents.select("lab_id", "report_no", "issued_at", "subcontractor_id")
    # The filter closes the join: columns of an open one cannot be named in the next.
    rows = rows.join(cover, ["lab_id", "report_no"]).filter(ibis._.report_no.notnull())
    day = rows.sampled_at.fill_null(rows.issued_at)
    return rows.select(
        "lab_id", "report_no", "sample_no",
        number=folded(rows.sample_no),
        year=day.year().cast("int64"),
        quarter=day.quarter().cast("int64"),
        day=day,
        issued_at=rows.issued_at,
        subcontracted=rows.subcontractor_id.notnull(),
    )  # fmt: skip


def _with_chain(due: Table, samples: Table, events: Table) -> Table:
    """Samples with what the register says of them; several entries of one number count together."""
    own = samples.select(
        "lab_id", "event_id", "sealed", "row_id",
        number=folded(samples.sample_no),
        received=samples.received_at.notnull() | samples.received_by.notnull() | mentions(samples.storage, _MOBILE),
    )  # fmt: skip
    chain = own.group_by("lab_id", "number").aggregate(
        received=own.received.any(),
        open_seal=(own.sealed == False).any(),  # noqa: E712 - a column, and a missing one is not False
        sealed=own.sealed.any(),
        event_id=own.event_id.min(),
        sample_rows=own.row_id.collect(),
    )
    chain = chain.rename({f"own_{name}": name for name in chain.columns})
    rows = due.left_join(chain, [due.lab_id == chain.own_lab_id, due.number == chain.own_number])
    rows = rows.mutate(absent=rows.number.notnull() & rows.own_number.isnull())
    visits = events.select(visit="event_id", event_row="row_id")
    rows = rows.left_join(visits, rows.own_event_id == visits.visit)
    there = rows.own_number.notnull()
    return rows.select(
        *due.columns, "absent", "event_row",
        registered=there,
        sample_rows=rows.own_sample_rows,
        received=ibis.ifelse(there, rows.own_received, ibis.null("boolean")),
        unreceived=(there & ~rows.own_received).fill_null(False),
        sealed=rows.own_sealed,
        unsealed=(there & rows.own_open_seal & ~rows.own_sealed).fill_null(False),
    )  # fmt: skip


def _with_supply(rows: Table) -> Table:
    """Rows with the shares of their laboratory and quarter that are registered, received and sealed."""
    named = ibis.ifelse(rows.number.notnull() & ~rows.subcontracted, rows.registered, ibis.null("boolean"))
    shares = {
        f"{name}_pct": _share(value).over(group_by=[rows[period] for period in _PERIOD]).fill_null(0.0) * 100
        for name, value in (("registered", named), ("received", rows.received), ("sealed", rows.sealed))
    }
    return rows.mutate(**shares)


def _share(condition: ir.Value) -> ir.Value:
    return condition.cast("float64").mean()


def _findings(judged: Table, documents: Table, lines: Table, supplied: float) -> Table:
    """One finding per report."""
    broken = judged.absent | judged.unreceived | judged.unsealed
    judged = judged.mutate(broken=broken)
    facts = judged.group_by("lab_id", "report_no").aggregate(
        due=judged.count(),
        broken=judged.broken.sum(),
        absent=judged.absent.sum(),
        unreceived=judged.unreceived.sum(),
        unsealed=judged.unsealed.sum(),
        first_no=judged.sample_no.min(where=judged.broken),
        last_no=judged.sample_no.max(where=judged.broken),
        from_at=judged.day.min(where=judged.broken),
        to_at=judged.issued_at.max(),
        registered_pct=judged.registered_pct.min(where=judged.broken),
        received_pct=judged.received_pct.min(where=judged.broken),
        sealed_pct=judged.sealed_pct.min(where=judged.broken),
        sample_rows=judged.sample_rows.collect(where=judged.broken).flatten(),
        event_rows=judged.event_row.collect(where=judged.broken, distinct=True),
    )
    facts = facts.filter(facts.broken > 0)
    bad = judged.filter(judged.broken).select("lab_id", "report_no", "sample_no")
    own = lines.semi_join(bad, ["lab_id", "report_no", "sample_no"])
    own = own.filter(~is_on_site(own) & ~is_reckoned(own))
    own = own.group_by("lab_id", "report_no").aggregate(line_rows=own.row_id.collect())
    papers = documents.select("lab_id", "report_no", "report_rows")
    rows = facts.join(own, ["lab_id", "report_no"]).join(papers, ["lab_id", "report_no"])
    one = rows.first_no == rows.last_no
    basis = ibis.cases(
        (rows.absent > 0, rows.registered_pct), (rows.unreceived > 0, rows.received_pct), else_=rows.sealed_pct
    )
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=rows.from_at,
        to_at=rows.to_at,
        measure=rows.broken,
        threshold=0.0,
        severity=ibis.cases((rows.absent > 0, "high"), (rows.unreceived > 0, "middle"), else_="low"),
        evidence=[
            Evidence("report_results", rows.line_rows, "line"),
            Evidence("reports", rows.report_rows, "report"),
            Evidence("samples", rows.sample_rows, "register"),
            Evidence("sampling_events", rows.event_rows, CONTEXT),
        ],
        detail={
            "report_no": rows.report_no,
            "due": rows.due,
            "broken": rows.broken,
            "absent": rows.absent,
            "unreceived": rows.unreceived,
            "unsealed": rows.unsealed,
            "numbers_zh": ibis.ifelse(one, rows.first_no, ibis.literal("如 ") + rows.first_no + "、" + rows.last_no),
            "numbers_en": ibis.ifelse(
                one, rows.first_no, ibis.literal("such as ") + rows.first_no + ", " + rows.last_no
            ),
            "registered_pct": rows.registered_pct,
            "received_pct": rows.received_pct,
            "supplied_pct": supplied,
            "silent_pct": basis,
        },
    )
