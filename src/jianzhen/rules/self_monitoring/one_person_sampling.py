"""现场不足两人: fewer people of the laboratory were on site than the rules ask for."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import ibis

from jianzhen.law.standards import standard_number
from jianzhen.rules.declare import rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.whereabouts import UNATTENDED
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

PEOPLE = standard_number("staff.on_site")
IN_FORCE = dt.datetime(2026, 1, 1)
"""The article on two people begins with this day; the text before it was not obtained."""


@rule(
    clause="二(三)",
    title=Words("现场不足两人", "Fewer than two people on site"),
    act="nonconforming.crew",
    severity="middle",
    family="whereabouts",
    unit=Words("采样记录", "sampling events"),
    measure=Words("机构到场人数", "people of the laboratory on site"),
    measure_unit="1",
    headline=Words(
        "{event_id}（{place}，{started_at:%Y-%m-%d %H:%M}）{basis_zh}机构采样人员 {present:.0f} 人",
        "{event_id} ({place}, {started_at:%Y-%m-%d %H:%M}): {basis_en} {present:.0f} person(s) of the laboratory",
    ),
    numbers=Words(
        "机构人员 {measure:.0f} 人，现场至少 {threshold:.0f} 人（评审补充要求（2025 年）第 18 条，2026-01-01 起）；"
        "受检方陪同 {client:.0f} 人不计。该机构 {complete_pct:.0f}% 的采样记录有两人以上，可见并非只登记负责人一人"
        "（低于 {recorded_pct:g}% 则不判断，经验值，可调）。",
        "{measure:.0f} of the laboratory; at least {threshold:.0f} must be on site (supplementary requirements 2025,"
        " article 18, from 2026-01-01); {client:.0f} of the client do not count. {complete_pct:.0f} % of the"
        " laboratory's events have two people or more, so it does not enter the leader alone (below {recorded_pct:g} %"
        " the rule would not judge: a starting value, settable).",
    ),
    innocent=(
        Innocent(
            Words("第二人到场但漏签到", "the second person was there and did not sign in"),
            Words("现场照片、视频、用车和出差记录", "photographs, film, car book, travel record"),
        ),
        Innocent(
            Words("系统只登记采样负责人一人", "the system enters only the leader of the crew"),
            Words("纸质采样单上的签名", "signatures on the paper sheet"),
            heeded=True,
        ),
        Innocent(
            Words("第二人是在监督下的新人", "the second person is a trainee under supervision"),
            Words("上岗证、监督记录", "authorisations, record of supervision"),
            heeded=True,
        ),
        Innocent(
            Words("环境空气、无组织采样器无人值守，只来换膜", "unattended samplers, visited to change the filter"),
            Words("采样器存储", "the sampler's memory"),
            heeded=True,
        ),
        Innocent(
            Words("回单位后补录签到", "sign-in entered after the trip"),
            Words("录入时间、补录说明", "time of entry, note on the late entry"),
            heeded=True,
        ),
    ),
    onsite=(
        Words("排口与厂门视频：到场人数", "film of outlet and gate: how many came"),
        Words("采样单原件签名与签名设备", "signatures on the original sheet and the device used"),
        Words("当日用车、差旅与考勤", "car book, travel and attendance of that day"),
        Words("第二人当日在别处的记录", "records of the second person elsewhere that day"),
    ),
    perishable_days=30,
    reasons={
        "edition": Words("2026-01-01 之前的两人到场条文未取得", "the text in force before 2026-01-01 was not obtained"),
        "unattended": Words("无人值守采样", "an unattended sampler"),
        "record": Words("该机构几乎只登记一人，可能是登记习惯", "the laboratory nearly always enters one person"),
    },
)  # fmt: skip
def one_person_sampling(
    sampling_events: Table,
    sampling_crew: Table,
    *,
    people: Annotated[
        float,
        Threshold(Words("现场最少人数", "people on site at least"), "1", 2, 10, Source.STANDARD, PEOPLE.standard,
                  verified=PEOPLE.verified),
    ] = PEOPLE.value,
    recorded: Annotated[
        float,
        Threshold(Words("登记齐全的最低比例", "least share of events with a full crew"), "%", 0, 100, Source.EXPERT,
                  "starting value, not legal"),
    ] = 10,
) -> Verdict:  # fmt: skip
    """Fewer people of the laboratory were on site than the rules ask for.

    Counted are the different people of an event's crew without the client's own staff. Where anybody of the crew
    signed in or out, only those count who did, whenever they did: a sign-in entered after the trip is one. An event
    with fewer than ``people`` is a finding; it weighs less when more are entered than signed. A trainee is a person.
    Where fewer than ``recorded`` per cent of a laboratory's events have a full crew, the record holds the leader
    alone and nobody can tell.

    At least two people must be on site (评审补充要求 (2025) 第18条, in force since 2026-01-01; earlier events are not
    judged). One person can neither witness nor check what the other writes. That the sample was not taken it does
    not say.
    """
    rows = _events(sampling_events, sampling_crew, people)
    full = rows.full.cast("float64").mean().over(group_by=rows.lab_id)
    rows = rows.mutate(complete_pct=full * 100)
    missing = {
        "edition": rows.started_at < ibis.literal(IN_FORCE),
        "unattended": rows.category.isin(UNATTENDED),
        "sampling_crew.person_id": rows.own.fill_null(0) == 0,
        "record": ~rows.full & (rows.complete_pct < recorded),
    }
    unclear = missing["edition"]
    for condition in missing.values():
        unclear = unclear | condition
    hits = rows.filter(~rows.full & ~unclear)
    unsigned = hits.own > hits.present
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.started_at,
            to_at=hits.ended_at,
            measure=hits.present,
            threshold=people,
            severity=ibis.ifelse(unsigned, "low", ibis.null("string")),
            evidence=[
                Evidence("sampling_events", hits.row_id, "sampling"),
                Evidence("sampling_crew", hits.own_rows, "crew"),
                Evidence("sampling_crew", hits.client_rows, CONTEXT),
            ],
            detail={
                "event_id": hits.event_id,
                "place": hits.site_name.fill_null(hits.outlet_id).fill_null(hits.event_id),
                "started_at": hits.started_at,
                "basis_zh": ibis.cases(
                    (unsigned, ibis.literal("登记 ") + hits.own.cast("string") + " 人，而签到的"),
                    (hits.signs, "登记并签到的"),
                    else_="登记的",
                ),
                "basis_en": ibis.cases(
                    (unsigned, hits.own.cast("string") + " entered, signed in by"),
                    (hits.signs, "entered and signed in by"),
                    else_="entered with",
                ),
                "present": hits.present,
                "client": hits.client,
                "complete_pct": hits.complete_pct,
                "recorded_pct": recorded,
            },
        ),
        units=units(rows, subject=rows.lab_id, missing=missing),
    )


def _events(events: Table, crew: Table, people: float) -> Table:
    """Events with the people of the laboratory entered (``own``) and counted (``present``); ``full``: enough."""
    theirs = crew.client_staff.fill_null(False)
    signed = crew.signed_in_at.notnull() | crew.signed_out_at.notnull() | crew.signature_sha256.notnull()
    counted = crew.group_by(crew_event=crew.event_id).aggregate(
        own=crew.person_id.nunique(where=~theirs),
        client=crew.person_id.nunique(where=theirs),
        signed=crew.person_id.nunique(where=~theirs & signed),
        own_rows=crew.row_id.collect(where=~theirs),
        client_rows=crew.row_id.collect(where=theirs),
    )
    rows = events.select(
        "event_id", "lab_id", "category", "site_name", "outlet_id", "started_at", "ended_at", "row_id"
    ).left_join(counted, events.event_id == counted.crew_event)
    rows = rows.mutate(signs=(rows.signed > 0).fill_null(False))
    rows = rows.mutate(present=ibis.ifelse(rows.signs, rows.signed, rows.own).fill_null(0))
    return rows.mutate(full=rows.present >= people)
