"""赶路不可能: one person is on record at two places too far apart for the time between."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms import encounters
from jianzhen.rules.terms.clock import MINUTE, earlier, later, minutes
from jianzhen.rules.terms.road import least_minutes
from jianzhen.rules.terms.whereabouts import REASONS, Records, whereabouts
from jianzhen.rules.verdict import Table, Verdict, findings
from jianzhen.words import Words

STARTING = "starting value, not legal"


@rule(
    clause="二(三)",
    title=Words("赶路不可能", "Too far for the time between"),
    act="fabrication.time_or_place",
    severity="high",
    family="whereabouts",
    version=2,
    unit=Words("人员行踪记录", "whereabouts of persons"),
    measure=Words("扣除误差后仍需的车速", "speed still needed after the slack"),
    measure_unit="km/h",
    headline=Words(
        "同一采样人员 {one_when} 在 {one_place_zh}{one_zh}（{one_label}），"
        "{other_when} 又在直线 {distance_km:.0f} 公里外的 {other_place_zh}{other_zh}（{other_label}）",
        "One person was {one_en} at {one_place_en} ({one_label}) {one_when} and {other_en} at {other_place_en}"
        " ({other_label}), {distance_km:.0f} km away, {other_when}",
    ),
    numbers=Words(
        "直线 {distance_km:.1f} 公里（道路至少按其 {detour:g} 倍计，{road_km:.1f} 公里），"
        "{gap_zh} {slack_min:g} 分钟{still_zh} {measure:.0f} km/h，"
        "参考线 {threshold:.0f} km/h（起初 {city_km:g} 公里按市内 {city_kmh:g} km/h、"
        "其余按高速限速 {motorway_kmh:g} km/h；经验值，可调）。若误差各放宽到 {silent_slack_min:.1f} 分钟则不再触发。",
        "{distance_km:.1f} km as the crow flies ({road_km:.1f} km by road, taken as at least {detour:g} times that):"
        " {gap_en}; with a slack of {slack_min:g} min for each record still {measure:.0f} km/h; line:"
        " {threshold:.0f} km/h (the first {city_km:g} km at {city_kmh:g} km/h, the rest"
        " at the motorway limit of {motorway_kmh:g} km/h; starting values, settable). With a slack of"
        " {silent_slack_min:.1f} min each the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("交接单或采样单由他人代签", "somebody else signed the hand-over or the sampling record"),
            Words("笔迹、签到设备、实验室门禁", "handwriting, sign-in device, the laboratory's gate records"),
        ),
        Innocent(
            Words("起止时刻录入误差或时钟不准", "a time was entered roughly, or a clock was wrong"),
            Words("现场仪器存储、照片时间、校时记录", "field instrument memory, times of photos, clock checks"),
            heeded=True,
        ),
        Innocent(
            Words("乘坐高铁、飞机", "they went by fast train or aeroplane"),
            Words("车票、登机记录", "tickets, boarding records"),
        ),
        Innocent(
            Words("样品在实验室以外的收样点交接", "samples were handed over at a collecting point, not here"),
            Words("交接地点记录、快递单", "place of the hand-over, courier's note"),
        ),
        Innocent(
            Words("采样器无人值守，起动后人员已离开", "the sampler ran unattended after it had been started"),
            Words("各样品的采集起止时刻、签退记录", "start and end of each sample, sign-out"),
            heeded=True,
        ),
    ),
    onsite=(
        Words("车辆轨迹、通行费与用车记录", "vehicle track, tolls, car book"),
        Words("后一处仪器（声级计等）存储的起止时刻与定位", "times and position in the later instrument's memory"),
        Words("两处视频与门禁", "video and gate records of both places"),
        Words("交接单原件与签名", "the hand-over form and its signatures"),
    ),
    perishable_days=30,
    reasons=REASONS,
)  # fmt: skip
def travel_time_impossible(
    sampling_events: Table,
    sampling_crew: Table,
    samples: Table = OPTIONAL,
    outlets: Table = OPTIONAL,
    certificates: Table = OPTIONAL,
    certificate_sites: Table = OPTIONAL,
    organizations: Table = OPTIONAL,
    *,
    motorway: Annotated[
        float,
        Threshold(
            Words("高速车速", "speed on motorways"), "km/h", 60, 400, Source.EXPERT,
            "我国高速公路最高限速，按全程保持计 (highest speed allowed on motorways, taken as kept all the way)",
        ),
    ] = 120,
    city: Annotated[
        float,
        Threshold(Words("市内车速", "speed in towns"), "km/h", 20, 400, Source.EXPERT, STARTING),
    ] = 60,
    city_km: Annotated[
        float,
        Threshold(Words("按市内车速计的路程", "way at the speed of towns"), "km", 0, 100, Source.EXPERT, STARTING),
    ] = 10,
    detour: Annotated[
        float,
        Threshold(Words("道路与直线之比", "road over straight line"), "1", 1, 3, Source.EXPERT, STARTING),
    ] = 1.1,
    min_distance: Annotated[
        float,
        Threshold(Words("最小距离", "least distance"), "m", 0, 100_000, Source.EXPERT, STARTING),
    ] = 500,
    slack: Annotated[
        float,
        Threshold(Words("每条记录的录入误差", "slack of each record"), "min", 0, 240, Source.EXPERT, STARTING),
    ] = 5,
    attended: Annotated[
        float,
        Threshold(
            Words("视为全程在场的最长时段", "longest stay taken as attended throughout"), "min", 10, 1440,
            Source.EXPERT, STARTING,
        ),
    ] = 120,
) -> Verdict:  # fmt: skip
    """One person is on record at two places too far apart for the time between.

    For two consecutive stays of a person let t be the time from the end of the first to the start of the second
    and d the great-circle distance. The way by road is at least r = ``detour`` * d. At best its first ``city_km`` go
    at ``city`` speed and the rest at ``motorway`` speed: T = min(r, city_km)/city + max(r - city_km, 0)/motorway.
    The records contradict each other when T > t + 2 * ``slack``. The measure is r / (t + 2 slack), the line r / T:
    60 km/h for ten kilometres, 90 for thirty, 110 for 110. One formula for all distances, because a fixed limit for
    "the city" would allow 31 km in less time than 29 km.

    Stays are read as narrowly as in ``person_two_places`` (``terms.whereabouts``), hand-overs of samples at the
    laboratory included; pairs that overlap by more than both slacks are left to that rule. Consecutive is enough:
    where a longer chain is impossible, one of its legs is. Consecutive is tried by start and by end, since stays may
    nest. A crew that travels together gives one finding, and so does a record that contradicts two earlier ones: the
    worse counts.

    A sign that a time, a place or a signature is not true (环发〔2015〕175 号 第5条(四)); it does not say which.
    """
    records = Records(sampling_events, sampling_crew, samples, outlets, certificates, certificate_sites, organizations)
    found = whereabouts(records, attended_min=attended)
    pairs = _consecutive(found.stays)
    gap, distance = minutes(pairs.first_end, pairs.second_start), encounters.distance(pairs)
    road = distance * (detour / 1000)
    pairs = pairs.mutate(
        gap=gap,
        available=gap + 2 * slack,
        distance=distance,
        road=road,
        least=least_minutes(road, city_km, city, motorway),
    )
    pairs = pairs.mutate(lacking=pairs.least - pairs.available)
    late = (pairs.available >= 0) & (pairs.least > pairs.available)
    pairs = pairs.filter(encounters.apart(pairs, min_distance) & late)
    rows = encounters.worst(found.stays, pairs, by="lacking")
    return Verdict(
        findings=findings(
            rows,
            subject=rows.subject,
            from_at=earlier(rows.first_end, rows.second_start),
            to_at=later(rows.first_end, rows.second_start),
            # Times are kept to the minute: what is left of less than one is taken as one.
            measure=rows.road / rows.available.clip(lower=1.0) * MINUTE,
            threshold=rows.road / rows.least * MINUTE,
            evidence=encounters.evidence(rows),
            severity=encounters.severity(rows),
            detail={
                **_in_order(rows, encounters.told(rows)),
                "from_at": rows.first_end,
                "to_at": rows.second_start,
                "gap_min": rows.gap,
                "distance_km": rows.distance / 1000,
                "road_km": rows.road,
                "detour": detour,
                "speed_kmh": ibis.ifelse(rows.gap > 0, rows.road / rows.gap.nullif(0.0) * MINUTE, ibis.null("float64")),
                **_told(rows),
                "slack_min": slack,
                "silent_slack_min": (rows.least - rows.gap) / 2,
                "city_km": city_km,
                "city_kmh": city,
                "motorway_kmh": motorway,
            },
        ),
        units=encounters.judged(found.entries),
    )


def _in_order(rows: Table, told: dict[str, ir.Value]) -> dict[str, ir.Value]:
    """What is told of both records, and again as ``one_...`` and ``other_...`` in the order of their starts.

    Of two records that overlap the one that ends first may start last.
    """
    turned = rows.second_start < rows.first_start
    told = {**told, "first_when": _span(rows.first_start, rows.first_end),
            "second_when": _span(rows.second_start, rows.second_end)}  # fmt: skip
    sides = [name.removeprefix("first_") for name in told if name.startswith("first_")]
    one = {f"one_{name}": ibis.ifelse(turned, told[f"second_{name}"], told[f"first_{name}"]) for name in sides}
    other = {f"other_{name}": ibis.ifelse(turned, told[f"first_{name}"], told[f"second_{name}"]) for name in sides}
    return {**told, **one, **other}


def _span(start: ir.Value, end: ir.Value) -> ir.Value:
    """A stay as the narrowest reading of its record has it, a moment or a span."""
    same_day = start.truncate("D") == end.truncate("D")
    until = ibis.ifelse(same_day, end.strftime("%H:%M"), end.strftime("%m-%d %H:%M"))
    return start.strftime("%Y-%m-%d %H:%M") + ibis.ifelse(start == end, "", ibis.literal("–") + until)


def _told(rows: Table) -> dict[str, ir.Value]:
    """The time between the records in words; where there is none, no speed can be given for it."""
    gap, overlap = _whole(rows.gap), _whole(-rows.gap)
    speed = _whole(rows.road / rows.gap.nullif(0.0) * MINUTE)
    none_zh, none_en = "没有赶路时间；即使各放宽", "no time to travel"
    return {
        "gap_zh": ibis.cases(
            (rows.gap > 0, ibis.literal("间隔 ") + gap + " 分钟，平均需 " + speed + " km/h；扣除两条记录录入误差各"),
            (rows.gap == 0, f"两条记录首尾相接，{none_zh}"),
            else_=ibis.literal("两条记录重叠 ") + overlap + f" 分钟，{none_zh}",
        ),
        "gap_en": ibis.cases(
            (rows.gap > 0, gap + " min between them need " + speed + " km/h"),
            (rows.gap == 0, f"the records touch, {none_en}"),
            else_=ibis.literal("the records overlap by ") + overlap + f" min, {none_en}",
        ),
        "still_zh": ibis.ifelse(rows.gap > 0, "后仍需", "也需"),
    }


def _whole(number: ir.Value) -> ir.Value:
    return number.round().cast("int64").cast("string")


def _consecutive(stays: Table) -> Table:
    """Pairs of stays that follow each other, in the order of their starts or of their ends."""
    first, second = encounters.sides(stays)
    slim = stays.select("key", "person_id", "start", "end").view()
    by_start = slim.key.lag().over(group_by=slim.person_id, order_by=[slim.start, slim.end, slim.key])
    by_end = slim.key.lag().over(group_by=slim.person_id, order_by=[slim.end, slim.start, slim.key])
    links = slim.select("key", by_start=by_start, by_end=by_end)
    one = (links.by_start == links.by_end).fill_null(False)
    before = ibis.ifelse(one, ibis.array([links.by_start]), ibis.array([links.by_start, links.by_end]))
    links = links.select(later_key="key", earlier_key=before.unnest())
    joined = links.join(first, links.earlier_key == first.first_key)
    return joined.join(second, joined.later_key == second.second_key).drop("later_key", "earlier_key")
