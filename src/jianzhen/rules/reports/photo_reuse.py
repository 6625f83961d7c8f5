"""采样照片复用: photographs of one sampling show up in another."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.clock import is_date_only
from jianzhen.rules.terms.day import written
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.pictures import MOST_BITS, banded, differing_bits, with_bits
from jianzhen.rules.terms.place import distance_m
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_STARTING = "starting value, not legal"
_BLANK = (4, 60)
"""So few or so many set bits make a picture without content: black, white, the lens cap."""
_CROWD = 200
"""Photos of a laboratory that agree in one band: the common look of a fixed camera, not a pair."""
_FIXED = 3
"""Sampling events of one place with like pictures, from which on a fixed camera is as likely as a copy."""
_ASPECTS = {
    True: Words("是同一个文件", "are the same file"),
    False: Words("画面几乎相同", "show almost the same picture"),
}
_SIDE = ("photo_row", "event_id", "event_row", "lab_id", "outlet_id", "place", "started_at", "taken_at", "lon", "lat")
_KEY = ("photo_row", "event_row")
"""What tells photographs with their events apart."""


@rule(
    clause="二(二)",
    title=Words("采样照片复用", "Photographs of sampling used again"),
    act="fabrication.no_sampling",
    severity="high",
    family="identity",
    unit=Words("现场照片", "photographs"),
    measure=Words("感知哈希相差的位数", "bits in which the perceptual hashes differ"),
    measure_unit="bit",
    headline=Words(
        "采样 {second_event}（{second_place}，{second_at}）与 {first_event}（{first_place}，{first_at}）有"
        " {pictures} 张照片{aspect_zh}",
        "{pictures} photograph(s) of sampling {second_event} ({second_place}, {second_at}) and {first_event}"
        " ({first_place}, {first_at}) {aspect_en}",
    ),
    numbers=Words(
        "感知哈希 64 位中相差 {measure:.0f} 位，参考线 {threshold:.0f} 位（经验值，非法定）；"
        "两张照片的拍摄时间为 {first_taken} 与 {second_taken}，两处相距 {distance_km:.1f} 公里。"
        "参考线低于 {measure:.0f} 位则不再触发（同一个文件除外）。",
        "The perceptual hashes differ in {measure:.0f} of 64 bits; line: {threshold:.0f} (a starting value, not legal);"
        " the photographs were taken at {first_taken} and {second_taken}, the places lie {distance_km:.1f} km apart."
        " With a line below {measure:.0f} bits the rule would be silent (except for one and the same file).",
    ),
    innocent=(
        Innocent(
            Words("同一次到场分成几条采样记录，共用照片", "one visit on several records, which share their pictures"),
            Words("采样日期与地点", "day and place of sampling"),
            heeded=True,
        ),
        Innocent(
            Words("固定机位或同一平台反复拍同一画面", "a fixed camera, or the same view of a platform time after time"),
            Words(
                "同一地点其他日期的照片：看云影、人和车", "pictures of other days there: look at shadows, people, cars"
            ),
            heeded=True,
        ),
        Innocent(
            Words("空白、全黑照片，或软件的占位图", "a blank or black picture, or a placeholder of the app"),
            Words("照片本身", "the picture itself"),
            heeded=True,
        ),
        Innocent(
            Words(
                "上传时选错照片，当日真实照片仍在手机里",
                "the wrong picture was picked; the true one is still in the telephone",
            ),
            Words("拍摄设备中的原始照片", "the originals in the camera"),
        ),
    ),
    onsite=(
        Words(
            "拍摄设备中当日的原始照片、定位与删除记录",
            "the camera's originals of that day, positions, deleted pictures",
        ),
        Words("两张照片的云影、人员、车辆是否完全相同", "whether shadows, people and cars are the same in both"),
        Words("车辆轨迹、门禁与企业视频", "vehicle track, gate records and the plant's video"),
        Words("现场仪器存储与采样记录的定位", "memory of the field instruments, positions on the sampling record"),
    ),
    perishable_days=60,
    reasons={
        "event": Words("照片没有对应的采样记录", "the photograph belongs to no sampling on record"),
        "digest": Words("照片没有摘要", "no digest of the photograph is on record"),
        "blank": Words("空白照片", "a blank picture"),
        "crowd": Words("相似照片太多，像是固定机位", "too many pictures look alike, as of a fixed camera"),
        "fixed": Words(
            "同一地点多次相似，可能是固定机位，须人看", "alike at one place several times: perhaps a fixed camera"
        ),
    },
)
def photo_reuse(
    photos: Table,
    sampling_events: Table,
    outlets: Table = OPTIONAL,
    *,
    bits: Annotated[
        float,
        Threshold(Words("相差位数上限", "most bits that differ"), "bit", 0, MOST_BITS, Source.EXPERT, _STARTING),
    ] = 5,
    apart: Annotated[
        float, Threshold(Words("视为两处的距离", "distance of two places"), "m", 0, 100_000, Source.EXPERT, _STARTING)
    ] = 500,
) -> Verdict:
    """Photographs of one sampling show up in another.

    Two photographs of different sampling events are one picture when their files have one digest (SHA-256), or, within
    one laboratory, when their 64-bit perceptual hashes differ in at most ``bits`` bits. Hashes cut into six bands that
    differ in five bits or fewer agree in one band, so candidates meet by equality. Each event is told with the earliest
    that has its picture, so n events give n - 1 findings; an event's pictures make one finding.

    Severity is high when it is the same file, when both carry the same moment of taking, or when the places lie more
    than ``apart`` apart, where no camera can see the same; else middle. Two records of one day whose places are not
    known to lie apart are one visit and share what they like. Pictures that look alike at one place in three events or
    more, each with a time of its own, may be a fixed camera: left to a person, as are pictures that agree in a band
    with hundreds of others. Blank pictures are left out.

    A picture shows one moment; used twice, it proves at most one of the two visits (环发〔2015〕175 号 第5条(六)). It
    does not say which, nor that nobody was there.
    """
    shots = once(_shots(photos, sampling_events, outlets))
    known = shots.filter(shots.reason == "")
    spread = once(_spread(known))
    pairs = once(_classified(ibis.union(_same_file(known), _near(spread, known, bits)), apart))
    hits = pairs.filter(~pairs.fixed)
    return Verdict(findings=_findings(hits, bits), units=_units(shots, spread, pairs))


def _shots(photos: Table, sampling_events: Table, outlets: Table) -> Table:
    """Photographs with their event, its place, the bits of the hash, and the ``reason`` not to judge one."""
    places = outlets.group_by(known_outlet="outlet_id").aggregate(
        outlet_lon=outlets.lon.min(), outlet_lat=outlets.lat.min()
    )
    events = sampling_events.select(
        "lab_id", "outlet_id", "started_at", visited="event_id", event_lon="lon", event_lat="lat", event_row="row_id",
        place=sampling_events.site_name.fill_null(sampling_events.outlet_id),
    )  # fmt: skip
    pictures = photos.select("event_id", "sha256", "taken_at", "perceptual_hash", photo_row="row_id")
    joined = pictures.left_join(events, pictures.event_id == events.visited).left_join(
        places, ibis._.outlet_id == places.known_outlet
    )
    own = joined.event_lon.notnull() & joined.event_lat.notnull()
    rows = joined.select(
        "event_id", "event_row", "lab_id", "outlet_id", "place", "started_at", "taken_at", "sha256", "photo_row",
        hash=joined.perceptual_hash.lower(),
        lon=ibis.ifelse(own, joined.event_lon, joined.outlet_lon),
        lat=ibis.ifelse(own, joined.event_lat, joined.outlet_lat),
    )  # fmt: skip
    rows = with_bits(rows, "hash")
    low, high = _BLANK
    reason = ibis.cases(
        (rows.event_row.isnull(), "event"),
        (rows.sha256.isnull() & rows.ones.isnull(), "digest"),
        (((rows.ones <= low) | (rows.ones >= high)).fill_null(False), "blank"),
        else_="",
    )
    return rows.mutate(reason=reason)


def _sides(first: Table, second: Table, **told: ir.Value) -> dict[str, ir.Value]:
    return {
        **{f"first_{name}": first[name] for name in _SIDE},
        **{f"second_{name}": second[name] for name in _SIDE},
        **told,
    }


def _same_file(shots: Table) -> Table:
    """Every photo whose file an earlier event has, with the first of these."""
    filed = shots.filter(shots.sha256.notnull())
    shared = filed.group_by("sha256").aggregate(events=filed.event_id.nunique())
    shared = shared.filter(shared.events > 1)
    filed = filed.semi_join(shared, "sha256").select(*filed.columns)
    first = first_of(filed, ["sha256"], [filed.started_at, filed.event_id, filed.photo_row]).view()
    joined = filed.join(first, [filed.sha256 == first.sha256, filed.event_id != first.event_id])
    return joined.select(**_sides(first, filed, same_file=ibis.literal(True), bits=ibis.literal(0, "int64")))


def _spread(shots: Table) -> Table:
    """Hashed photos, once per band, with ``crowd``: how many photos of the laboratory agree in the band."""
    slim = shots.select(*_KEY, "event_id", "lab_id", "started_at", "sha256", "hash", "high", "low", "ones")
    rows = banded(slim.filter(slim.ones.notnull()), "hash").drop("hash", "ones")
    return rows.mutate(crowd=rows.count().over(group_by=["lab_id", "band"]))


def _near(spread: Table, shots: Table, bits: float) -> Table:
    """Pairs of photos of one laboratory whose hashes differ in few bits, the earlier event first."""
    rows = spread.filter((spread.crowd > 1) & (spread.crowd <= _CROWD))
    second = rows.view()
    earlier = (rows.started_at < second.started_at) | (
        (rows.started_at == second.started_at) & (rows.event_id < second.event_id)
    )
    joined = rows.join(second, [rows.lab_id == second.lab_id, rows.band == second.band, earlier])
    other = (rows.sha256 != second.sha256).fill_null(True) & (rows.event_id != second.event_id)
    keys = {f"{side}_{name}": rows_of[name] for side, rows_of in (("one", rows), ("two", second)) for name in _KEY}
    pairs = joined.select(**keys, bits=differing_bits(rows, second), other=other)
    pairs = pairs.filter(pairs.other & (pairs.bits <= bits)).drop("other").distinct()
    one, two = shots, shots.view()
    shown = pairs.join(one, [pairs[f"one_{name}"] == one[name] for name in _KEY])
    shown = shown.join(two, [pairs[f"two_{name}"] == two[name] for name in _KEY])
    return shown.select(**_sides(one, two, same_file=ibis.literal(False), bits=pairs.bits))


def _classified(pairs: Table, apart: float) -> Table:
    """Pairs that are not one visit, with ``grave`` and ``fixed``."""
    distance = distance_m(pairs.first_lon, pairs.first_lat, pairs.second_lon, pairs.second_lat)
    rows = pairs.mutate(
        distance=distance,
        elsewhere=(distance > apart).fill_null(False),
        same_moment=((pairs.first_taken_at == pairs.second_taken_at) & ~is_date_only(pairs.first_taken_at)).fill_null(
            False
        ),
        one_day=pairs.first_started_at.truncate("D") == pairs.second_started_at.truncate("D"),
    )
    rows = rows.filter(~(rows.one_day & ~rows.elsewhere))
    rows = rows.mutate(grave=rows.same_file | rows.same_moment | rows.elsewhere)
    # Fixed cameras show in how many events look alike at a place, from either end of the pairs.
    mild = rows.filter(~rows.grave)
    ends = ibis.union(
        mild.select(shot="first_photo_row", other="second_event_id"),
        mild.select(shot="second_photo_row", other="first_event_id"),
    )
    often = ends.group_by(often_shot="shot").aggregate(others=ends.other.nunique())
    often = often.filter(often.others >= _FIXED - 1).select("often_shot")
    again = often.view()
    rows = rows.left_join(often, rows.first_photo_row == often.often_shot)
    rows = rows.select(*rows.columns)
    rows = rows.left_join(again, rows.second_photo_row == again.often_shot, rname="{name}_too")
    fixed = ~rows.grave & (rows.often_shot.notnull() | rows.often_shot_too.notnull())
    return rows.mutate(fixed=fixed).drop("often_shot", "often_shot_too")


def _findings(hits: Table, bits: float) -> Table:
    """One finding per event and laboratory, against the earliest event that has one of its pictures."""
    across = hits.filter(hits.first_lab_id != hits.second_lab_id)
    rows = ibis.union(hits.mutate(subject=hits.second_lab_id), across.mutate(subject=across.first_lab_id))
    order = [
        ~rows.grave,
        rows.first_started_at,
        rows.first_event_id,
        rows.bits,
        rows.first_photo_row,
        rows.second_photo_row,
    ]
    by = ["subject", "second_event_id"]
    worst = first_of(rows, by, order)
    of_pair = rows.semi_join(worst, [*by, "first_event_id"]).select(*rows.columns)
    facts = of_pair.group_by(by).aggregate(
        pictures=of_pair.second_photo_row.nunique(),
        photo_rows=of_pair.second_photo_row.collect(),
        first_rows=of_pair.first_photo_row.collect(),
        all_one_file=of_pair.same_file.all(),
    )
    told = worst.join(facts, by)
    aspect = {
        language: ibis.ifelse(told.all_one_file, getattr(_ASPECTS[True], language), getattr(_ASPECTS[False], language))
        for language in ("zh", "en")
    }
    return findings(
        told,
        subject=told.subject,
        from_at=told.first_started_at,
        to_at=told.second_started_at,
        measure=told.bits,
        threshold=bits,
        severity=ibis.ifelse(told.grave, "high", "middle"),
        evidence=[
            Evidence("photos", told.first_rows, "first"),
            Evidence("photos", told.photo_rows, "second"),
            Evidence("sampling_events", told.first_event_row, "first"),
            Evidence("sampling_events", told.second_event_row, "second"),
        ],
        detail={
            "first_event": told.first_event_id,
            "second_event": told.second_event_id,
            "first_place": told.first_place,
            "second_place": told.second_place,
            "first_at": written(told.first_started_at),
            "second_at": written(told.second_started_at),
            "first_taken": written(told.first_taken_at),
            "second_taken": written(told.second_taken_at),
            "pictures": told.pictures,
            "aspect_zh": aspect["zh"],
            "aspect_en": aspect["en"],
            "distance_km": told.distance / 1000,
        },
    )


def _units(shots: Table, spread: Table, pairs: Table) -> Table:
    crowded = spread.group_by(crowd_row="photo_row").aggregate(least=spread.crowd.min())
    crowded = crowded.filter(crowded.least > _CROWD)
    mild = pairs.filter(pairs.fixed)
    fixed = ibis.union(mild.select(fixed_row="first_photo_row"), mild.select(fixed_row="second_photo_row")).distinct()
    rows = shots.left_join(crowded, shots.photo_row == crowded.crowd_row).left_join(
        fixed, ibis._.photo_row == fixed.fixed_row
    )
    return units(
        rows,
        subject=rows.lab_id,
        missing={
            **{name: rows.reason == name for name in ("event", "digest", "blank")},
            "crowd": rows.crowd_row.notnull(),
            "fixed": rows.fixed_row.notnull(),
        },
    )
