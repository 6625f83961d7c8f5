"""纸电不一致: the paper record and the electronic record of one result differ."""

from __future__ import annotations

import functools
import operator
from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.corrections import explained, is_explained
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.reading import NEGLIGIBLE, is_below, is_bound, number, written_place
from jianzhen.rules.terms.spelling import folded, mentions
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_BOUND_SIGNS = (">", "≥", "＞", "≤", "~", "～")
_UNIT_STEPS = (1e3, 1e-3, 1e6, 1e-6)
"""Paper notes no unit of its own: mg/L read as μg/L or ng/L looks like this."""
_MISREAD = ("68B75S9ILOZ.,·'", "00013341102")
"""Digits that a scan takes for each other (0 6 8, 1 7, 3 5, 4 9) fall together; points are lost."""


@rule(
    clause="二(二)",
    title=Words("纸质记录与电子记录不一致", "Paper and electronic record differ"),
    act="fabrication.paper_electronic_mismatch",
    severity="high",
    family="records",
    unit=Words("有纸质记录的原始结果", "raw results with a paper record"),
    measure=Words("两份记录之差（末位单位）", "difference of the two records in units of the last place"),
    measure_unit="ulp",
    headline=Words(
        "样品 {sample_no} 的{parameter}纸质记录为 {paper}，电子记录为 {electronic}；同一次采样有 {lines} 项如此",
        "Sample {sample_no}, {parameter}: {paper} on paper, {electronic} in the electronic record; {lines} result(s) of"
        " this sampling differ so",
    ),
    numbers=Words(
        "相差 {measure:.1f} 个末位单位，修约最多允许 {threshold:.1f} 个（GB/T 8170，未核原文）；"
        "若允许 {measure:.1f} 个末位单位则不再触发。"
        "差 1000 倍（单位）、只差小数点或形近数字（扫描误读）的 {left_out} 项未计入。",
        "The records differ by {measure:.1f} units of the last place; rounding explains {threshold:.1f} (GB/T 8170, not"
        " read in the original). With {measure:.1f} units allowed the rule would be silent. Left out: {left_out}"
        " result(s) that differ by a factor of a thousand (unit), a decimal point or digits of like shape (scan).",
    ),
    innocent=(
        Innocent(
            Words("扫描识别误读：小数点丢失、形近数字", "misread by the scan: a lost point, digits of like shape"),
            Words("纸质记录原件", "the paper itself"),
            heeded=True,
        ),
        Innocent(
            Words("纸上单位不同（mg/L 与 μg/L）", "the paper is in another unit (mg/L, μg/L)"),
            Words("纸质记录的表头", "the heading of the paper record"),
            heeded=True,
        ),
        Innocent(
            Words(
                "修约位数不同；未检出、0、“<检出限”的不同写法", "rounded otherwise; not detected, zero, below the limit"
            ),
            Words("修约规定、方法检出限", "rule of rounding, detection limit"),
            heeded=True,
        ),
        Innocent(
            Words("复测或更正，已写明理由", "a retest or a correction with its reason"),
            Words("修改理由、系统日志、划改签名", "the reason, the system's log, the initialled change"),
            heeded=True,
            needs=("system_logs",),
        ),
        Innocent(
            Words(
                "纸上是上机读数，电子记录已乘稀释倍数或扣空白", "paper has the reading, the system the diluted result"
            ),
            Words("稀释倍数、空白值、计算过程", "dilution factor, blank, calculation"),
        ),
    ),
    onsite=(
        Words(
            "纸质原始记录原件：涂改、笔迹、页码", "the paper records themselves: alterations, handwriting, page numbers"
        ),
        Words("实验室系统中该结果的修改日志", "the system's log of changes to the result"),
        Words("仪器工作站的数据文件与打印件", "data files and printouts of the workstation"),
    ),
    perishable_days=90,
    reasons={
        "explained": Words("修改有理由，须人工看", "a reason for the change is given; a person must read it"),
        "text": Words("结果是文字或范围，不能比较", "the result is words or a range and cannot be compared"),
        "limit": Words("写“未检出”而没有写检出限", "not detected, without the limit"),
        "unit": Words("恰差 1000 倍，可能是单位不同", "exactly a factor of a thousand: perhaps another unit"),
        "scan": Words("可能是扫描误读", "perhaps misread by the scan"),
    },
)
def paper_electronic_mismatch(
    results: Table,
    samples: Table = OPTIONAL,
    system_logs: Table = OPTIONAL,
    *,
    rounding: Annotated[
        float, Threshold(Words("修约误差", "rounding"), "末位 ulp", 0.5, 1000, Source.STANDARD, "GB/T 8170-2008")
    ] = 0.5,
) -> Verdict:
    """The paper record and the electronic record of one result differ.

    With p on paper and e in the system, both of one sample, parameter and replicate, and u the coarser of their last
    written places (zeros that end a whole number count as not given): found is |p - e| > ``rounding`` * u. Half-even
    and half-up rounding part only at exactly half a unit, and half a unit either way is accepted. "<L" agrees with
    every number up to L and with zero, "not detected" with every other way to say so.

    Not told apart from honest causes, and therefore counted but not found: a factor of exactly 1000 or a million (the
    paper's unit is not on record), the same digits with another point or digits of like shape (a scan misread), and a
    result whose change carries a reason, in the record itself or in the system's log. All results of one sampling
    make one finding. If no result differs by more than one unit of its last place the severity is middle.

    It is a sign because one result has one original record (环发〔2015〕175 号 第5条(一)). It does not say which of
    the two is true.
    """
    compared = once(_compared(results, system_logs, rounding))
    hits = compared.filter((compared.reason == "") & (compared.apart > compared.allowed))
    blank = results.filter(results.paper_value_text.isnull())
    missing = {reason: compared.reason == reason for reason in ("explained", "text", "limit", "unit", "scan")}
    return Verdict(
        findings=_findings(hits, compared, samples, rounding),
        units=ibis.union(
            units(compared, subject=compared.lab_id, missing=missing),
            units(blank, subject=blank.lab_id, missing={"results.paper_value_text": ibis.literal(True)}),
        ),
    )


def _compared(results: Table, system_logs: Table, rounding: float) -> Table:
    """Results with a paper record: how far the two lie ``apart``, or the ``reason`` not to judge."""
    rows = results.filter(results.paper_value_text.notnull())
    rows = rows.mutate(
        object=folded(rows.sample_no),
        same=(folded(rows.paper_value_text) == folded(rows.value_text)).fill_null(False),
        p=rows.paper_value_text_num,
        e=number(rows),
        p_below=rows.paper_value_text_below.fill_null(False),
        e_below=is_below(rows),
        bound=is_bound(rows) | mentions(rows.paper_value_text, _BOUND_SIGNS),
    )
    rows = is_explained(rows, explained(system_logs, "results"), "object")
    rows = rows.mutate(
        p_place=written_place(rows.p, rows.paper_value_text_decimals).fill_null(0.0),
        e_place=written_place(rows.e, rows.value_text_decimals).fill_null(0.0),
    )
    rows = rows.mutate(place=ibis.greatest(rows.p_place, rows.e_place))
    rows = rows.mutate(
        apart=_apart(rows), allowed=rounding * rows.place + NEGLIGIBLE * (rows.p.abs() + rows.e.abs()).fill_null(0.0)
    )
    return rows.mutate(reason=_reason(rows, rounding)).select(
        "lab_id", "sample_no", "parameter", "value_text", "paper_value_text", "unit", "place", "apart", "allowed",
        "reason", "entered_at", "analysed_from_at", result_row="row_id",
    )  # fmt: skip


def _apart(rows: Table) -> ir.Value:
    """How far the numbers lie from anything that would agree; missing where that cannot be said."""
    return ibis.cases(
        (rows.same | (rows.p_below & rows.e_below), 0.0),
        (rows.bound, ibis.null("float64")),
        (rows.p_below, ibis.ifelse(rows.e == 0, 0.0, (rows.e - rows.p).clip(lower=0.0))),
        (rows.e_below, ibis.ifelse(rows.p == 0, 0.0, (rows.p - rows.e).clip(lower=0.0))),
        else_=(rows.p - rows.e).abs(),
    )


def _reason(rows: Table, rounding: float) -> ir.Value:
    """Why a difference is left to a person; empty where there is none or nothing excuses it."""
    differs = rows.apart > rows.allowed
    factors = [
        (rows.p * step - rows.e).abs() <= rounding * ibis.greatest(rows.p_place * step, rows.e_place)
        for step in _UNIT_STEPS
    ]
    given = (rows.reason != "").fill_null(False)
    return ibis.cases(
        (rows.apart.isnull(), ibis.ifelse(rows.p_below | rows.e_below, "limit", "text")),
        (~differs, ""),
        (given | rows.explained, "explained"),
        (functools.reduce(operator.or_, factors).fill_null(False), "unit"),
        (_shape(rows.paper_value_text) == _shape(rows.value_text), "scan"),
        else_="",
    )


def _shape(text: ir.Value) -> ir.Value:
    """A number as a bad scan sees it."""
    return folded(text).translate(*_MISREAD)


def _findings(hits: Table, compared: Table, samples: Table, rounding: float) -> Table:
    """One finding per sampling, told by its greatest difference."""
    visits = samples.group_by(visit_lab=samples.lab_id, visit_no=samples.sample_no).aggregate(
        event=samples.event_id.min()
    )
    joined = hits.left_join(visits, [hits.lab_id == visits.visit_lab, hits.sample_no == visits.visit_no])
    rows = joined.mutate(
        visit=joined.event.fill_null(joined.sample_no),
        steps=joined.apart / joined.place.nullif(0.0),
        at=joined.analysed_from_at.fill_null(joined.entered_at),
    )
    rows = rows.mutate(steps=rows.steps.fill_null(0.0))
    by = ["lab_id", "visit"]
    worst = first_of(rows, by, [rows.steps.round(9).desc(), rows.result_row])
    worst = worst.select(*by, "sample_no", "parameter", "steps", "value_text", "paper_value_text", "unit")
    facts = rows.group_by(by).aggregate(
        from_at=rows["at"].min(), to_at=rows["at"].max(), lines=rows.count(), result_rows=rows.result_row.collect()
    )
    doubtful = compared.filter(compared.reason.isin(("unit", "scan")))
    doubtful = doubtful.group_by(doubt_lab=doubtful.lab_id).aggregate(left_out=doubtful.count())
    told = facts.join(worst, by)
    told = told.left_join(doubtful, told.lab_id == doubtful.doubt_lab)
    return findings(
        told,
        subject=told.lab_id,
        from_at=told.from_at,
        to_at=told.to_at,
        measure=told.steps,
        threshold=rounding,
        severity=ibis.ifelse(told.steps > 1, "high", "middle"),
        evidence=[Evidence("results", told.result_rows, "record")],
        detail={
            "sample_no": told.sample_no,
            "parameter": told.parameter,
            "paper": told.paper_value_text,
            "electronic": told.value_text + " " + told.unit,
            "lines": told.lines,
            "left_out": told.left_out.fill_null(0),
            "unverified": "GB/T 8170-2008 修约 rounding",
        },
    )
