"""一组一日过多: one crew's recorded day takes more hours than a working day has."""

from __future__ import annotations

from typing import Annotated

import ibis

from jianzhen.law.standards import standard_number
from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.clock import DAY, HOUR, MINUTE, minutes
from jianzhen.rules.terms.daywork import Pace, least_day, longest_days, person_days, tasks
from jianzhen.rules.terms.once import once
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

STARTING = "starting value, not legal"
GAS = standard_number("gas.duration.continuous")
_DAY = ["lab_id", "person_id", "day"]


@rule(
    clause="二(三)",
    title=Words("一组一日采样过多", "Too much for one crew in a day"),
    act="fabrication.time_or_place",
    severity="high",
    family="whereabouts",
    unit=Words("采样人员的工作日", "days of samplers in the field"),
    measure=Words("当日记录至少需要的时间", "time that the day's records need at the least"),
    measure_unit="h",
    headline=Words(
        "{day:%Y-%m-%d} 同一组采样人员（{people_count} 人）记有 {events:.0f} 次采样、{places:.0f} 处地点，"
        "采样和路程至少需要 {needed_h:.1f} 小时",
        "On {day:%Y-%m-%d} one crew ({people_count} people) has {events:.0f} sampling events at {places:.0f} places on"
        " record; sampling and travel take {needed_h:.1f} h at the least",
    ),
    numbers=Words(
        "采样至少 {work_h:.1f} 小时，走遍各处的道路至少 {way_km:.0f} 公里、{way_h:.1f} 小时，合计 {measure:.1f} 小时"
        "{teams_zh}；参考线 {threshold:g} 小时（经验值，非法定，可调）。同一地点并行的只计一次，无人值守和自动采样只计"
        "操作 {handling_min:g} 分钟，路程按任意先后次序的下限计。参考线提高到 {measure:.1f} 小时则不再触发。",
        "Sampling takes at least {work_h:.1f} h, the way through all places at least {way_km:.0f} km and {way_h:.1f} h,"
        " {measure:.1f} h together{teams_en}; line: {threshold:g} h (a starting value, not legal, settable). Work side"
        " by side at one place counts once, what runs by itself with {handling_min:g} min of handling, the way with"
        " its least length in any order. With a line of {measure:.1f} h the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("人员分成几组同时采样，记录上写了全部人员", "they worked in teams; every record names everybody"),
            Words("派车单、各组签到", "car book, sign-in of each team"),
            heeded=True,
        ),
        Innocent(
            Words("无人值守或自动采样器", "unattended or automatic samplers"),
            Words("采样器存储", "the sampler's memory"),
            heeded=True,
        ),
        Innocent(
            Words("同一地点几台仪器并行采样", "several instruments side by side at one place"),
            Words("各仪器存储的起止时刻", "times in the memory of each instrument"),
            heeded=True,
        ),
        Innocent(
            Words("采样日期只登记为任务起始日，实际做了几天", "only the first day of a task of several was entered"),
            Words("任务单、差旅与住宿记录", "task order, travel and lodging"),
        ),
        Innocent(
            Words("突发事件应急，确实通宵工作", "an emergency, and they did work through the night"),
            Words("应急通知、加班与值班记录", "emergency notice, overtime and duty records"),
        ),
        Innocent(
            Words("由他人代签", "somebody else signed for them"),
            Words("笔迹、签名设备", "handwriting, device of the signature"),
        ),
    ),
    onsite=(
        Words("当日车辆轨迹、通行费、加油记录", "vehicle track, tolls and fuel of that day"),
        Words("现场仪器存储：各点起止时刻与定位", "field instrument memory: times and positions of each point"),
        Words("各采样点视频、照片时间", "film of the points, times of photographs"),
        Words("采样原始记录与签名", "sampling records and signatures"),
    ),
    perishable_days=30,
    reasons={"time": Words("有采样只有日期且跨几天，不知在哪天", "an event gives only days, and several of them")},
)  # fmt: skip
def team_day_overload(
    sampling_events: Table,
    sampling_crew: Table,
    samples: Table = OPTIONAL,
    outlets: Table = OPTIONAL,
    *,
    day: Annotated[
        float, Threshold(Words("一日工时上限", "longest day"), "h", 8, 24, Source.EXPERT, STARTING)
    ] = 14,
    gas: Annotated[
        float,
        Threshold(Words("只有日期的废气采样", "stack gas where only the day is known"), "min", 10, 240, Source.STANDARD,
                  GAS.standard, verified=GAS.verified),
    ] = GAS.value,
    handling: Annotated[
        float,
        Threshold(Words("无人值守或只有日期的其他采样", "unattended samplers, other work without times"),
                  "min", 1, 60, Source.EXPERT, STARTING),
    ] = 10,
    attended: Annotated[
        float,
        Threshold(Words("视为全程在场的最长时段", "longest span taken as attended throughout"), "min", 10, 1440,
                  Source.EXPERT, STARTING),
    ] = 120,
    water: Annotated[
        float,
        Threshold(Words("视为人工采水的最长时段", "longest span of drawing water by hand"), "min", 1, 1440,
                  Source.EXPERT, STARTING),
    ] = 30,
    motorway: Annotated[
        float, Threshold(Words("高速车速", "speed on motorways"), "km/h", 60, 400, Source.EXPERT, STARTING)
    ] = 120,
    city: Annotated[
        float, Threshold(Words("市内车速", "speed in towns"), "km/h", 20, 400, Source.EXPERT, STARTING)
    ] = 60,
    city_km: Annotated[
        float,
        Threshold(Words("按市内车速计的路程", "way at the speed of towns"), "km", 0, 100, Source.EXPERT, STARTING),
    ] = 10,
    detour: Annotated[
        float, Threshold(Words("道路与直线之比", "road over straight line"), "1", 1, 3, Source.EXPERT, STARTING)
    ] = 1.1,
) -> Verdict:  # fmt: skip
    """One crew's recorded day takes more hours than a working day has.

    For each person of a laboratory and day: W is the work, added up over the places; at one place (points within
    500 m) spans that overlap count once. A span is a sample's, else the event's; one longer than ``attended``
    (``water`` for water), and whatever an ambient or fugitive sampler draws, counts with ``handling``; where only the
    day is known a stack counts with ``gas``, anything else with ``handling``, once per place and category. T is the
    time for the shortest possible way: at least the sum of the distances from each place to the nearest other but
    for the greatest, and at least the distance of the two farthest, times ``detour``, its first ``city_km`` at
    ``city`` speed and the rest at ``motorway`` speed. With k the number of teams of two that the smallest crew of
    the day could form, the day is a finding when (W + T) / k > ``day``. People of the same events are one finding.

    It is of high severity where no day would be long enough: above 24 h, or where all times are known and the
    time from the first to the last is shorter than what is needed; else middle, for long days do happen.

    A sign that places, times or people on record are not true (环发〔2015〕175 号 第5条(四)); it does not say which.
    """
    pace = Pace(attended, water, handling, gas, detour, city_km, city, motorway)
    entries = once(_entries(sampling_events, sampling_crew, outlets))
    done = once(tasks(sampling_events, samples, pace))
    days = once(person_days(entries, done))
    asked = once(longest_days(days, day * HOUR / MINUTE, pace))
    told = least_day(asked, entries, done, pace)
    hits = once(told.filter(told.needed_min > day * HOUR / MINUTE))
    return Verdict(findings=_findings(hits, entries, done, pace, day), units=_units(days, hits))


def _entries(events: Table, crew: Table, outlets: Table) -> Table:
    """Crew entries of the laboratory with place of the event and size of its crew; the client's staff left out."""
    own = crew.filter(~crew.client_staff.fill_null(False)).select("event_id", "person_id", crew_row="row_id")
    people = own.group_by("event_id").aggregate(people=own.person_id.nunique())
    places = outlets.select(known_outlet="outlet_id", outlet_lon="lon", outlet_lat="lat")
    slim = events.select("event_id", "lab_id", "outlet_id", "lon", "lat", event_row="row_id")
    rows = own.join(slim, "event_id").join(people, "event_id")
    rows = rows.left_join(places, rows.outlet_id == places.known_outlet)
    placed = rows.lon.notnull() & rows.lat.notnull()
    return rows.select(
        "lab_id", "person_id", "event_id", "people", "event_row", "crew_row",
        lon=ibis.ifelse(placed, rows.lon, rows.outlet_lon),
        lat=ibis.ifelse(placed, rows.lat, rows.outlet_lat),
    ).filter(ibis._.event_id.notnull())  # fmt: skip


def _findings(hits: Table, entries: Table, done: Table, pace: Pace, limit: float) -> Table:
    """One finding per crew and day: people with the same events, the same hours."""
    there = entries.join(done.select("event_id", "day").distinct(), "event_id")
    there = there.semi_join(hits, _DAY)
    theirs = there.group_by(*_DAY).aggregate(
        first_event=there.event_id.min(), last_event=there.event_id.max(),
        event_rows=there.event_row.collect(), crew_rows=there.crew_row.collect(),
    )  # fmt: skip
    rows = hits.join(theirs, _DAY)
    window = minutes(rows["first"], rows["last"])
    impossible = (rows.needed_min > DAY / MINUTE) | (~rows.loose & (rows.needed_min > window)).fill_null(False)
    rows = rows.mutate(needed_min=rows.needed_min.round(6), impossible=impossible)
    crews = rows.group_by("lab_id", "day", "first_event", "last_event", "events", "needed_min").aggregate(
        people=rows.person_id.collect(distinct=True),
        people_count=rows.person_id.nunique(),
        **{name: rows[name].max() for name in ("work_min", "way_km", "way_min", "places", "teams")},
        impossible=rows.impossible.any(),
        event_rows=rows.event_rows.collect().flatten(),
        crew_rows=rows.crew_rows.collect().flatten(),
    )
    split = crews.teams > 1
    teams = crews.teams.cast("int64").cast("string")
    hour = HOUR / MINUTE
    return findings(
        crews,
        subject=crews.lab_id,
        from_at=crews.day,
        to_at=crews.day + ibis.interval(days=1),
        measure=crews.needed_min / hour,
        threshold=limit,
        severity=ibis.ifelse(crews.impossible, ibis.null("string"), "middle"),
        evidence=[
            Evidence("sampling_events", crews.event_rows, "sampling"),
            Evidence("sampling_crew", crews.crew_rows, "crew"),
        ],
        detail={
            "day": crews.day,
            "people": crews.people,
            "people_count": crews.people_count,
            "events": crews.events,
            "places": crews.places,
            "needed_h": crews.needed_min / hour,
            "work_h": crews.work_min / hour,
            "way_km": crews.way_km,
            "way_h": crews.way_min / hour,
            "teams_zh": ibis.ifelse(split, ibis.literal("（可分 ") + teams + " 组，已除以组数）", ""),
            "teams_en": ibis.ifelse(split, ibis.literal(" (shared by the ") + teams + " teams they could form)", ""),
            "handling_min": pace.handling,
        },
    )


def _units(days: Table, hits: Table) -> Table:
    """People's days, and why some cannot be judged."""
    found = hits.select(*_DAY).mutate(found=ibis.literal(True))
    rows = days.left_join(found, _DAY)
    short = rows.found.isnull()
    missing = {
        "time": short & rows.vague,
        "sampling_events.lon": short & rows.placeless & (rows.events > 1),
    }
    return units(rows, subject=rows.lab_id, missing=missing)
