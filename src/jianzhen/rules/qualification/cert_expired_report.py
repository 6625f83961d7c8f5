"""证书失效后出报告: a report was issued on a day on which none of the laboratory's certificates was in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.certificates import certificates_held, certificates_on, last_in_force, standing
from jianzhen.rules.terms.clock import DAY, seconds
from jianzhen.rules.terms.issue import day_of, originals
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

NONE = Words("数据中没有后续证书", "No later certificate is on record")


@rule(
    clause="二(一)",
    title=Words("证书失效后出报告", "Report issued without a certificate in force"),
    act="qualification.expired",
    severity="high",
    family="qualification",
    unit=Words("检测报告", "reports"),
    measure=Words("距证书失效的天数", "days since the certificate ended"),
    measure_unit="d",
    headline=Words(
        "报告 {report_no} 于 {issued_on:%Y-%m-%d} 签发，当日该机构没有有效的资质认定证书"
        "（证书 {cert_no} {state_zh}，最后有效日 {ended_on:%Y-%m-%d}）",
        "Report {report_no} was issued on {issued_on:%Y-%m-%d}; on that day the laboratory had no certificate in force"
        " (certificate {cert_no} {state_en}, last day of validity {ended_on:%Y-%m-%d})",
    ),
    numbers=Words(
        "签发日在最后有效日之后 {measure:.0f} 天（参考线 0 天，163号令第13、20条；"
        "最后有效日当天签发算有效，不设宽限）。{next_zh}。",
        "Issued {measure:.0f} days after the last day of validity (line: 0 days, Order 163 articles 13 and 20; the last"
        " day itself counts as valid, there is no grace). {next_en}.",
    ),
    innocent=(
        Innocent(
            Words(
                "已在届满前三个月申请延续，审查中",
                "renewal was applied for three months before the end and is under review",
            ),
            Words(
                "延续申请受理单、准予延续决定的生效日",
                "receipt of the application, day on which the renewal took effect",
            ),
        ),
        Innocent(
            Words("换发新证，证书编号变更，新证有效期与旧证相接", "renewed under a new number, without a gap"),
            Words("新旧证书及其有效期", "both certificates and their validity"),
            heeded=True,
        ),
        Innocent(
            Words(
                "新证附表的生效日早于发证日，覆盖签发日",
                "the annex of the new certificate is valid from before its issue",
            ),
            Words("新证附表", "annex of the new certificate"),
            heeded=True,
        ),
        Innocent(
            Words("仅暂停部分项目", "only some items were suspended"),
            Words("暂停决定所列项目", "the items in the decision"),
            heeded=True,
        ),
        Innocent(
            Words("签发后补打的副本", "a copy printed later"),
            Words("正本的签发日期", "day of issue of the original"),
            heeded=True,
        ),
        Innocent(
            Words("证书台账未更新", "the register of certificates is not up to date"),
            Words("发证机关的查询结果", "the issuing authority's own register"),
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
        Words("报告正本封面的CMA标志与证书编号", "mark and certificate number on the cover of the original"),
        Words("签发系统中的签发时间与签名记录", "time of issue and signatures in the system"),
        Words("延续、变更申请材料与受理回执", "applications for renewal or change, with receipts"),
        Words("报告签发台账：失效期间还签发了哪些报告", "register of reports: what else was issued meanwhile"),
    ),
    perishable_days=365,
    reasons={
        "no_certificate": Words("没有该机构的证书记录", "no certificate of the laboratory on record"),
        "earlier_certificate": Words(
            "签发日早于台账中最早的证书，更早的证书不在数据中",
            "issued before the earliest certificate on record; an older one may be missing from the data",
        ),
        "printed_certificate": Words(
            "报告所印证书编号不在数据中，无法判断其有效期", "the certificate named on the report is not in the data"
        ),
        "status_from": Words(
            "证书曾暂停、撤销或注销，但没有起始日期", "suspended, revoked or cancelled on an unknown day"
        ),
    },
)
def cert_expired_report(
    reports: Table,
    certificates: Table,
    capabilities: Table = OPTIONAL,
    *,
    renewal_days: Annotated[
        float,
        Threshold(
            Words("视为延续审查的最长间隔", "longest gap taken for a renewal under review"),
            "d",
            0,
            730,
            Source.EXPERT,
            "starting value, not legal; 163号令第13条：届满三个月前申请"
            " (Order 163 article 13 asks for the application three months before the end)",
        ),
    ] = 90,
) -> Verdict:
    """A report was issued on a day on which no certificate of the laboratory was in force.

    A certificate is in force from its day of issue (or, for a renewal at most ``renewal_days`` earlier, from the
    first day of its annex) to its last day, both included, but not between the days on which it is suspended as a
    whole, or after it was revoked or cancelled; the first and the last day of such a state are left to the
    laboratory. Any certificate of the laboratory will do, whatever number the report prints: numbers change.
    Where a new certificate follows within ``renewal_days``, the finding weighs less: the renewal may have been
    under review. Data issued on an expired, suspended, revoked or cancelled certificate have no standing
    (总局令第163号 第13、20条). The rule does not claim that the results are untrue.
    """
    judged = _judged(_issued(reports), certificates, capabilities, renewal_days)
    hits = judged.filter(judged.state_zh.notnull())
    soon = (seconds(hits.day, hits.next_on) <= renewal_days * DAY).fill_null(False)
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.issued_at,
            to_at=hits.issued_at,
            measure=seconds(hits.ended_on, hits.day) / DAY,
            threshold=0.0,
            severity=ibis.ifelse(soon, ibis.literal("middle"), ibis.null("string")),
            evidence=[
                Evidence("reports", hits.report_rows, "report"),
                # All reports after one expiry are one matter, so the certificate that lapsed is theirs together.
                Evidence("certificates", hits.lapsed_row, "certificate"),
                Evidence("certificates", hits.certificate_rows, CONTEXT),
            ],
            detail={
                "report_no": hits.report_no,
                "printed_no": hits.printed_no,
                "cert_no": hits.cert_no,
                "issued_on": hits.day,
                "ended_on": hits.ended_on,
                "next_on": hits.next_on,
                "next_zh": _next(hits, "后续证书自 ", " 起有效", NONE.zh),
                "next_en": _next(hits, "The next certificate starts on ", "", NONE.en),
                "state_zh": hits.state_zh,
                "state_en": hits.state_en,
            },
        ),
        units=units(
            judged,
            subject=judged.lab_id,
            missing={
                "no_certificate": judged.in_force.isnull(),
                "certificates.status": ~judged.in_force & judged.state_unknown,
                "status_from": ~judged.in_force & judged.start_unknown,
                "earlier_certificate": ~judged.in_force & ~judged.begun,
                "printed_certificate": ~judged.in_force & judged.prints_unknown,
            },
        ),
    )


def _next(rows: Table, before: str, after: str, none: str) -> ir.Value:
    """When the next certificate starts, in words."""
    told = ibis.literal(before) + rows.next_on.strftime("%Y-%m-%d") + after
    return ibis.ifelse(rows.next_on.isnull(), none, told)


def _issued(reports: Table) -> Table:
    """One row per report: the day of its original, and the certificate number it prints."""
    rows = originals(reports)
    return rows.group_by("lab_id", "report_no").aggregate(
        day=day_of(rows.issued_at.min()),
        issued_at=rows.issued_at.min(),
        printed_no=rows.cert_no.min(),
        report_rows=rows.row_id.collect(),
    )


def _judged(issued: Table, certificates: Table, capabilities: Table, renewal_days: float) -> Table:
    """Every report with the standing of its laboratory on that day; ``state_zh`` is set where none was in force."""
    days = issued.select("lab_id", "day").distinct()
    pairs = certificates_on(days, certificates_held(certificates, capabilities, renewal_days))
    last = last_in_force(pairs).select(
        "lab_id", "day", "cert_no", "status", "interrupted", "ended_on", lapsed_row="row_id"
    )
    known = certificates.select(known_no=certificates.cert_no).distinct()
    rows = issued.left_join(standing(pairs), ["lab_id", "day"]).drop("lab_id_right", "day_right")
    rows = rows.left_join(last, ["lab_id", "day"]).drop("lab_id_right", "day_right")
    rows = rows.left_join(known, rows.printed_no == known.known_no)
    rows = rows.mutate(prints_unknown=rows.printed_no.notnull() & rows.known_no.isnull())
    cannot_tell = rows.in_force | rows.state_unknown | rows.start_unknown | ~rows.begun | rows.prints_unknown
    out = ~cannot_tell.fill_null(True)
    return rows.mutate(
        state_zh=_state(out, rows, {"suspended": "被暂停", "revoked": "被撤销", "cancelled": "被注销"}, "已过期"),
        state_en=_state(
            out, rows, {"suspended": "suspended", "revoked": "revoked", "cancelled": "cancelled"}, "expired"
        ),
    )


def _state(out: ir.BooleanValue, rows: Table, names: Mapping[str, str], expired: str) -> ir.Value:
    """What ended the last certificate, in words; missing where there is no finding."""
    states = [(rows.interrupted & (rows.status == status), ibis.literal(name)) for status, name in names.items()]
    return ibis.ifelse(out, ibis.cases(*states, else_=ibis.literal(expired)), ibis.null("string"))
