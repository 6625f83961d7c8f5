"""两年两罚又犯: false evidence again after two penalties for it within two years."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

INTERPRETATION = "法释〔2023〕7号 第10条(二)、第19条"
IN_FORCE_ON = "2023-08-15"
SUCCESSOR_ON = "2026-03-30"
SUCCESSOR = Words(
    f"；该行为在 {SUCCESSOR_ON} 之后的，据称适用法释〔2026〕4号，未取得，不得据此移送",
    "; 2026 No. 4 said to apply, not obtained: no referral on it",
)
UNOBTAINED = "法释〔2026〕4号（未取得）"
FALSE_EVIDENCE = ("fabrication.", "tampering.")
"""Acts that make a report or datum false; the rest of the catalogue is not "false certificates"."""
NOT_INTERMEDIARIES = ("discharger", "authority", "vendor")
ORGANIZATION, PERSON = "organization", "person"
UNNAMED = "—"
DECIDED = ("decided", "closed")
MONTHS = 12
MONTH_KEY = 100


@rule(
    clause="二(三)",
    title=Words("两年两罚又犯", "Again after two penalties within two years"),
    act="repeat.two_penalties",
    severity="high",
    family="supervision",
    unit=Words("新的虚假行为", "new acts of false evidence"),
    measure=Words("此前二年内的处罚次数", "penalties within the years before"),
    measure_unit="1",
    headline=Words(
        "{who_zh} {act_on} {again_zh}（案件 {case_id}{open_zh}）；"
        "此前自 {first_on} 首次处罚生效起，二年内已因虚假行为受罚 {count} 次",
        "{who_en} {again_en} {act_on} (case {case_id}{open_en}); before, since the first penalty took effect on"
        " {first_on}, it had been penalised {count} times for false evidence within two years",
    ),
    numbers=Words(
        "自第一次处罚生效（{first_on}）至新行为（{act_on}）不超过 {years:g} 年，其间生效的处罚 {measure:.0f} 次"
        "（同案合为一次，已撤销的不计；处罚机关：{authorities}）。"
        "门槛 {threshold:.0f} 次取自法释〔2023〕7号 第10条(二)、第19条（已核原文）{successor_zh}。",
        "From the first penalty's effect ({first_on}) to the new act ({act_on}) is no more than {years:g} years;"
        " penalties in effect in that time: {measure:.0f} (one case counts once, revoked ones not; authorities:"
        " {authorities}); line: {threshold:.0f} (Interpretation 2023 No. 7, articles 10(2) and 19, checked with the"
        " text){successor_en}.",
    ),
    innocent=(
        Innocent(
            Words("处罚经复议、诉讼被撤销", "a penalty was annulled on review or by a court"),
            Words("复议决定、判决书", "decision on review, judgment"),
            heeded=True,
        ),
        Innocent(
            Words("同一案件分别处罚机构与人员，或一案多份决定", "one case with several decisions"),
            Words("案件编号、决定书", "case number, decisions"),
            heeded=True,
        ),
        Innocent(
            Words("新行为其实发生在前次处罚生效之前", "the new act came before the earlier penalty took effect"),
            Words("采样、签发日期，送达回证", "days of sampling and issue, proof of service"),
            heeded=True,
        ),
        Innocent(
            Words("先前受罚的行为不属虚假证明文件", "the earlier penalties were not for false evidence"),
            Words("决定书认定的违法事实", "the facts as the decisions state them"),
        ),
    ),
    onsite=(
        Words("历次处罚决定书与送达回证（生效日期）", "decisions and proofs of service: the days of effect"),
        Words("复议、诉讼与撤销情况", "reviews, suits, annulments"),
        Words("新行为的报告、签发日期与责任人员", "the reports of the new act, days of issue, who is responsible"),
        Words("外省与其他部门的处罚记录", "penalties by other provinces and departments"),
    ),
    perishable_days=365,
    reasons={
        "law_before": Words(
            "行为早于司法解释施行日，此前的解释未收录", "the act precedes the interpretation; none before it is on file"
        ),
        "party": Words("案件未写明当事机构或人员", "the case names no party"),
    },
)  # fmt: skip
def two_penalties_in_two_years(
    penalties: Table,
    cases: Table = OPTIONAL,
    organizations: Table = OPTIONAL,
    *,
    years: Annotated[
        float,
        Threshold(
            Words("期间", "period"), "a", 1, 5, Source.LAW, INTERPRETATION, verified=True,
        ),
    ] = 2,
    times: Annotated[
        float,
        Threshold(
            Words("处罚次数", "number of penalties"), "1", 2, 10, Source.LAW, INTERPRETATION, verified=True,
        ),
    ] = 2,
) -> Verdict:  # fmt: skip
    """False evidence again after two penalties for it within two years.

    For every new act (of a case or a penalty) of a party the penalties of that party are counted that are for false
    evidence (acts ``fabrication.*`` and ``tampering.*``), were not revoked, took effect before the day of the act and
    at most ``years`` years before it: 法释〔2023〕7号 第19条 counts from the first penalty's effect to the day of the
    new act. Several decisions in one case count once. All regions and departments count together. At ``times`` or
    more the criminal threshold of 第10条(二) is in sight and the case may have to be sent to the police.

    A party is an organisation or a person: a person's penalties count wherever they worked; such a finding is filed
    under the organisation of the new act where the case names one. Dischargers, vendors and authorities issue no
    certificates and are left out. Years are counted by the calendar: from 2024-03-02 until 2026-03-02, that day
    included (刑法 第99条: 以内 includes the number itself).

    A penalty without a day of effect cannot be placed; where it alone would decide, the rule cannot tell. The rule
    does not say that the act is proven: while no decision on it is on record, the sentence speaks of a suspicion.
    Acts since 2026-03-30 weigh middle, as a later interpretation is said to apply whose text was not obtained. The
    finding has the day of the new act, so that the law of that day is shown beside it.
    """
    acts = _acts(penalties, cases, organizations)
    counted = _counted(acts, _earlier(penalties), years)
    hits = counted.filter(counted.judged & (counted.known >= times))
    since_successor = hits.act_on >= ibis.date(SUCCESSOR_ON)
    person = hits.party_kind == PERSON
    return Verdict(
        findings=findings(
            hits,
            subject=hits.subject,
            from_at=hits.act_on,
            to_at=hits.act_on,
            measure=hits.known,
            threshold=times,
            severity=ibis.ifelse(since_successor, "middle", ibis.null("string")),
            evidence=[
                Evidence("penalties", hits.earlier_rows, "earlier"),
                Evidence("penalties", hits.penalty_rows, "new"),
                Evidence("cases", hits.case_rows, "new"),
                Evidence("organizations", hits.org_rows, CONTEXT),
            ],
            detail={
                "party": hits.party,
                "count": hits.known,
                "who_zh": ibis.ifelse(person, ibis.literal("人员 ") + hits.party, "该机构"),
                "who_en": ibis.ifelse(person, ibis.literal("person ") + hits.party, "the institution"),
                "case_id": hits.matter,
                "act": hits.act,
                "act_on": hits.act_on,
                "first_on": hits.first_on,
                **_again(hits),
                "years": years,
                "authorities": hits.authorities,
                "successor_zh": ibis.ifelse(since_successor, SUCCESSOR.zh, ""),
                "successor_en": ibis.ifelse(since_successor, SUCCESSOR.en, ""),
                "unverified": ibis.ifelse(since_successor, UNOBTAINED, ""),
            },
        ),
        units=units(
            counted,
            subject=counted.subject.fill_null(""),
            missing={
                "party": counted.party.isnull(),
                "cases.act_on": counted.act_on.isnull(),
                "law_before": counted.act_on < ibis.date(IN_FORCE_ON),
                "penalties.effective_on": (counted.known < times) & (counted.known + counted.unknown >= times),
            },
        ),
    )


def _again(hits: Table) -> dict[str, ir.Value]:
    """What is known of the new act, in Chinese and English: a suspicion until something is decided."""
    return {
        "again_zh": ibis.ifelse(hits.decided, "又有虚假行为", "的行为以涉嫌虚假立案"),
        "again_en": ibis.ifelse(hits.decided, "acted falsely again on", "is under suspicion for an act of"),
        "open_zh": ibis.ifelse(hits.decided, "", "，尚未作出决定"),
        "open_en": ibis.ifelse(hits.decided, "", ", filed and not yet decided"),
    }


def _is_false_evidence(act: ir.Value) -> ir.Value:
    first, second = (act.startswith(prefix).fill_null(False) for prefix in FALSE_EVIDENCE)
    return first | second


def _parties(rows: Table) -> Table:
    """One row per party, an organisation or a person; a row that names neither stays with none."""
    kinds = ibis.cases(
        (rows.org_id.notnull() & rows.person_id.notnull(), ibis.array([ORGANIZATION, PERSON])),
        (rows.person_id.notnull(), ibis.array([PERSON])),
        else_=ibis.array([ORGANIZATION]),
    )
    rows = rows.mutate(party_kind=kinds.unnest())
    party = ibis.ifelse(rows.party_kind == PERSON, rows.person_id, rows.org_id)
    return rows.mutate(party=party, subject=rows.org_id.fill_null(rows.person_id))


def _acts(penalties: Table, cases: Table, organizations: Table) -> Table:
    """One row per party and matter (case, or penalty without one) of false evidence."""
    none = ibis.null("string")
    own = penalties.filter(penalties.revoked_on.isnull() & _is_false_evidence(penalties.act))
    open_cases = cases.filter((cases.status.fill_null("") != "dropped") & _is_false_evidence(cases.act))
    rows = ibis.union(
        own.select(
            "org_id", "person_id", "act", "act_on",
            matter=own.case_id.fill_null(own.penalty_id), decided=ibis.literal(True),
            penalty_row=own.row_id, case_row=none,
        ),
        open_cases.select(
            "org_id", "person_id", "act", "act_on", matter="case_id", decided=_decided(open_cases),
            penalty_row=none, case_row=open_cases.row_id,
        ),
    )  # fmt: skip
    rows = _parties(rows)
    matters = rows.group_by("party", "party_kind", "matter").aggregate(
        subject=rows.subject.min(),
        # A matter may span several acts; its last day is the new act's.
        act_on=rows.act_on.max(),
        act=rows.act.min(),
        decided=rows.decided.any(),
        penalty_rows=rows.penalty_row.collect(),
        case_rows=rows.case_row.collect(),
    )
    known = organizations.select(known_org="org_id", kind="kind", org_row="row_id")
    joined = matters.left_join(known, matters.subject == known.known_org)
    joined = joined.filter(~joined.kind.isin(NOT_INTERMEDIARIES).fill_null(False))
    return joined.mutate(org_rows=joined.org_row).drop("known_org", "kind", "org_row")


def _decided(cases: Table) -> ir.Value:
    """Whether a decision is on record; one that was sent on to the police is not decided by that alone."""
    return (cases.decided_on.notnull() & (cases.status.fill_null("") != "filed")) | cases.status.isin(
        DECIDED
    ).fill_null(False)


def _earlier(penalties: Table) -> Table:
    """One row per party and matter that was penalised for false evidence, with the day it first took effect."""
    rows = penalties.filter(penalties.revoked_on.isnull() & _is_false_evidence(penalties.act))
    rows = _parties(
        rows.select(
            "org_id", "person_id", "effective_on", "decided_on", "authority", "row_id",
            matter=rows.case_id.fill_null(rows.penalty_id),
        )
    )  # fmt: skip
    return rows.group_by("party", "party_kind", "matter").aggregate(
        effective_on=rows.effective_on.min(),
        decided_on=rows.decided_on.min(),
        # Collecting nothing is an empty list on one engine and missing on the other: always collect something.
        authority=rows.authority.min().fill_null(UNNAMED),
        rows=rows.row_id.collect(),
    ).rename(earlier_party="party", earlier_kind="party_kind", earlier_matter="matter")  # fmt: skip


def _counted(acts: Table, earlier: Table, years: float) -> Table:
    """Every act with the penalties of its party before it: those surely in the period, and those without a day."""
    joined = acts.left_join(
        earlier,
        [
            acts.party == earlier.earlier_party,
            acts.party_kind == earlier.earlier_kind,
            acts.matter != earlier.earlier_matter,
        ],
    )
    in_time = (joined.effective_on < joined.act_on) & (
        _calendar(joined.effective_on, years) >= _calendar(joined.act_on)
    )
    sure = in_time.fill_null(False)
    unknown = (joined.effective_on.isnull() & (joined.decided_on < joined.act_on)).fill_null(False)
    joined = joined.mutate(sure=sure, unknown=unknown)
    keys = ["party", "party_kind", "matter", "subject", "act_on", "act", "decided"]
    counted = joined.group_by(keys).aggregate(
        known=joined.sure.sum().fill_null(0),
        unknown=joined.unknown.sum().fill_null(0),
        first_on=joined.effective_on.min(where=joined.sure),
        authorities=joined.authority.collect(where=joined.sure, distinct=True),
        earlier_rows=joined.rows.collect(where=joined.sure).flatten(),
        penalty_rows=joined.penalty_rows.collect().flatten(),
        case_rows=joined.case_rows.collect().flatten(),
        org_rows=joined.org_rows.max(),
    )
    in_force = (counted.act_on >= ibis.date(IN_FORCE_ON)).fill_null(False)
    return counted.mutate(judged=in_force & counted.party.notnull())


def _calendar(day: ir.Value, later_by_years: float = 0) -> ir.Value:
    """A number that orders days and moves by whole months, so that 29 February plus a year stands before 1 March."""
    months = day.year() * MONTHS + day.month() + int(later_by_years * MONTHS)
    return months * MONTH_KEY + day.day()
