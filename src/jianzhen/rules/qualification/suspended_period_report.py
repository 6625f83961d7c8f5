"""整改、暂停期出报告: a report was issued between the days on which the laboratory had been ordered to stop."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent
from jianzhen.rules.terms.clock import DAY, seconds
from jianzhen.rules.terms.issue import day_of, originals
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.spelling import folded_name
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words


@rule(
    clause="二(一)",
    title=Words("整改、暂停期出报告", "Report issued while ordered to stop"),
    act="qualification.suspended",
    severity="high",
    family="qualification",
    unit=Words("检测报告", "reports"),
    measure=Words("签发日在停业（整改）起始日之后的天数", "days from the start of the stop to the day of issue"),
    measure_unit="d",
    headline=Words(
        "报告 {report_no} 于 {issued_on:%Y-%m-%d} 签发；案件 {case_ids} 责令该机构自 {stop_from:%Y-%m-%d} 至"
        " {stop_to:%Y-%m-%d} 停业（整改）{items_zh}",
        "Report {report_no} was issued on {issued_on:%Y-%m-%d}; case {case_ids} ordered the laboratory to stop from"
        " {stop_from:%Y-%m-%d} to {stop_to:%Y-%m-%d}{items_en}",
    ),
    numbers=Words(
        "签发日在起始日之后 {measure:.0f} 天、截止日之前 {left:.0f} 天（参考线 0 天，163号令第18、36条）；"
        "起始日和截止日当天签发的不计，被撤销、不予处罚的案件不计。",
        "Issued {measure:.0f} days after the first day and {left:.0f} days before the last (line: 0 days, Order 163"
        " articles 18 and 36); reports of the first and the last day do not count, nor do cases that were dropped or"
        " annulled.",
    ),
    innocent=(
        Innocent(
            Words("只暂停部分项目，报告不含这些项目", "only some items are suspended, and the report has none of them"),
            Words("停业（整改）决定所列项目、证书的暂停项目", "items named in the order and on the certificate"),
            heeded=True,
            needs=("certificates", "report_results"),
        ),
        Innocent(
            Words("决定已被复议、诉讼撤销", "the decision was annulled on review or in court"),
            Words("复议决定、判决", "decision on review, judgment"),
            heeded=True,
            needs=("penalties",),
        ),
        Innocent(
            Words("签发后在暂停期内补打的副本", "a copy printed during the stop of a report issued before"),
            Words("正本的签发日期", "day of issue of the original"),
            heeded=True,
            needs=("reports",),
        ),
        Innocent(
            Words("整改提前验收、提前恢复", "the correction was accepted early and the stop lifted"),
            Words("验收意见、恢复通知", "acceptance and notice of resumption"),
        ),
        Innocent(
            Words("复议、诉讼期间停止执行", "the order was stayed during review or a lawsuit"),
            Words("停止执行决定", "decision to stay the order"),
        ),
        Innocent(
            Words(
                "不使用CMA标志、不向社会出具的内部报告",
                "an internal report without the mark, not issued to third parties",
            ),
            Words("报告封面与用途", "cover and use of the report"),
        ),
    ),
    onsite=(
        Words("签发系统中的签发时间、签名记录与打印日志", "time of issue, signatures and print log of the system"),
        Words("报告签发台账：停业（整改）期间还签发了哪些报告", "register of reports: what else was issued meanwhile"),
        Words("停业（整改）决定书及送达回证", "the order and the proof of its service"),
        Words("整改验收或恢复的文件", "acceptance of the correction, notice of resumption"),
    ),
    perishable_days=180,
    reasons={
        "stop_open": Words("停业（整改）的起止日期不全", "the first or the last day of the stop is not on record"),
        "partial": Words(
            "只暂停部分项目，报告是否含这些项目无法对照",
            "only some items are suspended, and whether the report has them cannot be looked up",
        ),
    },
)
def suspended_period_report(
    reports: Table,
    cases: Table,
    penalties: Table = OPTIONAL,
    certificates: Table = OPTIONAL,
    report_results: Table = OPTIONAL,
) -> Verdict:
    """A report was issued between the days on which the laboratory had been ordered to stop.

    With [f, t] the stop of a case, a report issued on day d is found when f < d < t: the first and the last day are
    left to the laboratory, for an order has an hour of service that no table holds. The original tells the day.
    Cases that were dropped, or whose penalty was annulled, do not count. Where a certificate of the laboratory has
    only some items suspended on that day, only reports with a line of such an item (by its name or code) are found.
    A stop without its first or last day on record cannot be judged.

    During a rectification or suspension no data may be issued to third parties (总局令第163号 第18、36条；
    环发〔2015〕175号 第12条). The rule does not claim that the results are untrue, nor that the order had become final.
    """
    issued = _issued(reports)
    facts = once(_facts(issued, _stops(cases, penalties)))
    partial = once(_partial(facts, certificates, report_results))
    rows = facts.left_join(partial, ["lab_id", "report_no"]).drop("lab_id_right", "report_no_right")
    inside = rows.inside.fill_null(False)
    limited = rows.limited.fill_null(False)
    named = rows.item_rows.notnull() & limited
    hits = rows.filter(inside & (~limited | named))
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.issued_at,
            to_at=hits.issued_at,
            measure=seconds(hits.stop_from, hits.day) / DAY,
            threshold=0.0,
            evidence=[
                Evidence("reports", hits.report_row, "report"),
                Evidence("cases", hits.case_rows, "case"),
                Evidence("certificates", hits.certificate_rows, "certificate"),
                Evidence("report_results", hits.item_rows, "line"),
            ],
            detail={
                "report_no": hits.report_no,
                "issued_on": hits.day,
                "case_ids": hits.case_ids,
                "stop_from": hits.stop_from,
                "stop_to": hits.stop_to,
                "left": seconds(hits.day, hits.stop_to) / DAY,
                "items_zh": _listed("，暂停项目含报告中的 ", hits.items),
                "items_en": _listed("; the suspended items include ", hits.items),
            },
        ),
        units=units(
            rows,
            subject=rows.lab_id,
            missing={
                "stop_open": ~inside & rows.stop_open.fill_null(False),
                "partial": inside & limited & ~named,
            },
        ),
    )


def _listed(before: str, items: ir.Value) -> ir.Value:
    return ibis.ifelse(items.isnull(), ibis.literal(""), ibis.literal(before) + items)


def _issued(reports: Table) -> Table:
    """One row per report, by its original."""
    rows = originals(reports)
    return rows.group_by("lab_id", "report_no").aggregate(
        issued_at=rows.issued_at.min(), day=day_of(rows.issued_at.min()), report_row=rows.row_id.min()
    )


def _stops(cases: Table, penalties: Table) -> Table:
    """Stops that stand: of cases neither dropped nor annulled."""
    annulled = penalties.filter(penalties.revoked_on.notnull() & penalties.case_id.notnull())
    dated = cases.filter(cases.org_id.notnull() & (cases.stop_from_on.notnull() | cases.stop_to_on.notnull()))
    standing = dated.filter(~(dated.status == "dropped").fill_null(False))
    standing = standing.anti_join(annulled, standing.case_id == annulled.case_id)
    return standing.select(
        org_id=standing.org_id,
        case_id=standing.case_id,
        first=day_of(standing.stop_from_on),
        last=day_of(standing.stop_to_on),
        case_row=standing.row_id,
    )


def _facts(issued: Table, stops: Table) -> Table:
    """Every report with the stops it falls into; ``stop_open`` where one with an unknown end may cover it."""
    pairs = issued.select("lab_id", "report_no", "day").join(stops, issued.lab_id == stops.org_id)
    within = ((pairs.first < pairs.day) & (pairs.day < pairs.last)).fill_null(False)
    unknown = (pairs.last.isnull() & (pairs.first < pairs.day)) | (pairs.first.isnull() & (pairs.day < pairs.last))
    met = pairs.mutate(within=within, unknown=unknown.fill_null(False))
    met = met.filter(met.within | met.unknown)
    stopped = met.group_by("lab_id", "report_no").aggregate(
        inside=met.within.any(),
        stop_open=met.unknown.any(),
        stop_from=met.first.min(where=met.within),
        stop_to=met.last.max(where=met.within),
        case_ids=met.case_id.collect(where=met.within),
        case_rows=met.case_row.collect(where=met.within),
    )
    joined = issued.left_join(stopped, ["lab_id", "report_no"]).drop("lab_id_right", "report_no_right")
    return joined.filter(joined.lab_id.notnull())


def _partial(facts: Table, certificates: Table, report_results: Table) -> Table:
    """Reports within a stop whose certificate has only some items suspended, and their lines of those items."""
    held = certificates.filter((certificates.status == "suspended") & certificates.suspended_items.notnull())
    held = held.select(
        org_id=held.org_id,
        began=day_of(held.status_from_on),
        ended=day_of(held.status_to_on),
        suspended=ibis.literal(";") + _folded_list(held.suspended_items) + ";",
        certificate_row=held.row_id,
    )
    stopped = facts.filter(facts.inside.fill_null(False)).select("lab_id", "report_no", "day")
    pairs = stopped.join(held, stopped.lab_id == held.org_id)
    pairs = pairs.filter(
        (pairs.began.isnull() | (pairs.began <= pairs.day)) & (pairs.ended.isnull() | (pairs.day <= pairs.ended))
    )
    lines = report_results.select("lab_id", "report_no", "parameter", "parameter_code", line_row="row_id")
    rows = pairs.left_join(lines, ["lab_id", "report_no"])
    rows = rows.select("lab_id", "report_no", "suspended", "certificate_row", "parameter", "parameter_code", "line_row")
    named = rows.suspended.contains(ibis.literal(";") + folded_name(rows.parameter) + ";")
    coded = rows.suspended.contains(ibis.literal(";") + folded_name(rows.parameter_code) + ";")
    rows = rows.mutate(hit=(named | coded).fill_null(False))
    told = rows.group_by("lab_id", "report_no").aggregate(
        certificate_rows=rows.certificate_row.collect(distinct=True),
        hits=rows.hit.sum(),
        hit_rows=rows.line_row.collect(where=rows.hit, distinct=True),
        items=rows.parameter.min(where=rows.hit),
    )
    return told.select(
        "lab_id",
        "report_no",
        "certificate_rows",
        "items",
        limited=ibis.literal(True),
        item_rows=ibis.ifelse(told.hits > 0, told.hit_rows, ibis.null("array<string>")),
    )


def _folded_list(items: ir.Value) -> ir.Value:
    """Names of a list, each folded as ``folded_name`` does, separated by ``;``."""
    marked = items.replace("；", ";").replace(";", "|")
    return folded_name(marked).replace("|", ";")
