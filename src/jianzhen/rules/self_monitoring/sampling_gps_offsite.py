"""采样坐标偏离: the position recorded for a sampling lies away from the outlet it names."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.datum import least_distances
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.place import distance_m, said_distance
from jianzhen.rules.terms.plants import at_plant, plant_names
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

STARTING = "starting value, not legal"
AT_THE_OUTLET = ("exhaust", "water")
"""Categories drawn at the outlet itself; noise, fugitive and ambient points lie about the plant."""
OUTLETS = ("air", "water")
"""Kinds of point with an outlet; a section of a river is sampled from the bridge or bank that can be reached."""
OFFICE_M = 500.0
"""A position this near to one of the laboratory's own sites is said to be there."""
DECIMAL_ERRORS = ((10, 7_900.0), (100, 790.0), (1000, 79.0))
"""Whole multiples of 1/n degree, and how many metres such rounding may hide (half a step, both ways)."""


@rule(
    clause="二(三)",
    title=Words("采样坐标偏离", "Position of sampling away from the outlet"),
    act="tampering.sampling_location",
    severity="high",
    family="whereabouts",
    unit=Words("采样记录", "sampling events"),
    measure=Words("采样坐标与登记坐标的距离", "distance between recorded and registered position"),
    measure_unit="m",
    headline=Words(
        "{event_id}（{place}，{started_at:%Y-%m-%d %H:%M}）的采样坐标距排放口 {outlet_id} 的登记坐标{filed_zh}"
        "（换算坐标系后最近也有{distance_zh}）{office_zh}",
        "{event_id} ({place}, {started_at:%Y-%m-%d %H:%M}): the recorded position lies {filed_en} from the"
        " registered one of outlet {outlet_id} (at least {distance_en} in any datum){office_en}",
    ),
    numbers=Words(
        "按 WGS-84、GCJ-02、BD-09 任意混用中最近的一种计为{distance_zh}（照填报坐标直接计{filed_zh}）；"
        "参考线 {threshold:.0f} 米＝{allowed_zh} {allowed:g} 米＋定位误差 {accuracy:g} 米＋坐标小数位误差"
        " {rounding:.0f} 米（前两项为经验值，可调）。参考线放宽到{distance_zh}则不再触发。",
        "{distance_en} under the kindest mix of WGS-84, GCJ-02 and BD-09 ({filed_en} as filed); line:"
        " {threshold:.0f} m = {allowed_en} {allowed:g} m + position error {accuracy:g} m + decimals of the coordinates"
        " {rounding:.0f} m (the first two are starting values, settable). With a line of {distance_en} the rule"
        " would be silent.",
    ),
    innocent=(
        Innocent(
            Words("坐标系混用（GCJ-02、BD-09 当作 WGS-84）", "datums were mixed (GCJ-02 or BD-09 filed as WGS-84)"),
            Words("定位设备的坐标系设置", "datum set in the device"),
            heeded=True,
        ),
        Innocent(
            Words("坐标只填到小数点后两三位", "coordinates were filed with two or three decimals"),
            Words("设备中的原始定位", "the position in the device"),
            heeded=True,
        ),
        Innocent(
            Words("登记的是厂址坐标，排口另在厂内", "the register has the plant's position, not the outlet's"),
            Words("厂区平面图、许可证附图", "site plan, map of the permit"),
            heeded=True,
        ),
        Innocent(
            Words("排放口台账坐标有误，多家机构都在同一处采样", "the register is wrong: others sample there too"),
            Words("现场定位、其他机构的记录", "position measured there, records of other laboratories"),
            heeded=True,
        ),
        Innocent(
            Words("坐标为手工填写，照片定位仍在排口", "the position was typed; the photographs are of the outlet"),
            Words("照片内嵌坐标", "position in the photographs"),
            heeded=True,
            needs=("photos",),
        ),
        Innocent(
            Words("高大建筑、烟囱旁定位漂移", "the position drifted beside tall buildings"),
            Words("同次采样的轨迹、其他设备定位", "track of the visit, positions of other devices"),
        ),
    ),
    onsite=(
        Words("采样仪器与手持终端内的定位、轨迹", "positions and tracks in instruments and handsets"),
        Words("照片原图的内嵌坐标与时间", "position and time inside the original photographs"),
        Words("该时段机构场所的门禁、视频", "gate and film of the laboratory's own site at that time"),
        Words("车辆轨迹、通行费", "vehicle track, tolls"),
        Words("排口实地定位，核对台账坐标", "the outlet's position measured on the spot"),
    ),
    perishable_days=30,
    reasons={
        "outlet": Words("没有写明排放口，或排放口不在台账中", "no outlet named, or none in the register"),
        "register": Words("另有机构也在同一处采样，台账坐标可疑", "another laboratory samples there too"),
        "photos": Words("照片定位在排口，坐标与照片互相矛盾", "the photographs were taken at the outlet"),
    },
)  # fmt: skip
def sampling_gps_offsite(
    sampling_events: Table,
    outlets: Table,
    photos: Table = OPTIONAL,
    organizations: Table = OPTIONAL,
    certificates: Table = OPTIONAL,
    certificate_sites: Table = OPTIONAL,
    *,
    outlet: Annotated[
        float,
        Threshold(Words("距排放口", "from the outlet"), "m", 20, 10_000, Source.EXPERT, STARTING),
    ] = 200,
    plant: Annotated[
        float,
        Threshold(Words("距厂址", "from the plant"), "m", 100, 20_000, Source.EXPERT, STARTING),
    ] = 1000,
    accuracy: Annotated[
        float,
        Threshold(Words("定位误差", "error of a position"), "m", 0, 1000, Source.EXPERT, STARTING),
    ] = 50,
) -> Verdict:  # fmt: skip
    """The position recorded for a sampling lies away from the outlet it names.

    With e the position of an event and o that of its outlet, d is the least distance between them under any mix of
    the datums WGS-84, GCJ-02 and BD-09 (``terms.datum``): a map position filed as WGS-84 is no reproach. The event
    is a finding when d > a + ``accuracy`` + r. The allowance a is ``outlet`` for stack gas and waste water, and
    ``plant`` for noise, fugitive emissions, sections of rivers and other points, and wherever several outlets of a
    plant share one registered position, which is then the plant's; r is what the decimals of both positions may hide.

    Nobody can tell where another laboratory's events at the outlet were as near to e as a would allow and as far
    from o, for then the register is in doubt; nor where a photograph of the event was taken near o. Where e lies
    within 500 m of a site of the laboratory itself, the finding says so.

    Times and positions of field work must be taken by device (评审补充要求 (2025) 第18条); sampling elsewhere than
    at the fixed point changes the point (环发〔2015〕175 号 第4条(一); 条例 25 条(四)). It does not say who entered the
    position, nor that nobody came.
    """
    rows = _pairs(sampling_events, outlets, outlet, plant, accuracy)
    far = once(_far(rows))
    doubtful, shown = _doubtful(far, outlet + accuracy), _shown(far, photos)
    office = _office(far, _own_sites(organizations, certificates, certificate_sites))
    told = far
    for more in (doubtful, shown, office):
        told = told.left_join(more, "event_row").drop("event_row_right")
    told = once(told.mutate(doubtful=told.doubtful.fill_null(False), near=told.near.fill_null(False)))
    hits = told.filter(~told.doubtful & ~told.near)
    plants = plant_names(outlets, organizations)
    hits = hits.left_join(plants, hits.outlet_id == plants.plant_outlet)
    return Verdict(findings=_findings(hits, accuracy), units=_units(rows, told))


def _pairs(events: Table, outlets: Table, outlet_m: float, plant_m: float, accuracy: float) -> Table:
    """Events with the position of their outlet, the line for their distance and its parts."""
    placed = outlets.lon.notnull() & outlets.lat.notnull()
    sharing = outlets.count().over(group_by=[outlets.org_id, outlets.lon, outlets.lat])
    known = outlets.select(
        known_outlet="outlet_id", outlet_kind="kind", outlet_lon="lon", outlet_lat="lat", shared=placed & (sharing > 1),
        outlet_row="row_id",
    )  # fmt: skip
    named = events.select(
        "event_id", "lab_id", "outlet_id", "site_name", "category", "started_at", "ended_at", "lon", "lat",
        event_row="row_id",
    )  # fmt: skip
    rows = named.left_join(known, named.outlet_id == known.known_outlet)
    own = rows.outlet_kind.isin(OUTLETS).fill_null(False) & ~rows.shared.fill_null(False)
    at_outlet = rows.category.isin(AT_THE_OUTLET) & own
    rows = rows.mutate(
        has_place=rows.lon.notnull() & rows.lat.notnull(),
        outlet_place=rows.outlet_lon.notnull() & rows.outlet_lat.notnull(),
        at_outlet=at_outlet,
        allowed=ibis.ifelse(at_outlet, float(outlet_m), float(plant_m)).cast("float64"),
        rounding=_rounding(rows.lon, rows.lat) + _rounding(rows.outlet_lon, rows.outlet_lat),
        filed=distance_m(rows.lon, rows.lat, rows.outlet_lon, rows.outlet_lat),
    )
    return rows.mutate(line=rows.allowed + rows.rounding + accuracy)


def _rounding(lon: ir.Value, lat: ir.Value) -> ir.Value:
    """How many metres the decimals of a position may hide; nothing worth counting from four decimals on."""
    coarse = [(_whole(lon * steps) & _whole(lat * steps), ibis.literal(metres)) for steps, metres in DECIMAL_ERRORS]
    return ibis.cases(*coarse, else_=0.0).cast("float64")


def _whole(number: ir.Value) -> ir.Value:
    # Degrees are binary floats: a multiple of 0.001 is one only to within their error.
    return (number - number.round()).abs() < 1e-6  # noqa: PLR2004


def _far(rows: Table) -> Table:
    """Events beyond their line under every datum."""
    rows = rows.filter(rows.has_place & rows.outlet_place & (rows.filed > rows.line))
    least = least_distances(rows.select("lon", "lat", pair="event_row", other_lon="outlet_lon", other_lat="outlet_lat"))
    rows = rows.join(least, rows.event_row == least.pair).drop("pair")
    return rows.filter(rows.least_m > rows.line)


def _doubtful(far: Table, near_m: float) -> Table:
    """Events that another laboratory's, equally far from the outlet, lie beside: the register is in doubt."""
    slim = far.select("event_row", "lab_id", "outlet_id", "lon", "lat")
    others = slim.view().rename("other_{name}")
    pairs = slim.join(others, [slim.outlet_id == others.other_outlet_id, slim.lab_id != others.other_lab_id])
    beside = distance_m(pairs.lon, pairs.lat, pairs.other_lon, pairs.other_lat) <= near_m
    return pairs.filter(beside).select("event_row", doubtful=ibis.literal(True)).distinct()


def _shown(far: Table, photos: Table) -> Table:
    """Events with photographs of known place: ``near`` (one was taken at the outlet) and their rows."""
    placed = photos.filter(photos.lon.notnull() & photos.lat.notnull())
    placed = placed.select("event_id", photo_lon="lon", photo_lat="lat", pair="row_id")
    sites = far.select("event_id", "event_row", "outlet_lon", "outlet_lat", "line")
    pairs = sites.join(placed, "event_id")
    least = least_distances(
        pairs.select("pair", lon="photo_lon", lat="photo_lat", other_lon="outlet_lon", other_lat="outlet_lat")
    )
    pairs = pairs.join(least, "pair")
    return pairs.group_by("event_row").aggregate(
        near=(pairs.least_m <= pairs.line).any(), photos=pairs.pair.nunique(), photo_rows=pairs.pair.collect()
    )


def _own_sites(organizations: Table, certificates: Table, certificate_sites: Table) -> Table:
    """Every site of every laboratory: those of its certificates and its registered address."""
    owners = certificates.select(owner_cert="cert_no", site_lab="org_id")
    sites = certificate_sites.join(owners, certificate_sites.cert_no == owners.owner_cert)
    nothing = ibis.null("string")
    every = ibis.union(
        sites.select("site_lab", site_lon="lon", site_lat="lat", site_row="row_id", org_row=nothing),
        organizations.select(site_lab="org_id", site_lon="lon", site_lat="lat", site_row=nothing, org_row="row_id"),
    )
    return every.filter(every.site_lon.notnull() & every.site_lat.notnull())


def _office(far: Table, own: Table) -> Table:
    """The nearest of the laboratory's own sites, for events recorded there."""
    places = far.select("event_row", "lab_id", "lon", "lat")
    pairs = places.join(own, places.lab_id == own.site_lab)
    pairs = pairs.mutate(office_m=distance_m(pairs.lon, pairs.lat, pairs.site_lon, pairs.site_lat))
    pairs = pairs.filter(pairs.office_m <= OFFICE_M)
    nearest = first_of(pairs, ["event_row"], [pairs.office_m, pairs.site_row, pairs.org_row])
    return nearest.select("event_row", "office_m", "site_row", "org_row")


def _findings(hits: Table, accuracy: float) -> Table:
    """One finding per event."""
    metres = hits.office_m.round().cast("int64").cast("string")
    filed_zh, filed_en = said_distance(hits.filed)
    distance_zh, distance_en = said_distance(hits.least_m)
    there = hits.office_m.notnull()
    return findings(
        hits,
        subject=hits.lab_id,
        from_at=hits.started_at,
        to_at=hits.ended_at,
        measure=hits.least_m,
        threshold=hits.line,
        evidence=[
            Evidence("sampling_events", hits.event_row, "sampling"),
            Evidence("photos", hits.photo_rows, "photo"),
            Evidence("outlets", hits.outlet_row, CONTEXT),
            Evidence("certificate_sites", hits.site_row, CONTEXT),
            Evidence("organizations", hits.org_row, CONTEXT),
        ],
        detail={
            "event_id": hits.event_id,
            "outlet_id": hits.outlet_id,
            "place": at_plant(hits.site_name.fill_null(hits.outlet_id), hits.plant),
            "started_at": hits.started_at,
            "distance": hits.least_m,
            "distance_zh": distance_zh,
            "distance_en": distance_en,
            "filed": hits.filed,
            "filed_zh": filed_zh,
            "filed_en": filed_en,
            "office_m": hits.office_m,
            "office_zh": ibis.ifelse(there, ibis.literal("，距该机构自己的场所 ") + metres + " 米", ""),
            "office_en": ibis.ifelse(there, ibis.literal(" and ") + metres + " m from a site of the laboratory", ""),
            "allowed": hits.allowed,
            "allowed_zh": ibis.ifelse(hits.at_outlet, "距排放口", "距厂址"),
            "allowed_en": ibis.ifelse(hits.at_outlet, "from the outlet", "from the plant"),
            "accuracy": accuracy,
            "rounding": hits.rounding,
            "photos": hits.photos,
        },
    )


def _units(rows: Table, far: Table) -> Table:
    """Sampling events, and why some cannot be judged."""
    open_questions = far.select("doubtful", "near", far_event="event_row")
    judged = rows.select("lab_id", "event_row", "has_place", "known_outlet", "outlet_place")
    judged = judged.left_join(open_questions, judged.event_row == open_questions.far_event)
    missing: dict[str, ir.Value] = {
        "sampling_events.lon": ~judged.has_place,
        "outlet": judged.known_outlet.isnull(),
        "outlets.lon": ~judged.outlet_place,
        "register": judged.doubtful.fill_null(False),
        "photos": judged.near.fill_null(False),
    }
    return units(judged, subject=judged.lab_id, missing=missing)
