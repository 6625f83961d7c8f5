"""停产采样: emissions sampled while production stood still."""

from __future__ import annotations

from typing import Annotated, Literal

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.clock import earlier, is_date_only, later, minutes
from jianzhen.rules.terms.production import classified
from jianzhen.rules.terms.spans import covered, lasting, meetings
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

STARTING = "starting value, not legal"
CATEGORIES = ("exhaust", "fugitive", "water")
SOURCES = {
    "meter": Words("电表", "meter"),
    "ledger": Words("生产台账", "ledger"),
    "declaration": Words("申报", "declaration"),
    "other_platform": Words("其他平台", "other platform"),
}
LONGEST_DAYS = 4
"""A longer event, with the widest margin before and after, is not one visit."""


@rule(
    clause="二(三)",
    title=Words("停产期间采样", "Sampled while the plant stood still"),
    act="fabrication.no_sampling",
    severity="high",
    family="plant",
    unit=Words("采样记录", "sampling events"),
    measure=Words("采样前后被停产时段覆盖的时间", "time around the sampling that lies in the stop"),
    measure_unit="min",
    headline=Words(
        "{event_id} 记 {from_at:%Y-%m-%d %H:%M} 至 {to_at:%m-%d %H:%M} 在 {place} 采样，"
        "而生产记录（{sources_zh}）显示 {stop_from:%Y-%m-%d %H:%M} 至 {stop_to:%Y-%m-%d %H:%M} 停产",
        "{event_id} has sampling at {place} from {from_at:%Y-%m-%d %H:%M} to {to_at:%m-%d %H:%M}, while production"
        " records ({sources_en}) show a stop from {stop_from:%Y-%m-%d %H:%M} to {stop_to:%Y-%m-%d %H:%M}",
    ),
    numbers=Words(
        "采样时段前后各放宽 {margin_min:g} 分钟后共 {threshold:.0f} 分钟，其中 {measure:.0f} 分钟处于停产"
        "（{stopped_rows} 条停产记录；停产判据：状态为停产、整日产量为零，"
        "或平均功率不高于自身生产时平均功率的 {stop_pct:g}%；放宽量与比例为经验值，可调）。"
        "采样距停产时段的边界最近 {silent_margin_min:.0f} 分钟，放宽量大于此数则不再触发。",
        "Of the {threshold:.0f} min of the sampling with {margin_min:g} min before and after, {measure:.0f} min lie in"
        " a stop ({stopped_rows} rows; a stop is the state stopped, no output all day, or a mean power of at most"
        " {stop_pct:g} % of the plant's own mean while producing; margin and share are starting values, settable)."
        " The sampling is {silent_margin_min:.0f} min from the nearest edge of the stop; with a wider margin the rule"
        " would be silent.",
    ),
    innocent=(
        Innocent(
            Words("该排口所属的独立工段、车间仍在生产", "the workshop behind this outlet kept working"),
            Words("分排口或分车间的产量、用电", "output and power by outlet or workshop"),
            heeded=True,
        ),
        Innocent(
            Words("设备保温、空载，或治理设施继续运行", "the plant idled warm, or treatment went on"),
            Words("分表电量、治理设施记录", "sub-meters, records of the treatment"),
            heeded=True,
        ),
        Innocent(
            Words("调试、试生产、启停炉期间", "commissioning, trial production, starting or stopping"),
            Words("启停炉记录、调试报告", "records of starts and stops, commissioning report"),
            heeded=True,
        ),
        Innocent(
            Words("废水贮存后排放，停产后仍有出水", "stored waste water was discharged after the stop"),
            Words("调节池液位、在线流量", "level of the tank, flow record"),
        ),
        Innocent(
            Words("生产台账或停产申报本身不实", "the ledger or the declared stop is itself untrue"),
            Words("电表数据、在线监测流量、门禁", "meter readings, monitored flow, gate records"),
        ),
    ),
    onsite=(
        Words("采样当日厂区、排口视频与门禁", "that day's video and gate records of plant and outlet"),
        Words("电力公司分时电量", "the utility's readings by the hour"),
        Words("采样仪器存储：流速、烟温、含氧量是否为停产状态", "instrument memory: velocity, temperature, oxygen"),
        Words("生产台账、停复产报告、值班记录", "production ledger, notices of stop and restart, shift records"),
        Words("受检方签字人当日是否在厂", "whether the client's signer was there that day"),
    ),
    perishable_days=30,
    reasons={
        "plant": Words("采样记录没有关联到排放口和排污单位", "the event names no outlet of a known plant"),
        "time": Words("采样起止时刻颠倒或超过四天", "the end lies before the start, or four days after"),
        "no_rows": Words("采样时段没有生产、用电记录", "no production or power records for the time"),
        "unclear": Words("记录只覆盖部分时段，或看不出是否停产", "records cover part of the time, or show no stop"),
        "workshop": Words("只有全厂记录，而厂内其他排口在生产", "records of the whole plant only; other outlets work"),
        "treatment": Words("停产而治理设施在用电，或仍有废水", "stopped, but treatment draws power; water may flow"),
    },
)  # fmt: skip
def plant_not_operating(
    sampling_events: Table,
    outlets: Table,
    plant_operations: Table,
    sampling_crew: Table = OPTIONAL,
    *,
    margin: Annotated[
        float, Threshold(Words("前后放宽", "margin before and after"), "min", 0, 1440, Source.EXPERT, STARTING),
    ] = 60,
    stop_share: Annotated[
        float, Threshold(Words("停机功率占比", "power share of a stop"), "%", 0, 50, Source.EXPERT, STARTING),
    ] = 5,
    reference_hours: Annotated[
        float, Threshold(Words("判定功率所需的生产时长", "hours of production to know the power by"), "h", 1, 8760,
                         Source.EXPERT, STARTING),
    ] = 24,
) -> Verdict:  # fmt: skip
    """Emissions were sampled while production stood still.

    The window of an event is its time with ``margin`` before and after, so that neither clocks nor the dying away of
    emissions matter; where only days are known, those whole days. Production records of the plant that overlap the
    window are read one by one (``terms.production``): *running* if the state says running, starting or stopping, or
    if there is output, load, or a mean power above ``stop_share`` of the plant's own mean while producing; *stopped*
    if the state says stopped, if output is zero over a whole day, or if the power lies at or below that share; else
    unclear. The event is a finding when the stopped records cover the whole window and no record says running.
    Records of the very outlet go before those of the whole plant; with plant records alone nothing is said while
    another outlet runs.

    Judged are stack gas, fugitive emissions and waste water; noise and ambient air are also measured as background.
    For water and fugitive emissions (tanks and heaps outlast production), for days without times, and for stops that
    only the plant's own declaration tells, the finding is weaker.

    Nothing is emitted by a plant that stands still, and monitoring must show the load as it was (条例 24 条、25
    条(一)；环发〔2015〕175 号 第5条(六)). Either the sampling or the production record is untrue; the rule does not say
    which.
    """
    events = _windows(sampling_events, outlets, margin)
    seen = _seen(events, classified(plant_operations, stop_share, reference_hours))
    judged = _judged(events, seen, sampling_crew)
    hits = judged.filter((judged.reason == "") & judged.full & ~judged.runs)
    weak = (hits.category != "exhaust") | hits.day_only | hits.only_declared
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.started_at,
            to_at=hits.ended_at,
            measure=hits.covered_min,
            threshold=hits.window_min,
            evidence=[
                Evidence("sampling_events", hits.event_row, "sampling"),
                Evidence("plant_operations", hits.stopped_rows, "stop"),
                Evidence("outlets", hits.outlet_row, CONTEXT),
                Evidence("sampling_crew", hits.crew_rows, CONTEXT),
            ],
            severity=ibis.ifelse(weak, "middle", ibis.null("string")),
            detail={
                "event_id": hits.event_id,
                "place": hits.site_name.fill_null(hits.outlet_id),
                "plant": hits.plant,
                "from_at": hits.started_at,
                "to_at": hits.ended_at,
                "stop_from": hits.stop_from,
                "stop_to": hits.stop_to,
                "sources": hits.sources,
                "sources_zh": hits.sources_zh,
                "sources_en": hits.sources_en,
                "stopped_rows": hits.stopped_count,
                "margin_min": margin,
                "stop_pct": stop_share,
                "silent_margin_min": ibis.least(
                    minutes(hits.stop_from, hits.started_at), minutes(hits.ended_at, hits.stop_to)
                ),
            },
        ),
        units=units(
            judged,
            subject=judged.lab_id,
            missing={reason: judged.reason == reason for reason in
                     ("plant", "time", "no_rows", "unclear", "workshop", "treatment")},
        ),
    )  # fmt: skip


def _windows(events: Table, outlets: Table, margin: float) -> Table:
    """Events of emissions with their plant and the window in which production must have stood still."""
    events = events.filter(events.category.isin(CATEGORIES))
    own = outlets.select(known_outlet="outlet_id", plant="org_id", outlet_row="row_id")
    joined = events.left_join(own, events.outlet_id == own.known_outlet)
    day_only = is_date_only(joined.started_at) & is_date_only(joined.ended_at)
    around = ibis.interval(seconds=round(margin * 60))
    one_day = ibis.interval(days=1)
    return joined.select(
        "event_id", "lab_id", "category", "outlet_id", "site_name", "started_at", "plant", "outlet_row",
        day_only=day_only,
        ended_at=ibis.ifelse(day_only, joined.ended_at + one_day, joined.ended_at),
        start=ibis.ifelse(day_only, joined.started_at, joined.started_at - around),
        end=ibis.ifelse(day_only, joined.ended_at + one_day, joined.ended_at + around),
        timely=(joined.ended_at >= joined.started_at) & lasting(joined.started_at, joined.ended_at, LONGEST_DAYS),
        event_row=joined.row_id,
    )  # fmt: skip


def _seen(events: Table, records: Table) -> Table:
    """Production records of the plant that overlap an event's window, cut to it."""
    inside = events.filter(events.plant.notnull() & events.timely)
    inside = inside.select("event_row", "plant", "start", "end", own_outlet="outlet_id")
    pairs = meetings(inside, records, "plant", "org_id")
    return pairs.mutate(
        cut_from=later(pairs.from_at, pairs.start),
        cut_to=earlier(pairs.to_at, pairs.end),
        mine=(pairs.outlet_id == pairs.own_outlet).fill_null(False),
        whole=pairs.outlet_id.isnull(),
    )


def _judged(events: Table, seen: Table, crew: Table) -> Table:
    """Every event with what the records that apply to it say, and the reason why it cannot be judged, if any."""
    has_own = seen.mine.any().over(group_by=seen.event_row)
    seen = seen.mutate(applies=ibis.ifelse(has_own, seen.mine, seen.whole))
    stops = seen.filter(seen.applies & seen.stopped)
    stops = stops.select("event_row", "cut_from", "cut_to", "row_id")
    cover = covered(stops, ["event_row"], "cut_from", "cut_to").rename(cover_row="event_row")
    said = seen.group_by("event_row").aggregate(
        rows=seen.applies.sum(),
        runs=(seen.applies & seen.runs).any(),
        treating=(seen.applies & seen.treating).any(),
        other_runs=(~seen.mine & ~seen.whole & seen.runs).any(),
        own=seen.mine.any(),
        stop_from=seen.from_at.min(where=seen.applies & seen.stopped),
        stop_to=seen.to_at.max(where=seen.applies & seen.stopped),
        sources=seen.source.collect(where=seen.applies & seen.stopped, distinct=True),
        sources_zh=_source(seen, "zh").collect(where=seen.applies & seen.stopped, distinct=True),
        sources_en=_source(seen, "en").collect(where=seen.applies & seen.stopped, distinct=True),
        only_declared=(seen.source == "declaration").all(where=seen.applies & seen.stopped),
        stopped_rows=seen.row_id.collect(where=seen.applies & seen.stopped),
        stopped_count=(seen.applies & seen.stopped).sum(),
    ).rename(said_row="event_row")  # fmt: skip
    people = crew.group_by("event_id").aggregate(crew_rows=crew.row_id.collect()).rename(crew_event="event_id")
    rows = (
        events.left_join(said, events.event_row == said.said_row)
        .left_join(cover, ibis._.event_row == cover.cover_row)
        .left_join(people, ibis._.event_id == people.crew_event)
    )
    window = minutes(rows.start, rows.end)
    rows = rows.mutate(window_min=window, full=(rows.covered_min >= window).fill_null(False))
    return rows.mutate(reason=_reason(rows))


def _source(rows: Table, language: Literal["zh", "en"]) -> ir.Value:
    """Where a production record comes from, in words."""
    named = [(rows.source == code, getattr(words, language)) for code, words in SOURCES.items()]
    return ibis.cases(*named, else_=rows.source)


def _reason(rows: Table) -> ir.Value:
    """Why an event cannot be judged; empty where it can."""
    rest = rows.full & ~rows.runs
    return ibis.cases(
        (rows.plant.isnull(), "plant"),
        (~rows.timely, "time"),
        (rows.rows.fill_null(0) == 0, "no_rows"),
        (rows.runs, ""),
        (~rows.full, "unclear"),
        (rest & ~rows.own & rows.other_runs, "workshop"),
        (rest & (rows.category == "water") & rows.treating, "treatment"),
        else_="",
    )
