"""一人两地: one person is on record at two places at once."""

from __future__ import annotations

from typing import Annotated

from jianzhen.rules.declare import rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.clock import earlier, epoch, is_date_only, later, minutes
from jianzhen.rules.terms.place import distance_m
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words


@rule(
    clause="二(三)",
    title=Words("一人两地", "One person in two places"),
    act="fabrication.time_or_place",
    severity="high",
    family="whereabouts",
    unit=Words("采样人员记录", "crew entries"),
    measure=Words("两处同时在场", "time at both places at once"),
    measure_unit="min",
    headline=Words(
        "同一采样员 {from_at:%Y-%m-%d %H:%M} 至 {to_at:%H:%M} 同时在相距 {distance_km:.1f} 公里的两处采样"
        "（{first_event} 与 {second_event}）",
        "One sampler is on record at two places {distance_km:.1f} km apart from {from_at:%Y-%m-%d %H:%M} to"
        " {to_at:%H:%M} (events {first_event} and {second_event})",
    ),
    numbers=Words(
        "两份采样记录重叠 {overlap_min:.0f} 分钟，扣除录入误差 {slack_min:.0f} 分钟后仍有 {measure:.0f} 分钟；"
        "两处相距 {distance_km:.1f} 公里（参考线 {min_distance_km:.1f} 公里）。若误差放宽到 {overlap_min:.0f} 分钟则不再触发。",
        "The two records overlap by {overlap_min:.0f} min; {measure:.0f} min remain after a clock slack of"
        " {slack_min:.0f} min; the places lie {distance_km:.1f} km apart (line: {min_distance_km:.1f} km)."
        " With a slack of {overlap_min:.0f} min the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("由他人代签，本人未到场", "somebody else signed; the person was not there"),
            Words("签名笔迹、签到设备、委托单", "handwriting, sign-in device, delegation slip"),
        ),
        Innocent(
            Words("开始或结束时刻录入有误", "a start or end time was entered wrongly"),
            Words("现场仪器存储与照片的时间", "times in the field instrument's memory and of the photos"),
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
        Words("原始采样记录与签名", "original sampling records and signatures"),
    ),
    perishable_days=30,
    reasons={"time": Words("采样起止时刻只有日期", "only the day of sampling is given, not the time")},
)
def person_two_places(
    sampling_events: Table,
    sampling_crew: Table,
    *,
    min_distance: Annotated[
        float,
        Threshold(Words("最小距离", "least distance"), "m", 0, 100_000, Source.EXPERT, "starting value, not legal"),
    ] = 500,
    slack: Annotated[
        float,
        Threshold(Words("录入误差", "clock slack"), "min", 0, 240, Source.EXPERT, "starting value, not legal"),
    ] = 15,
) -> Verdict:
    """One person is on record at two places at once.

    Two sampling events of the same person overlap in time by more than ``slack`` and lie more than
    ``min_distance`` apart. A person cannot be at both, so at least one time, place or signature is
    not true (环发〔2015〕175 号 第5条(四)). Staff of the client are left out: they accompany, they do not sample.
    """
    visits = _visits(sampling_events, sampling_crew)
    told = visits.filter(visits.can_tell)
    other = told.view()
    from_at, to_at = later(told.start, other.start), earlier(told.end, other.end)
    pairs = told.join(
        other,
        [
            told.person_id == other.person_id,
            # Each laboratory of a pair answers for itself; within one, the pair counts once.
            (told.event_id < other.event_id) | (told.lab_id != other.lab_id),
            told.start < other.end,
            other.start < told.end,
        ],
    ).select(
        lab_id=told.lab_id,
        person_id=told.person_id,
        first_event=told.event_id,
        second_event=other.event_id,
        from_at=from_at,
        to_at=to_at,
        overlap=minutes(from_at, to_at),
        distance=distance_m(told.lon, told.lat, other.lon, other.lat),
        first=told.event_row,
        second=other.event_row,
        first_crew=told.crew_row,
        second_crew=other.crew_row,
    )
    hits = pairs.filter((pairs.overlap > slack) & (pairs.distance > min_distance))
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.from_at,
            to_at=hits.to_at,
            measure=hits.overlap - slack,
            threshold=0.0,
            evidence=[
                Evidence("sampling_events", hits.first, "first"),
                Evidence("sampling_events", hits.second, "second"),
                Evidence("sampling_crew", hits.first_crew, "first"),
                Evidence("sampling_crew", hits.second_crew, "second"),
            ],
            detail={
                "person_id": hits.person_id,
                "first_event": hits.first_event,
                "second_event": hits.second_event,
                "from_at": hits.from_at,
                "to_at": hits.to_at,
                "overlap_min": hits.overlap,
                "slack_min": slack,
                "distance_km": hits.distance / 1000,
                "min_distance_km": min_distance / 1000,
            },
        ),
        units=units(
            visits,
            subject=visits.lab_id,
            missing={"time": visits.date_only, "sampling_events.lon": visits.lon.isnull() | visits.lat.isnull()},
        ),
    )


def _visits(sampling_events: Table, sampling_crew: Table) -> Table:
    """One row per person of the laboratory and sampling event."""
    crew = sampling_crew.filter(~sampling_crew.client_staff.fill_null(False))
    joined = crew.join(sampling_events, crew.event_id == sampling_events.event_id)
    rows = joined.select(
        lab_id=sampling_events.lab_id,
        person_id=crew.person_id,
        event_id=sampling_events.event_id,
        start=crew.signed_in_at.fill_null(sampling_events.started_at),
        end=crew.signed_out_at.fill_null(sampling_events.ended_at),
        lon=sampling_events.lon,
        lat=sampling_events.lat,
        event_row=sampling_events.row_id,
        crew_row=crew.row_id,
    )
    date_only = is_date_only(rows.start) & is_date_only(rows.end)
    return rows.mutate(date_only=date_only).mutate(
        can_tell=lambda table: ~table.date_only & table.lon.notnull() & table.lat.notnull() & (epoch(table.start) >= 0)
    )
