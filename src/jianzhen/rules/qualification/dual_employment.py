"""双重从业: one person is employed by two laboratories over the same days."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import ibis

from jianzhen.rules.declare import rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.clock import DAY, earlier, later, seconds
from jianzhen.rules.terms.issue import day_of
from jianzhen.rules.terms.once import once
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_PAIR = ("person_id", "first_org", "second_org")


@rule(
    clause="二(一)",
    title=Words("同时在两个机构从业", "Employed by two laboratories at once"),
    act="qualification.dual_employment",
    severity="high",
    family="qualification",
    version=2,
    unit=Words("监测机构的任职记录", "spells of employment with laboratories"),
    measure=Words("两段任职重叠的天数", "days on which both spells hold"),
    measure_unit="d",
    headline=Words(
        "{person} 自 {second_from:%Y-%m-%d} 起任职于 {second_name}，同时自 {first_from:%Y-%m-%d} 起任职于"
        " {first_name}，两段任职记录在 {from_on:%Y-%m-%d} 至 {to_on:%Y-%m-%d} 重叠",
        "{person} has been employed by {second_name} since {second_from:%Y-%m-%d} and by {first_name} since"
        " {first_from:%Y-%m-%d}; the two spells on record overlap from {from_on:%Y-%m-%d} to {to_on:%Y-%m-%d}",
    ),
    numbers=Words(
        "重叠 {measure:.0f} 天，超过 {threshold:.0f} 天的调动宽限（经验值，非法定；放宽到 {measure:.0f} 天及以上则不再"
        "触发）。任职截止日与社保截止日取早者{open_zh}。",
        "The overlap is {measure:.0f} days, more than the {threshold:.0f} days allowed for a move (starting value, not"
        " legal; at {measure:.0f} days or more the rule would be silent). Of the end of employment and the end of"
        " insurance the earlier counts{open_en}.",
    ),
    innocent=(
        Innocent(
            Words("调动当月社保重叠", "insurance overlaps in the month of a move"),
            Words("离职证明、社保转移记录", "certificate of leaving, transfer of insurance"),
            heeded=True,
        ),
        Innocent(
            Words(
                "已离职，原机构未登记离职日期，社保已停缴",
                "left, but the former employer entered only the end of insurance",
            ),
            Words("离职证明、社保参保记录", "certificate of leaving, insurance record"),
            heeded=True,
        ),
        Innocent(
            Words(
                "另一方不是检验检测机构（如高校、总公司）",
                "the other employer is no laboratory (a university, a parent)",
            ),
            Words("另一方的登记信息", "registration of the other employer"),
            heeded=True,
        ),
        Innocent(
            Words("两家为同一法人的机构或分支", "both are branches of one legal person"),
            Words("营业执照、资质认定证书", "licences, certificates"),
        ),
        Innocent(
            Words("原机构未办理离职登记", "the former employer did not enter the leaving at all"),
            Words("离职证明、工资发放记录", "certificate of leaving, payroll"),
        ),
    ),
    onsite=(
        Words("两家机构的劳动合同、工资发放与考勤", "contracts, payroll and attendance of both laboratories"),
        Words("社保、个税参保缴纳明细", "details of insurance and income tax"),
        Words("该人员在两家机构署名的原始记录和报告", "raw records and reports signed in either laboratory"),
        Words("两家机构资质认定申请中的人员名单", "lists of staff in both applications for accreditation"),
    ),
    perishable_days=365,
    reasons={"kind": Words("任职单位不在机构名录，类别未知", "the employer is not on record, so its kind is unknown")},
)
def dual_employment(
    employments: Table,
    organizations: Table,
    *,
    transfer_days: Annotated[
        float,
        Threshold(
            Words("调动允许的重叠", "overlap allowed for a move"),
            "d",
            0,
            366,
            Source.EXPERT,
            "starting value, not legal; 社保转移的当月 (the month in which insurance is transferred)",
        ),
    ] = 31,
    on: dt.date,
) -> Verdict:
    """One person is employed by two laboratories over the same days.

    A spell runs from its first day to the earlier of the last day of employment and the last day of insurance; with
    neither, or where that day is still to come, to the day of judgement: who will have left sooner is not known yet.
    Two spells of one person with different laboratories that have more than ``transfer_days`` days in common, both
    ends included, are found; per person and pair of laboratories the longest overlap counts. Only laboratories count
    as employers. Where a spell has no end of either kind, or none yet, or where both have the same ultimate
    controller, the finding weighs less.

    People who test may not work in two or more laboratories at once (39号令 2025 第8条). The finding is told of the
    laboratory that the person joined later; it does not say which of the two knew.
    """
    spells = once(_spells(employments, organizations, on))
    hits = _overlaps(spells.filter(spells.is_lab), transfer_days)
    return Verdict(
        findings=findings(
            hits,
            subject=hits.second_org,
            from_at=hits.from_on,
            to_at=hits.to_on,
            measure=hits.days,
            threshold=transfer_days,
            severity=ibis.ifelse(hits.open_end | hits.one_controller, ibis.literal("middle"), ibis.null("string")),
            evidence=[
                Evidence("employments", hits.spell_rows, "employment"),
                Evidence("organizations", hits.organization_rows, CONTEXT),
            ],
            detail={
                "person": hits.person_id,
                "first_name": hits.first_name,
                "second_name": hits.second_name,
                "first_from": hits.first_from,
                "second_from": hits.second_from,
                "from_on": hits.from_on,
                "to_on": hits.to_on,
                "open_zh": ibis.ifelse(
                    hits.open_end, "；其中有任职没有截止日期或尚未到期，算到判断之日，可能未办离职登记", ""
                ),
                "open_en": ibis.ifelse(
                    hits.open_end, "; a spell with no end, or none yet, runs to the day of judgement", ""
                ),
            },
        ),
        units=units(
            spells.filter(spells.is_lab | spells.kind.isnull()),
            subject=spells.org_id,
            missing={"kind": spells.kind.isnull()},
        ),
    )


def _spells(employments: Table, organizations: Table, on: dt.date) -> Table:
    """Every spell with its first and last day, and the kind of its employer."""
    parties = organizations.select(
        "name", "kind", "controller_id", party="org_id", organization_row=organizations.row_id
    )
    rows = employments.left_join(parties, employments.org_id == parties.party)
    left, insured = day_of(rows.to_on), day_of(rows.insured_to_on)
    ended = ibis.cases((left.isnull(), insured), (insured.isnull(), left), else_=ibis.least(left, insured))
    today = ibis.timestamp(on.isoformat())
    return rows.select(
        "person_id", "org_id", "name", "kind", "controller_id", "organization_row",
        is_lab=(rows.kind == "lab").fill_null(False),
        starts=day_of(rows.from_on),
        ends=ibis.least(ended.fill_null(today), today),
        open_end=(ended > today).fill_null(True),
        spell_row=rows.row_id,
    )  # fmt: skip


def _overlaps(spells: Table, transfer_days: float) -> Table:
    """Per person and pair of laboratories the longest overlap; the laboratory joined later comes second."""
    other = spells.view()
    same_day = (spells.starts == other.starts) & (spells.org_id < other.org_id)
    pairs = spells.join(
        other,
        [
            spells.person_id == other.person_id,
            spells.org_id != other.org_id,
            (spells.starts < other.starts) | same_day,
        ],
    )
    from_on, to_on = later(spells.starts, other.starts), earlier(spells.ends, other.ends)
    rows = pairs.select(
        person_id=spells.person_id,
        first_org=spells.org_id,
        second_org=other.org_id,
        first_name=spells.name,
        second_name=other.name,
        first_from=spells.starts,
        second_from=other.starts,
        from_on=from_on,
        to_on=to_on,
        days=seconds(from_on, to_on) / DAY + 1,
        open_end=spells.open_end | other.open_end,
        one_controller=(spells.controller_id == other.controller_id).fill_null(False),
        spell_rows=ibis.array([spells.spell_row, other.spell_row]),
        organization_rows=ibis.array([spells.organization_row, other.organization_row]),
        tie=spells.spell_row + other.spell_row,
    )
    rows = rows.filter(rows.days > transfer_days)
    return first_of(rows, _PAIR, [rows.open_end, ibis.desc(rows.days), rows.tie])
