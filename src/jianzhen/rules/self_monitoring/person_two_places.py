"""一人两地: one person is on record at two places at once."""

from __future__ import annotations

from typing import Annotated

import ibis

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms import encounters
from jianzhen.rules.terms.clock import earlier, later, minutes
from jianzhen.rules.terms.spans import bucket, bucketed
from jianzhen.rules.terms.whereabouts import REASONS, Records, whereabouts
from jianzhen.rules.verdict import Table, Verdict, findings
from jianzhen.words import Words


@rule(
    clause="二(三)",
    title=Words("一人两地", "One person in two places"),
    act="fabrication.time_or_place",
    severity="high",
    family="whereabouts",
    unit=Words("人员行踪记录", "whereabouts of persons"),
    measure=Words("扣除误差后仍须错开的时间", "shift still needed after the slack"),
    measure_unit="min",
    headline=Words(
        "同一批采样人员（{people_count} 人）{from_at:%Y-%m-%d %H:%M} 至 {to_at:%m-%d %H:%M} 同时在两处："
        "{first_place_zh}{first_zh}（{first_label}）与 {second_place_zh}{second_zh}（{second_label}），"
        "相距 {distance_km:.1f} 公里",
        "{people_count} person(s) on record at two places from {from_at:%Y-%m-%d %H:%M} to {to_at:%m-%d %H:%M}:"
        " {first_en} at {first_place_en} ({first_label}) and {second_en} at {second_place_en} ({second_label}),"
        " {distance_km:.1f} km apart",
    ),
    numbers=Words(
        "两条记录同时成立的时段 {overlap_min:.0f} 分钟；至少须把其中一条移动 {needed_min:.0f} 分钟才不冲突，"
        "扣除两条记录录入误差各 {slack_min:g} 分钟后仍差 {measure:.0f} 分钟；"
        "两处相距 {distance_km:.2f} 公里（参考线 {min_distance_km:g} 公里）。"
        "两个数均为经验值，可调。若误差各放宽到 {silent_slack_min:.0f} 分钟则不再触发。",
        "Both records hold for {overlap_min:.0f} min; one of them must be moved by at least {needed_min:.0f} min to"
        " agree with the other, {measure:.0f} min more than {slack_min:g} min of slack for each; the places lie"
        " {distance_km:.2f} km apart (line: {min_distance_km:g} km). Both lines are starting values, settable."
        " With a slack of {silent_slack_min:.0f} min each the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("由他人代签或代交样品，本人未到场", "somebody else signed or handed the samples over"),
            Words("签名笔迹、签到设备、委托单、门禁", "handwriting, sign-in device, delegation slip, gate records"),
        ),
        Innocent(
            Words("开始或结束时刻录入有误", "a start or end time was entered wrongly"),
            Words("现场仪器存储与照片的时间", "times in the field instrument's memory and of the photos"),
            heeded=True,
        ),
        Innocent(
            Words("中途交接：先走或后到的人有签到、签退", "a hand-over: who left early or came late signed in and out"),
            Words("签到签退记录、交接单", "sign-in and sign-out records, hand-over form"),
            heeded=True,
        ),
        Innocent(
            Words("环境空气、无组织采样器无人值守；或一天内分次采样，间隙去了别处",
                  "ambient samplers run unattended; or samples were drawn at intervals and the crew left in between"),
            Words("各样品的采集起止时刻", "start and end of each sample"),
            heeded=True,
        ),
        Innocent(
            Words("两个点位在同一厂区，坐标登记粗略", "both points lie in one plant and the coordinates are rough"),
            Words("点位图、排污许可证", "site plan, permit"),
            heeded=True,
        ),
    ),
    onsite=(
        Words("两处现场的视频与门禁记录", "video and gate records of both places"),
        Words("现场仪器存储：文件号、起止时刻、定位", "field instrument memory: file numbers, times, position"),
        Words("车辆轨迹、通行费与用车记录", "vehicle track, tolls, car book"),
        Words("原始采样记录、交接单与签名", "original sampling records, hand-over forms and signatures"),
    ),
    perishable_days=30,
    reasons=REASONS,
)  # fmt: skip
def person_two_places(
    sampling_events: Table,
    sampling_crew: Table,
    samples: Table = OPTIONAL,
    outlets: Table = OPTIONAL,
    certificates: Table = OPTIONAL,
    certificate_sites: Table = OPTIONAL,
    organizations: Table = OPTIONAL,
    *,
    min_distance: Annotated[
        float,
        Threshold(Words("最小距离", "least distance"), "m", 0, 100_000, Source.EXPERT, "starting value, not legal"),
    ] = 500,
    slack: Annotated[
        float,
        Threshold(
            Words("每条记录的录入误差", "slack of each record"),
            "min",
            0,
            240,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 5,
    attended: Annotated[
        float,
        Threshold(
            Words("视为全程在场的最长时段", "longest stay taken as attended throughout"),
            "min", 10, 1440, Source.EXPERT, "starting value, not legal",
        ),
    ] = 120,
) -> Verdict:  # fmt: skip
    """One person is on record at two places at once.

    Two stays a, b of the same person, more than ``min_distance`` apart, cannot both be true when
    min(end_a - start_b, end_b - start_a) > 2 * ``slack``: the left side is the least by which one of them
    would have to be moved, and each record may be wrong by ``slack``. For two spans that overlap in part
    this is the overlap; a short span inside a long one counts with its distance from the nearer end, so that
    a noise measurement of five minutes in the middle of an hour's sampling elsewhere is not overlooked.
    Pairs nearer in time than that are judged by ``travel_time_impossible``.

    A stay is what remains under the narrowest reading of the records: the spans of the samples, cut to sign-in and
    sign-out; the start alone of an ambient sampler; the two ends alone of a stay longer than ``attended``
    (see ``terms.whereabouts``). Handing samples over at the laboratory is a stay too. Staff of the client are left
    out: they accompany, they do not sample. A crew of several persons gives one finding; a record that
    contradicts several others gives one with that it contradicts most, so n records of one moment give n - 1.
    Where two laboratories name the same person, each answers for itself.

    A person cannot be at both places, so at least one time, place or signature is not true
    (环发〔2015〕175 号 第5条(四)). Which one, and who wrote it, the rule does not say.
    """
    records = Records(sampling_events, sampling_crew, samples, outlets, certificates, certificate_sites, organizations)
    found = whereabouts(records, attended_min=attended)
    rows = encounters.worst(found.stays, _contradictions(found.stays, min_distance, slack), by="needed")
    from_at, to_at = later(rows.first_start, rows.second_start), earlier(rows.first_end, rows.second_end)
    return Verdict(
        findings=findings(
            rows,
            subject=rows.subject,
            from_at=from_at,
            to_at=to_at,
            measure=rows.needed - 2 * slack,
            threshold=0.0,
            evidence=encounters.evidence(rows),
            severity=encounters.severity(rows),
            detail={
                **encounters.told(rows),
                "from_at": from_at,
                "to_at": to_at,
                "overlap_min": minutes(from_at, to_at),
                "needed_min": rows.needed,
                "slack_min": slack,
                "silent_slack_min": rows.needed / 2,
                "distance_km": rows.distance / 1000,
                "min_distance_km": min_distance / 1000,
            },
        ),
        units=encounters.judged(found.entries),
    )


def _contradictions(stays: Table, min_distance: float, slack: float) -> Table:
    """Pairs of stays that cannot both be true, and by how many minutes one would have to be moved."""
    first, second = encounters.sides(stays)
    # The days the earlier stay touches meet the day on which the later one begins.
    first = bucketed(first, "first_start", "first_end", into="first_day")
    second = second.mutate(second_day=bucket(second.second_start))
    pairs = first.join(
        second,
        [
            first.first_person_id == second.second_person_id,
            first.first_day == second.second_day,
            second.second_start < first.first_end,
            encounters.in_order(first, second),
        ],
    )
    needed = ibis.least(minutes(pairs.second_start, pairs.first_end), minutes(pairs.first_start, pairs.second_end))
    pairs = pairs.mutate(needed=needed, distance=encounters.distance(pairs))
    return pairs.filter(encounters.apart(pairs, min_distance) & (pairs.needed > 2 * slack)).drop(
        "first_day", "second_day"
    )
