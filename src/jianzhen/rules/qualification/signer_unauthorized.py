"""签字人未授权: a report was approved by a person who was not an authorised signatory on that day."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.clock import DAY, seconds
from jianzhen.rules.terms.issue import day_of, holds_on, originals
from jianzhen.rules.terms.once import once
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words


@rule(
    clause="二(一)",
    title=Words("签字人未经授权", "Report approved by a person without authority to sign"),
    act="qualification.signer",
    severity="high",
    family="qualification",
    unit=Words("检测报告", "reports"),
    measure=Words("该签字人在该机构距签发日最近的授权相差的天数", "days to the signer's nearest authority"),
    measure_unit="d",
    headline=Words(
        "报告 {report_no} 于 {issued_on:%Y-%m-%d} 由 {approver} 批准签发；授权名单中{state_zh}",
        "Report {report_no} was approved by {approver} on {issued_on:%Y-%m-%d}; in the list of signatories {state_en}",
    ),
    numbers=Words(
        "签发日前后 {filing_days:.0f} 天内没有该签字人的授权（经验值，非法定，容办理变更备案的时间；放宽到超过相差"
        "天数则不再触发）。同日该机构在册的授权签字人 {others:.0f} 名。授权领域不在此处核对。",
        "The signer has no authority beginning within {filing_days:.0f} days of the day of issue (starting value, not"
        " legal, for the time a filing takes; above the days to the nearest authority the rule would be silent). On"
        " that day the laboratory had {others:.0f} signatories on record. Fields of authority are not checked here.",
    ),
    innocent=(
        Innocent(
            Words("签字人变更已申请，备案尚在办理", "the change of signatory was filed and is being processed"),
            Words("变更申请受理单、批准日期", "receipt of the application, day of approval"),
            heeded=True,
        ),
        Innocent(
            Words("授权到期后随证书延续重新授权", "the authority lapsed and was renewed with the certificate"),
            Words("延续决定及新的签字人名单", "the renewal and its list of signatories"),
            heeded=True,
        ),
        Innocent(
            Words("授权名单不含签发日之前的时期", "the list does not reach back to the day of issue"),
            Words("历次授权签字人批准文件", "every approval of signatories so far"),
            heeded=True,
        ),
        Innocent(
            Words("副本由他人补签", "a copy was signed by someone else later"),
            Words("正本的批准人", "approver of the original"),
            heeded=True,
        ),
        Innocent(
            Words("两个系统的人员代号不是同一套", "the two systems use different digests for people"),
            Words("人员代号对照表", "how the digests were made"),
            heeded=True,
        ),
        Innocent(
            Words("批准人栏登记的是编制人或审核人", "the column holds the compiler or the reviewer"),
            Words("报告正本的签名页", "signatures on the original"),
        ),
    ),
    onsite=(
        Words("报告正本签名页与签发系统的电子签名日志", "signature page of the original, log of electronic signatures"),
        Words("资质认定部门批准的授权签字人名单", "list of signatories approved by the accreditation body"),
        Words("签字人变更申请与受理回执", "applications to change signatories, with receipts"),
        Words("签字人当日是否在岗、签名设备由谁保管", "whether the signer was at work, who keeps the signing device"),
    ),
    perishable_days=180,
    reasons={
        "no_list": Words("没有该机构的授权签字人记录", "no list of the laboratory's signatories is on record"),
        "earlier_list": Words("签发日早于该机构最早的授权记录", "issued before the earliest authority on record"),
        "digests": Words(
            "该机构没有一份报告的签字人见于授权名单，人员代号可能不是同一套",
            "no approver of the laboratory is in its list: the digests may differ",
        ),
        "filing": Words(
            "授权在签发日前后不久，可能正在办理备案", "authority begins or ended close to the day of issue"
        ),
    },
)
def signer_unauthorized(
    reports: Table,
    authorizations: Table,
    *,
    filing_days: Annotated[
        float,
        Threshold(
            Words("视为备案办理中的最长间隔", "longest gap taken for a filing under way"),
            "d",
            0,
            365,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 30,
) -> Verdict:
    """A report was approved by a person who was not an authorised signatory of the laboratory on that day.

    The approver p of the original, issued on day d, is looked up among the signatories of the laboratory: any entry
    with from ≤ d ≤ to will do (both days included, whatever its field). Without one the report is found, unless an
    entry of p begins within ``filing_days`` after d or ended within ``filing_days`` before it: a change or a renewal
    may then have been under way. Where the laboratory has no list, where the list begins later, or where none of
    its approvers is in the list at all, nobody can tell.

    Only an authorised signatory may issue a report (39号令 2025 第12条、第26条；总局令第163号 第14条 for changes).
    The rule claims neither that the signature is forged nor that the results are untrue.
    """
    signed = once(_signed(reports, _signatories(authorizations), filing_days))
    told = {
        "reports.approver_id": signed.approver_id.isnull(),
        "no_list": signed.listed_from.isnull(),
        "earlier_list": ~signed.authorised & (signed.day < signed.listed_from),
        "digests": ~signed.authorised & ~signed.some_known,
        "filing": ~signed.authorised & signed.filing,
    }
    open_question = told["reports.approver_id"]
    for condition in told.values():
        open_question = open_question | condition.fill_null(True)
    hits = signed.filter(~open_question & ~signed.authorised)
    before, after, own = hits.ended_on.notnull(), hits.begins_on.notnull(), hits.own_rows.notnull()
    day_text = "%Y-%m-%d"
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.issued_at,
            to_at=hits.issued_at,
            measure=_nearest(hits) / DAY,
            threshold=filing_days,
            evidence=[
                Evidence("reports", hits.report_row, "report"),
                Evidence("authorizations", hits.own_rows, "authority"),
                Evidence("authorizations", hits.other_rows, CONTEXT),
            ],
            detail={
                "report_no": hits.report_no,
                "issued_on": hits.day,
                "approver": hits.approver_id,
                "filing_days": filing_days,
                "others": hits.others,
                "state_zh": ibis.cases(
                    (~own, ibis.literal("没有该签字人")),
                    (before & after, "该签字人的授权止于 " + hits.ended_on.strftime(day_text) + "，其后一次自 "
                     + hits.begins_on.strftime(day_text) + " 起"),
                    (before, ibis.literal("该签字人的授权止于 ") + hits.ended_on.strftime(day_text)),
                    else_=ibis.literal("该签字人的授权自 ") + hits.begins_on.strftime(day_text) + " 起",
                ),
                "state_en": ibis.cases(
                    (~own, ibis.literal("there is no such person")),
                    (before & after, "authority ended " + hits.ended_on.strftime(day_text)
                     + ", the next begins " + hits.begins_on.strftime(day_text)),
                    (before, ibis.literal("that authority ended on ") + hits.ended_on.strftime(day_text)),
                    else_=ibis.literal("that authority begins on ") + hits.begins_on.strftime(day_text),
                ),
            },
        ),
        units=units(signed, subject=signed.lab_id, missing=told),
    )  # fmt: skip


def _nearest(rows: Table) -> ir.Value:
    """Seconds between the day of issue and the nearest authority; missing without one."""
    since, until = seconds(rows.ended_on, rows.day), seconds(rows.day, rows.begins_on)
    # The least of two numbers, one of which is missing, differs between engines.
    return ibis.cases((since.isnull(), until), (until.isnull(), since), else_=ibis.least(since, until))


def _signatories(authorizations: Table) -> Table:
    """One row per entry of a list of signatories."""
    rows = authorizations.filter(authorizations.kind == "signatory")
    return rows.select(
        org_id=rows.org_id,
        signer=rows.person_id,
        valid_from_on=rows.valid_from_on,
        valid_to_on=rows.valid_to_on,
        entry_row=rows.row_id,
    )


def _signed(reports: Table, entries: Table, filing_days: float) -> Table:
    """Every report with what its laboratory's list says of its approver and of others on that day."""
    rows = originals(reports)
    issued = rows.group_by("lab_id", "report_no").aggregate(
        issued_at=rows.issued_at.min(),
        day=day_of(rows.issued_at.min()),
        approver_id=rows.approver_id.min(),
        report_row=rows.row_id.min(),
    )
    asked = issued.select("lab_id", "day", "approver_id").distinct()
    own = _own(asked, entries)
    others = _others(asked.select("lab_id", "day").distinct(), entries)
    joined = issued.left_join(own, ["lab_id", "day", "approver_id"]).drop(
        "lab_id_right", "day_right", "approver_id_right"
    )
    joined = joined.filter(joined.lab_id.notnull())
    joined = joined.left_join(others, ["lab_id", "day"]).drop("lab_id_right", "day_right")
    joined = joined.filter(joined.lab_id.notnull())
    near = filing_days * DAY
    return joined.mutate(
        authorised=joined.authorised.fill_null(False),
        some_known=joined.own_rows.notnull().any().over(group_by=joined.lab_id),
        filing=(
            (seconds(joined.ended_on, joined.day) <= near).fill_null(False)
            | (seconds(joined.day, joined.begins_on) <= near).fill_null(False)
        ),
    )


def _own(asked: Table, entries: Table) -> Table:
    """Per laboratory, day and approver: whether authorised, and the nearest authority before and after."""
    pairs = asked.join(entries, [asked.lab_id == entries.org_id, asked.approver_id == entries.signer])
    begins, ended = day_of(pairs.valid_from_on), day_of(pairs.valid_to_on)
    return pairs.group_by("lab_id", "day", "approver_id").aggregate(
        authorised=holds_on(pairs.day, pairs.valid_from_on, pairs.valid_to_on).any(),
        ended_on=ended.max(where=ended < pairs.day),
        begins_on=begins.min(where=begins > pairs.day),
        own_rows=pairs.entry_row.collect(),
    )


def _others(days: Table, entries: Table) -> Table:
    """Per laboratory and day: since when there is a list, and who was on it."""
    pairs = days.join(entries, days.lab_id == entries.org_id)
    valid = holds_on(pairs.day, pairs.valid_from_on, pairs.valid_to_on)
    return pairs.group_by("lab_id", "day").aggregate(
        listed_from=day_of(pairs.valid_from_on.min()),
        others=pairs.signer.nunique(where=valid),
        other_rows=pairs.entry_row.collect(where=valid),
    )
