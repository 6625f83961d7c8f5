"""组分关系违反: in one sample a part is reported greater than its whole."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.composition import right_basis, roles, source_of
from jianzhen.rules.terms.documents import issued, without_superseded
from jianzhen.rules.terms.editions import standard
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.reading import NEGLIGIBLE, is_below, is_bound, last_place, number
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.terms.units import with_unit_size
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_CONCENTRATIONS = ("mass concentration in water", "mass concentration in gas")
_KEY = ("lab_id", "report_no", "number", "relation")


@rule(
    clause="二(二)",
    title=Words("组分大于总量", "A part reported greater than its whole"),
    act="nonconforming.implausible_result",
    severity="high",
    family="values",
    unit=Words("样品的组分关系", "relations of parts to wholes in samples"),
    measure=Words("组分之和与总量之比", "sum of the parts over the whole"),
    measure_unit="%",
    headline=Words(
        "报告 {report_no} 样品 {sample_no}：{parts} 大于 {whole}，而前者只是后者的一部分",
        "Report {report_no}, sample {sample_no}: {parts} exceeds {whole}, of which it is only a part",
    ),
    numbers=Words(
        "组分之和是总量的 {measure:.1f}%；两者各按 ±{uncertainty_pct:.0f}% 的不确定度（经验值，非法定，可调）合成，"
        "加修约和方法检出限，最多允许 {threshold:.1f}%，不确定度取 {silent_pct:.1f}% 及以上则不再触发。组分未检出按 0、"
        "总量未检出按检出限计。该报告共 {violated:.0f} 处。关系依据：{source}。",
        "The parts are {measure:.1f} % of the whole; with an uncertainty of ±{uncertainty_pct:.0f} % each (starting"
        " value, not legal, settable), rounding and the methods' detection limits at most {threshold:.1f} % are"
        " allowed; at {silent_pct:.1f} % or more the rule would be silent. A part not detected counts as 0, a whole not"
        " detected as its limit. Such places in the report: {violated:.0f}. The relation is from: {source}.",
    ),
    innocent=(
        Innocent(
            Words("两个方法的测量不确定度", "uncertainty of the two methods"),
            Words("方法验证报告、平行样结果", "verification of the methods, parallel samples"),
            heeded=True,
            needs=("report_results",),
        ),
        Innocent(
            Words("接近检出限，数值本身不准", "values near the detection limit are inexact"),
            Words("方法检出限", "detection limits"),
            heeded=True,
            needs=("methods",),
        ),
        Innocent(
            Words("不是同一个样品（分瓶、不同时段）", "not the same sample (another bottle, another time)"),
            Words("采样记录、样品编号", "sampling record, sample numbers"),
            heeded=True,
            needs=("report_results",),
        ),
        Innocent(
            Words("单位不同或计量形式不同（硝酸盐以 NO3 计）", "another unit or basis (nitrate as NO3)"),
            Words("方法的结果表示", "how the method states its result"),
            heeded=True,
            needs=("report_results",),
        ),
        Innocent(
            Words("报告已更正重发", "the report was corrected and issued again"),
            Words("更正后的报告", "the corrected report"),
            heeded=True,
            needs=("reports",),
        ),
        Innocent(
            Words(
                "重铬酸钾难以氧化的有机物（如吡啶类）含量高",
                "much organic matter that dichromate oxidises poorly (pyridines)",
            ),
            Words("废水特征物质、总有机碳结果", "what the waste water contains, total organic carbon"),
        ),
        Innocent(
            Words("报告录入错位", "values were entered in the wrong line"),
            Words("原始记录", "raw records"),
        ),
    ),
    onsite=(
        Words("两个项目的原始记录、曲线和仪器数据文件", "raw records, curves and data files of both parameters"),
        Words("留样复测", "the retained sample, tested again"),
        Words("同批其他样品的两个项目之比", "ratio of the two parameters in the other samples of the batch"),
        Words("质控样与平行样结果", "reference and parallel samples"),
    ),
    perishable_days=30,
    reasons={
        "sample": Words("报告行没有样品编号", "the lines name no sample"),
        "times": Words("同一样品编号的采样时间不同，可能不是同一个样品", "one number with several sampling times"),
        "unusable": Words(
            "单位、计量形式或数值（范围、下限）无法比较", "unit, basis or number (a range, a bound) cannot be compared"
        ),
    },
)
def physical_relation_violation(
    report_results: Table,
    reports: Table,
    methods: Table = OPTIONAL,
    *,
    uncertainty: Annotated[
        float,
        Threshold(
            Words("相对扩展不确定度", "relative expanded uncertainty"),
            "1",
            0,
            0.9,
            Source.EXPERT,
            "starting value, not legal; 此类结果扩展不确定度的通常大小"
            " (usual size of the expanded uncertainty of such results)",
        ),
    ] = 0.1,
) -> Verdict:
    """In one sample a part is reported greater than its whole.

    For every relation (BOD5 ≤ COD, NH3-N + NO2-N + NO3-N ≤ TN, Cr(VI) ≤ Cr, PO4-P ≤ TP, PM2.5 ≤ PM10 ≤ TSP, NMHC ≤
    THC, dissolved ≤ total ..., ``terms/composition.py``) and every sample of a report that has the whole and a part:
    with P the sum of the parts reported and W the whole, in one unit, found when P − W > s + u·√(P² + W²), u the
    ``uncertainty`` of either, s half a unit in the last place and the detection limit of each method involved.
    Parts not detected count as 0, wholes not detected as their limit; of repeated lines the least part and the
    greatest whole count. Only lines of one sample number and one sampling time are compared; reports replaced later
    are left out.

    A part cannot exceed its whole, so at least one of the values was not measured in that sample as reported
    (39号令 2025 第14条；环发〔2015〕175号 第4条(十)). The rule does not say which, nor that it was done on purpose. The
    relations follow from definitions; their printed sources were not compared.
    """
    documents = issued(reports)
    current = without_superseded(report_results, documents)
    pairs = once(_sums(_lines(current)))
    over = once(pairs.filter(~_cannot_tell(pairs) & (pairs.parts > pairs.whole)))
    # Few reports are in question; only their lines are read a second time.
    candidates = once(_of(_lines(current.semi_join(over, ["lab_id", "report_no"])), over))
    hits = once(_beyond(candidates, over, methods, uncertainty))
    rows = _by_report(candidates.semi_join(hits, list(_KEY)), hits, documents)
    whole_pct = 100.0
    return Verdict(
        findings=findings(
            rows,
            subject=rows.lab_id,
            from_at=rows.from_at,
            to_at=rows.to_at,
            measure=rows.parts / rows.whole * whole_pct,
            threshold=(rows.whole + uncertainty * _spread(rows) + rows.slack) / rows.whole * whole_pct,
            evidence=[
                Evidence("report_results", rows.line_rows, "line"),
                Evidence("reports", rows.report_rows, "report"),
            ],
            detail={
                "report_no": rows.report_no,
                "sample_no": rows.sample_no,
                "parts": rows.part_texts,
                "whole": rows.whole_text,
                "violated": rows.violated,
                "uncertainty_pct": uncertainty * whole_pct,
                "silent_pct": (rows.parts - rows.whole - rows.slack) / _spread(rows) * whole_pct,
                "source": rows.source,
                "unverified": rows.source,
            },
        ),
        units=units(
            pairs,
            subject=pairs.lab_id,
            missing={
                "sample": pairs.number.isnull(),
                "times": pairs.first_at != pairs.last_at,
                "unusable": ~pairs.usable,
            },
        ),
    )


def _cannot_tell(pairs: Table) -> ir.BooleanValue:
    return pairs.number.isnull() | (pairs.first_at != pairs.last_at).fill_null(False) | ~pairs.usable


def _lines(report_results: Table) -> Table:
    """Lines that take part in a relation, with the bound that counts, in the first unit of its dimension."""
    rows = with_unit_size(roles(report_results))
    comparable = rows.unit_kind.isin(_CONCENTRATIONS).fill_null(False) & right_basis(rows) & ~is_bound(rows)
    below = is_below(rows)
    told = number(rows)
    usable = comparable & told.notnull() & (told >= 0).fill_null(False)
    lower = ibis.ifelse(below & ~rows.is_whole, 0.0, told) * rows.unit_size
    return rows.select(
        "lab_id", "report_no", "sample_no", "relation", "is_whole", "parameter", "parameter_code", "method_code",
        "value_text", "unit", "sampled_from_at",
        number=folded(rows.sample_no),
        amount=ibis.ifelse(usable, lower, ibis.null("float64")),
        half_place=(last_place(rows.value_text_decimals) * rows.unit_size / 2).fill_null(0.0),
        line_row=rows.row_id,
    )  # fmt: skip


def _sums(lines: Table) -> Table:
    """Per sample and relation that has whole and part: the least sum of the parts and the greatest whole."""
    single = lines.group_by(*_KEY, "is_whole", "parameter_code").aggregate(
        least=lines.amount.min(),
        greatest=lines.amount.max(),
        first_at=lines.sampled_from_at.min(),
        last_at=lines.sampled_from_at.max(),
    )
    both = single.group_by(*_KEY).aggregate(
        parts=single.least.sum(where=~single.is_whole),
        whole=single.greatest.max(where=single.is_whole),
        has_part=(~single.is_whole).any(),
        has_whole=single.is_whole.any(),
        first_at=single.first_at.min(),
        last_at=single.last_at.max(),
    )
    both = both.filter(both.has_part & both.has_whole)
    return both.mutate(usable=both.parts.notnull() & (both.whole > 0).fill_null(False))


def _beyond(met: Table, over: Table, methods: Table, uncertainty: float) -> Table:
    """Of the samples whose parts exceed the whole, those beyond rounding, detection limits and uncertainty."""
    met = met.left_join(_detection_limits(methods), ["method_standard", "parameter_code"])
    slack = met.half_place + met.detection_limit.fill_null(0.0)
    met = met.select(*_KEY, "parameter_code", slack=slack)
    single = met.group_by(*_KEY, "parameter_code").aggregate(slack=met.slack.max())
    allowed = single.group_by(*_KEY).aggregate(slack=single.slack.sum())
    rows = over.select(*_KEY, "parts", "whole").join(allowed, list(_KEY))
    excess = rows.parts - rows.whole - rows.slack - uncertainty * _spread(rows)
    return rows.filter(excess > rows.whole * NEGLIGIBLE)


def _spread(rows: Table) -> ir.Value:
    """What one relative uncertainty of both sums amounts to in their difference (JJF 1059.1: in quadrature)."""
    return (rows.parts * rows.parts + rows.whole * rows.whole).sqrt()


def _of(lines: Table, keys: Table) -> Table:
    """The usable lines of some samples and relations."""
    own = lines.filter(lines.amount.notnull()).mutate(method_standard=standard(lines.method_code))
    return own.semi_join(keys, list(_KEY))


def _detection_limits(methods: Table) -> Table:
    """The detection limit of every method and parameter on record, in the first unit of its dimension."""
    rows = with_unit_size(methods)
    rows = rows.mutate(method_standard=standard(rows.method_code), limit_size=rows.detection_limit * rows.unit_size)
    return rows.group_by("method_standard", "parameter_code").aggregate(detection_limit=rows.limit_size.max())


def _by_report(met: Table, hits: Table, documents: Table) -> Table:
    """One row per report: its worst sample and relation, and all lines of all."""
    met = met.mutate(text=met.parameter + " " + met.value_text + " " + met.unit)
    told = met.group_by(*_KEY).aggregate(
        part_texts=met.text.collect(where=~met.is_whole, distinct=True),
        whole_text=met.text.min(where=met.is_whole),
        sample_no=met.sample_no.min(),
    )
    ranked = hits.join(told, list(_KEY))
    ranked = ranked.mutate(
        excess=ranked.parts / ranked.whole,
        violated=ranked.count().over(group_by=[ranked.lab_id, ranked.report_no]),
        source=source_of(ranked.relation),
    )
    worst = first_of(ranked, ("lab_id", "report_no"), [ibis.desc(ranked.excess), ranked.number, ranked.relation])
    rows = met.group_by("lab_id", "report_no").aggregate(
        line_rows=met.line_row.collect(distinct=True), from_at=met.sampled_from_at.min()
    )
    covers = documents.select("lab_id", "report_no", "report_rows", "issued_at")
    joined = worst.join(rows, ["lab_id", "report_no"]).left_join(covers, ["lab_id", "report_no"])
    joined = joined.drop("lab_id_right", "report_no_right").filter(lambda table: table.lab_id.notnull())
    from_at = joined.from_at.fill_null(joined.issued_at)
    return joined.mutate(from_at=from_at, to_at=joined.issued_at.fill_null(from_at))
