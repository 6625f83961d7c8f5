"""数据雷同: two reports of different samplings hold the same numbers."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.documents import is_reissue, issued, without_superseded
from jianzhen.rules.terms.fieldwork import is_reckoned
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.reading import is_below, is_bound, number
from jianzhen.rules.terms.sequence import (
    FOLLOWING,
    PLACED,
    UNKNOWN,
    neighbours,
    numbered_kinds,
    numbered_reports,
    turned,
)
from jianzhen.rules.terms.spelling import folded, folded_name, mentions
from jianzhen.rules.terms.surprise import VALUE, chance_by_digits, chances, choices
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_BLANKS = ("空白", "blank", "Blank")
_FIXED = ("高度", "截面积", "内径", "直径", "面积")
"""Dimensions of the plant: the same whenever somebody looks."""

_SIDES = ("first", "second")


@rule(
    clause="二(二)",
    title=Words("两份报告数据雷同", "Two reports with the same numbers"),
    act="fabrication.duplicate_data",
    severity="high",
    family="values",
    unit=Words("报告", "reports"),
    measure=Words("巧合概率的负对数", "negative logarithm of the chance of coincidence"),
    measure_unit="powers of ten",
    headline=Words(
        "报告 {first_report} 与 {second_report} 采样不同（{first_sampling}；{second_sampling}），却有"
        " {agreeing} 个数值逐位相同",
        "Reports {first_report} and {second_report} tell of different samplings ({first_sampling}; {second_sampling}),"
        " yet {agreeing} numbers agree digit for digit",
    ),
    numbers=Words(
        "两份报告可比的 {comparable} 个数值中 {agreeing} 个连末位都相同（不同取值 {different} 个）。"
        "按“各数值互相独立、末位均匀”的模型，巧合概率上限约为 10 的 -{measure:.1f} 次方（模型假设，不是认定依据），"
        "参考线为 10 的 -{threshold:.0f} 次方（经验值，非法定）；参考线收紧到 10 的 -{measure:.1f} 次方则不再触发。",
        "{agreeing} of {comparable} comparable numbers agree to the last digit ({different} different values)."
        " Were all numbers independent and their last digits even, the chance of coincidence would be at most about"
        " 10^-{measure:.1f} (an assumption of the model, no ground for a decision); the line is 10^-{threshold:.0f}"
        " (a starting value, not legal). With the line tightened to 10^-{measure:.1f} the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words(
                "同一次采样分几份报告出具，或更正、代替原报告",
                "one sampling in several reports, or a report that replaces another",
            ),
            Words("样品编号、采样点位与日期、更正说明", "sample number, site and day, change note"),
            heeded=True,
        ),
        Innocent(
            Words(
                "未检出、零、限值、一位数等常见数值相同",
                "common values agree: not detected, zero, the limit, single digits",
            ),
            Words("同类报告中该数值的出现频率", "how often the value occurs in like reports"),
            heeded=True,
        ),
        Innocent(
            Words(
                "烟囱高度、截面积等固定参数，或由其他结果计算得出", "fixed dimensions, or values reckoned from others"
            ),
            Words("项目名称", "name of the parameter"),
            heeded=True,
        ),
        Innocent(
            Words("同一次监测分别出具给两家委托方", "one monitoring reported to two clients"),
            Words("两份合同、采样任务单", "both contracts, the sampling order"),
        ),
        Innocent(
            Words("报告模板中残留旧数据，未正式发出", "old numbers left in a template, never really issued"),
            Words("签发台账、报送记录", "register of reports, record of submission"),
        ),
    ),
    onsite=(
        Words(
            "两份报告各自的原始记录、谱图与仪器存储",
            "raw records, chromatograms and instrument memory behind each report",
        ),
        Words(
            "报告电子文件的修改记录（是否由另一份另存）",
            "edit history of the report files: was one saved from the other",
        ),
        Words("后一次采样的到场证据：照片、车辆、门禁", "presence at the later sampling: photographs, vehicles, gates"),
    ),
    perishable_days=120,
    reasons={"few": Words("可比数值太少", "too few numbers to compare")},
)
def duplicate_dataset(
    report_results: Table,
    reports: Table = OPTIONAL,
    *,
    least: Annotated[
        float,
        Threshold(
            Words("相同数值最少个数", "fewest equal numbers"), "1", 3, 100, Source.EXPERT, "starting value, not legal"
        ),
    ] = 5,
    least_distinct: Annotated[
        float,
        Threshold(
            Words("不同取值最少个数", "fewest different values"),
            "1",
            1,
            100,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 4,
    surprise: Annotated[
        float,
        Threshold(
            Words("巧合概率的负对数", "negative logarithm of the chance"),
            "powers of ten",
            1,
            100,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 6,
) -> Verdict:
    """Two reports of different samplings hold the same numbers.

    Compared are reported numbers with at least two significant digits, digit for digit: same parameter, same turn
    of it in the report, same unit, number and decimals. Left out: results below a limit, bounds, zeros, values
    equal to the limit of the line, blanks, fixed dimensions, values reckoned from others, lines of one sample
    number, lines of one site, day and client, reports that a later one replaces and a subcontractor's own report.

    For a value of k significant digits found in f of the n different surroundings of its parameter, p =
    max(10^-(k-1), (f - 2 + 10^-(k-1)) / n): never below what its digits allow once the first is given away, so two
    reports alone suffice, and close to its frequency where many reports are there. With s equal out of c comparable
    numbers and R reports, the chance that some other report agrees so is at most C(c, s) R p1 ... ps (independent
    values, C bounded by (e c / u)^u, u = min(s, c - s)). It is found when s >= ``least``, at least
    ``least_distinct`` different values and this chance < 10^-``surprise``. If fewer than half of the comparable
    numbers agree the severity is middle.

    Numbers of one outlet are not independent, so this is a measure of surprise, not a probability of fraud. It is a
    sign because two measurements never agree in all digits; one of the reports rests on the other's data
    (环发〔2015〕175 号 第5条(一)). It does not say which.
    """
    documents = issued(reports)
    lines = without_superseded(report_results, documents)
    numbered = once(numbered_reports(lines))
    tokens = _tokens(lines, numbered, once(numbered_kinds(lines)))
    near = once(neighbours(tokens))
    comparable = near.filter(near.kind != UNKNOWN)
    count = once(comparable.aggregate(reports=comparable.report.nunique()))
    chance = once(chances(comparable))
    candidates = once(_agreements(comparable, chance, count))
    promising = _promising(candidates, comparable, chance, count, surprise)
    agreements = once(promising.filter((promising.agreeing >= least) & (promising.different >= least_distinct)))
    pairs = once(_pairs(agreements, numbered, documents))
    scored = _scored(pairs, _cells(pairs, tokens, chance), count)
    hits = scored.filter((scored.agreeing >= least) & (scored.different >= least_distinct) & (scored.score > surprise))
    told = near.group_by("report").aggregate(telling=near.count())
    counted = numbered.left_join(told, "report").select(numbered, telling=told.telling.fill_null(0))
    return Verdict(
        findings=_findings(hits, documents, surprise),
        units=units(counted, subject=counted.lab_id, missing={"few": counted.telling < least}),
    )


def _tokens(lines: Table, reports: Table, kinds: Table) -> Table:
    """Every line as a number that can be compared; ``telling`` if it says anything."""
    value = number(lines)
    fit = (
        ~is_below(lines)
        & ~is_bound(lines)
        & ~is_reckoned(lines)
        & ~mentions(lines.parameter, _FIXED)
        & ~mentions(lines.site_name, _BLANKS)
        & (value != 0)
        & (value != lines["limit"]).fill_null(True)
        & lines.value_text_decimals.notnull()
    )
    told = ibis.ifelse(
        fit.fill_null(False), chance_by_digits(value, lines.value_text_decimals) < 1, ibis.literal(False)
    )
    joined = lines.join(reports, ["lab_id", "report_no"]).left_join(kinds, ["parameter_code", "unit_code"])
    return joined.select(
        report=reports.report,
        kind=kinds.kind.fill_null(UNKNOWN),
        line=lines.line,
        line_row=lines.row_id,
        value=value,
        decimals=lines.value_text_decimals,
        telling=told.fill_null(False),
        sample_no=lines.sample_no,
        site=lines.outlet_id.fill_null(lines.site_name),
        # Two plants may call their outlets alike; the outlet's number tells them apart.
        shown_site=(lines.site_name + " " + lines.outlet_id).fill_null(lines.site_name).fill_null(lines.outlet_id),
        day=lines.sampled_from_at.truncate("D"),
    )


def _agreements(tokens: Table, chance: Table, count: Table) -> Table:
    """Pairs of reports that share neighbouring numbers more often than chance would have it.

    Each report is paired with the first that has the same two neighbours, which are found by equality; so the
    pairs stay below the number of lines, however many reports are alike. A pair goes on when its shared neighbours
    are less likely than one in as many reports as there are.
    """
    neighbours = tokens.filter(tokens.next_value.notnull())
    alike = [*PLACED, *FOLLOWING.values()]
    found = neighbours.group_by(alike).aggregate(first=neighbours.report.min(), last=neighbours.report.max())
    found = found.filter(found.first != found.last)
    joined = neighbours.join(found, alike)
    paired = joined.filter(joined.first != joined.report)
    own, following = chance.view(), chance.view()
    rows = paired.join(own, [paired[name] == own[name] for name in VALUE]).join(
        following, [paired[FOLLOWING[name]] == following[name] for name in VALUE]
    )
    bits = -(own.chance.log10() + following.chance.log10())
    rows = rows.select(first=paired.first, second=paired.report, bits=bits)
    pairs = rows.group_by("first", "second").aggregate(bits=rows.bits.sum()).cross_join(count)
    return pairs.filter(pairs.bits > pairs.reports.log10()).select("first", "second")


def _promising(pairs: Table, tokens: Table, chance: Table, count: Table, surprise: float) -> Table:
    """Pairs that would be found if all their equal numbers were of different samplings and nothing else comparable."""
    rows = _sides(pairs).join(tokens.select("report", *PLACED), "report")
    # Two rows at most: either report has one number of a kind and turn.
    cells = rows.group_by("first", "second", *PLACED).aggregate(held=rows.count())
    same = cells.filter(cells.held == len(_SIDES)).join(chance, list(VALUE))
    sums = same.group_by("first", "second").aggregate(
        agreeing=same.count(), different=same.value.nunique(), bits=-same.chance.log10().sum()
    )
    rows = sums.cross_join(count)
    # Sums of floats differ by their order; nothing is lost to that within a whole power of ten.
    return rows.filter(rows.bits - rows.reports.log10() > surprise - 1).select(sums)


def _sides(pairs: Table) -> Table:
    """Two rows for each pair of reports: one for either ``report``, with its ``side``."""
    return ibis.union(*(pairs.mutate(report=pairs[side], side=ibis.literal(side)) for side in _SIDES))


def _pairs(agreements: Table, reports: Table, documents: Table) -> Table:
    """Pairs that may contradict each other, with both reports' heads; no reissue, no subcontractor's own report."""
    agreements = agreements.select(*_SIDES)
    heads = reports.left_join(documents, ["lab_id", "report_no"]).select(
        reports, *(documents[name] for name in ("client_id", "subcontractor_id", "replaces", "folded_no"))
    )
    one, other = heads.view(), heads.view()
    joined = agreements.join(one, agreements.first == one.report).join(other, agreements.second == other.report)
    subcontracted = (one.subcontractor_id == other.lab_id).fill_null(False) | (
        other.subcontractor_id == one.lab_id
    ).fill_null(False)
    together = (is_reissue(one, other) & (one.lab_id == other.lab_id)) | subcontracted
    return joined.select(
        first=agreements.first,
        second=agreements.second,
        first_lab=one.lab_id,
        first_report=one.report_no,
        second_lab=other.lab_id,
        second_report=other.report_no,
        other_client=(one.client_id != other.client_id).fill_null(False),
        apart=~together,
    ).filter(lambda table: table.apart)


def _cells(pairs: Table, tokens: Table, chance: Table) -> Table:
    """Every number two reports both hold, with ``equal`` if it agrees though the samplings differ.

    Both reports' lines are stacked and then folded together: joining lines with lines lets a planner
    start with all lines of one parameter, whose square nobody can wait for.
    """
    sides = _sides(pairs.select("first", "second", "other_client"))
    asked = tokens.semi_join(sides, "report")
    told = turned(asked.filter(asked.kind != UNKNOWN))
    told = told.filter(told.telling).join(chance, list(VALUE))
    rows = sides.join(told, "report")
    one, two = rows.side == "first", rows.side == "second"
    cells = rows.group_by("first", "second", "kind", "turn").aggregate(
        held=rows.count(),
        other_client=rows.other_client.any(),
        low=rows.value.min(),
        high=rows.value.max(),
        fewest=rows.decimals.min(),
        most=rows.decimals.max(),
        chance=rows.chance.max(),
        from_at=rows.day.min(),
        to_at=rows.day.max(),
        **{
            f"{prefix}_{name}": rows[column].max(where=here)
            for prefix, here in (("first", one), ("second", two))
            for name, column in (
                ("row", "line_row"),
                ("day", "day"),
                ("site", "site"),
                ("shown", "shown_site"),
                ("sample", "sample_no"),
            )
        },
    )
    cells = cells.filter(cells.held == len(_SIDES))
    same = (cells.low == cells.high) & (cells.fewest == cells.most)
    return cells.mutate(equal=ibis.ifelse(same, _other_sampling(cells), False))


def _other_sampling(cells: Table) -> ir.Value:
    """Whether two lines tell of different samplings: another day, site or client, and not one sample number."""
    other_day = (cells.first_day != cells.second_day).fill_null(False)
    # Spelling alike is slow, so texts that are equal as they stand are not sent there.
    other_site = ibis.ifelse(
        cells.first_site == cells.second_site, False, folded_name(cells.first_site) != folded_name(cells.second_site)
    )
    one_sample = (folded(cells.first_sample) == folded(cells.second_sample)).fill_null(False)
    return (other_day | other_site.fill_null(False) | cells.other_client) & ~one_sample


def _scored(pairs: Table, cells: Table, count: Table) -> Table:
    """Pairs of reports with their equal numbers, how many were comparable, and the score."""
    equal = cells.equal
    sums = cells.group_by("first", "second").aggregate(
        comparable=cells.count(),
        agreeing=equal.sum(),
        different=cells.low.nunique(where=equal),
        bits=-cells.chance.log10().sum(where=equal),
        first_sampling=_sampling(cells.first_day, cells.first_shown).min(where=equal),
        second_sampling=_sampling(cells.second_day, cells.second_shown).min(where=equal),
        from_at=cells.from_at.min(where=equal),
        to_at=cells.to_at.max(where=equal),
        first_rows=cells.first_row.collect(where=equal),
        second_rows=cells.second_row.collect(where=equal),
    )
    scored = pairs.join(sums, ["first", "second"]).cross_join(count)
    score = scored.bits - choices(scored.comparable, scored.agreeing) - scored.reports.log10()
    return scored.mutate(score=score)


def _sampling(day: ir.Value, site: ir.Value) -> ir.Value:
    """Day and site as a person reads them."""
    written = day.strftime("%Y-%m-%d").fill_null("")
    return written + ibis.ifelse(written == "", "", " ") + site.fill_null("")


def _findings(hits: Table, documents: Table, surprise: float) -> Table:
    """One finding per pair of reports; two laboratories each answer for their own."""
    across = hits.filter(hits.first_lab != hits.second_lab)
    rows = ibis.union(hits.mutate(subject_lab=hits.first_lab), across.mutate(subject_lab=across.second_lab))
    one, other = documents.view(), documents.view()
    joined = rows.left_join(one, [rows.first_lab == one.lab_id, rows.first_report == one.report_no]).left_join(
        other, [rows.second_lab == other.lab_id, rows.second_report == other.report_no]
    )
    rows = joined.select(rows, first_document=one.report_rows, second_document=other.report_rows)
    return findings(
        rows,
        subject=rows.subject_lab,
        from_at=rows.from_at,
        to_at=rows.to_at,
        measure=rows.score,
        threshold=surprise,
        severity=ibis.ifelse(rows.agreeing * 2 < rows.comparable, "middle", "high"),
        evidence=[
            Evidence("report_results", rows.first_rows, "first"),
            Evidence("report_results", rows.second_rows, "second"),
            Evidence("reports", rows.first_document, "first"),
            Evidence("reports", rows.second_document, "second"),
        ],
        detail={
            name: rows[name]
            for name in (
                "first_report",
                "second_report",
                "first_sampling",
                "second_sampling",
                "agreeing",
                "different",
                "comparable",
            )
        },
    )
