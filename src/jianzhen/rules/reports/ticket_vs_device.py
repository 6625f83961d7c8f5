"""小票与仪器存储不符: a printed ticket is not what the field instrument's memory holds."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.day import written
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.reading import NEGLIGIBLE
from jianzhen.rules.terms.tickets import UTC_SHIFT_MIN, compared, placed
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_STARTING = "starting value, not legal"
_ASPECTS = {
    "absent": Words("仪器存储中没有这条记录", "the instrument's memory holds no such record"),
    "time": Words("时间不同", "the times differ"),
    "value": Words("数值不同", "the values differ"),
    "volume": Words("体积不同", "the volumes differ"),
    "again": Words("同一小票编号当日印了两条记录", "one ticket number stands for two records of a day"),
    "strange": Words(
        "小票格式与该仪器同一固件的其他小票不同", "its form is not that of the instrument's other tickets"
    ),
}
"""In the order in which a ticket that differs in several ways is told."""
_WEAK = ("strange",)


@rule(
    clause="二(二)",
    title=Words("小票与仪器存储不符", "Ticket and instrument memory differ"),
    act="fabrication.instrument_output",
    severity="high",
    family="field_instrument",
    unit=Words("现场仪器记录", "records of field instruments"),
    measure=Words("不符的小票", "tickets that differ"),
    measure_unit="tickets",
    headline=Words(
        "仪器 {instrument_id} 记录号 {record_no} 的小票与仪器存储不符：{aspect_zh}（{day:%Y-%m-%d}，共 {tickets} 张）",
        "Instrument {instrument_id}, record {record_no}: ticket and memory differ, {aspect_en}; {tickets} ticket(s) of"
        " {day:%Y-%m-%d} do",
    ),
    numbers=Words(
        "小票：{ticket_from} 至 {ticket_to}，数值 {ticket_value}，体积 {ticket_volume:g} L；"
        "存储：{stored_from} 至 {stored_to}，数值 {stored_value:g}，体积 {stored_volume:g} L。"
        "允许时间差 {slack_min:g} 分钟、体积差 {tolerance_pct:g}%、数值差 {places_allowed:g} 个末位单位（经验值）；"
        "放宽到 {gap_min:.0f} 分钟、{volume_pct:.1f}%、{places:.0f} 个末位单位则这三项不再触发。",
        "Ticket: {ticket_from} to {ticket_to}, value {ticket_value}, volume {ticket_volume:g} L; memory: {stored_from}"
        " to {stored_to}, value {stored_value:g}, volume {stored_volume:g} L. Allowed: {slack_min:g} min,"
        " {tolerance_pct:g} % of volume, {places_allowed:g} unit(s) of the last place (starting values); with"
        " {gap_min:.0f} min, {volume_pct:.1f} % and {places:.0f} unit(s) these three would be silent.",
    ),
    innocent=(
        Innocent(
            Words("存储已循环覆盖，或在打印之前导出", "the memory was overwritten, or exported before the print"),
            Words("存储中最早、最晚的记录", "first and last record of the memory"),
            heeded=True,
        ),
        Innocent(
            Words("固件升级后小票格式改变", "the form of the ticket changed with the firmware"),
            Words("固件版本、升级记录", "firmware version, record of the upgrade"),
            heeded=True,
        ),
        Innocent(
            Words(
                "小票印的是标况体积、另一单位，或少印几位",
                "the ticket prints standard volume, another unit, fewer digits",
            ),
            Words("仪器说明书、小票表头", "the instrument's manual, heading of the ticket"),
            heeded=True,
        ),
        Innocent(
            Words("存储按世界时导出，整差 8 小时", "the memory was exported in universal time, eight hours off"),
            Words("导出软件的时区设置", "time zone of the export"),
            heeded=True,
        ),
        Innocent(
            Words("换过存储卡，卡上记录未一并导出", "a memory card was changed and not exported"),
            Words("换卡登记、旧卡", "the book of changed cards, the old card"),
        ),
    ),
    onsite=(
        Words("仪器内存：按记录号逐条翻看并拍照", "the memory itself: page through by record number and photograph"),
        Words("小票原件：纸张、字体、墨色是否一致", "the tickets: paper, type and ink"),
        Words("仪器有无加装卡槽、接口，打印机与打印纸", "added card slots or ports; the printer and its paper"),
        Words("采样原始记录单与小票粘贴页", "sampling sheets and the pages the tickets are glued to"),
    ),
    perishable_days=15,
    reasons={
        "owner": Words("不知仪器属于哪家机构", "nobody knows which laboratory the instrument belongs to"),
        "ticket": Words("没有小票内容", "nothing is on record of a ticket"),
        "memory": Words("该时段的仪器存储未交", "the memory of that time was not handed over"),
        "clock": Words("整差 8 小时，可能是时区", "exactly eight hours apart: perhaps the time zone"),
    },
)
def ticket_vs_device(
    field_readings: Table,
    sampling_events: Table = OPTIONAL,
    instruments: Table = OPTIONAL,
    *,
    slack: Annotated[
        float, Threshold(Words("时间差", "difference in time"), "min", 0, 240, Source.EXPERT, _STARTING)
    ] = 2,
    tolerance: Annotated[
        float, Threshold(Words("体积差", "difference in volume"), "%", 0, 50, Source.EXPERT, _STARTING)
    ] = 1,
    rounding: Annotated[
        float,
        Threshold(Words("数值差（末位单位）", "difference in value"), "末位 ulp", 0.5, 100, Source.EXPERT, _STARTING),
    ] = 1,
    least: Annotated[
        float,
        Threshold(
            Words("比较格式的最少小票数", "fewest tickets to know a form"), "1", 2, 1000, Source.EXPERT, _STARTING
        ),
    ] = 10,
) -> Verdict:
    """A printed ticket is not what the field instrument's memory holds.

    A ticket comes out of the memory, so each must have its record and repeat it. Found are, for the tickets of one
    instrument and day:

    - *absent*: a ticket without a record, though the memory holds earlier and later ones;
    - *time*: start or end more than ``slack`` apart (bare days are compared as days);
    - *value*: more than ``rounding`` units of the last printed place apart, whether rounded or cut off, unless they
      differ by the gas's factor between μmol/mol and mg/m³, or by a thousand;
    - *volume*: more than ``tolerance`` percent from both stored volumes, as drawn and at standard state;
    - *again*: one ticket number for two records of one day;
    - *form*: a template that fewer than a tenth of at least ``least`` tickets of the same instrument and firmware
      have; alone of low severity.

    A ticket outside the time the memory covers cannot be told (overwritten, or exported before), nor one exactly
    eight hours off (a time zone). It is a sign because the ticket is offered as the instrument's own words
    (环发〔2015〕175 号 第5条(一); 评审补充要求 2025 第12条). It does not say that the memory is the true one of
    the two.
    """
    rows = placed(field_readings, sampling_events, instruments)
    rows = once(_judged(compared(rows, least), slack, tolerance, rounding))
    limits = {"slack_min": slack, "tolerance_pct": tolerance, "places_allowed": rounding}
    return Verdict(findings=_findings(rows.filter(rows.aspect != ""), limits), units=_units(rows))


def _judged(rows: Table, slack: float, tolerance: float, rounding: float) -> Table:
    """Readings with ``aspect``, what of the ticket differs first (empty: nothing), and why it cannot be told."""
    covered = (rows.since <= rows.printed_at) & (rows.printed_at <= rows.until)
    gap = ibis.greatest(rows.start_min.fill_null(0.0), rows.end_min.fill_null(0.0))
    shifted = ((gap - UTC_SHIFT_MIN).abs() <= slack) & (
        ((rows.start_min - rows.end_min).abs() <= slack).fill_null(True)
    )
    both = rows.ticketed & rows.stored
    told = {
        "absent": rows.ticketed & ~rows.stored & covered,
        "time": both & (gap > slack),
        "value": both & (rows.places > rounding + NEGLIGIBLE * 1e3),
        "volume": both & (rows.volume_pct > tolerance),
        "again": rows.ticketed & rows.again,
        "strange": rows.ticketed & rows.strange,
    }
    open_ = rows.owner.isnull() | (both & shifted)
    aspect = ibis.cases((open_, ""), *((told[name].fill_null(False), name) for name in _ASPECTS), else_="")
    return rows.mutate(
        aspect=aspect,
        gap_min=gap,
        shifted=both & shifted,
        homeless=rows.ticketed & ~rows.stored & ~covered.fill_null(False),
        at=rows.printed_at.fill_null(rows.started_at).fill_null(rows.written_at),
    ).select(
        "owner", "instrument_id", "record_no", "aspect", "gap_min", "volume_pct", "places", "ticketed", "shifted",
        "homeless", "at", "ticket_started_at", "ticket_ended_at", "ticket_value_text", "ticket_volume", "started_at",
        "ended_at", "stored_value", "volume", reading_row="row_id",
    )  # fmt: skip


def _findings(hits: Table, limits: dict[str, float]) -> Table:
    """One finding per instrument and day, told by the gravest difference."""
    hits = hits.mutate(
        day=hits["at"].truncate("D"),
        rank=ibis.cases(*((hits.aspect == name, place) for place, name in enumerate(_ASPECTS)), else_=len(_ASPECTS)),
    )
    by = ["owner", "instrument_id", "day"]
    facts = hits.group_by(by).aggregate(
        from_at=hits["at"].min(), to_at=hits["at"].max(), tickets=hits.count(), reading_rows=hits.reading_row.collect()
    )
    worst = first_of(hits, by, [hits["rank"], hits.gap_min.desc(), hits.record_no, hits.reading_row])
    # Days may be missing, and nothing equals what is missing: the key is written out.
    worst = worst.drop("at", "reading_row", "rank", "ticketed", "shifted", "homeless")
    worst = worst.rename(own="owner", device="instrument_id", on_day="day")
    rows = facts.join(
        worst,
        [facts.owner == worst.own, facts.instrument_id == worst.device, facts.day.identical_to(worst.on_day)],
    )
    return findings(
        rows,
        subject=rows.owner,
        from_at=rows.from_at,
        to_at=rows.to_at,
        measure=rows.tickets,
        threshold=0.0,
        severity=ibis.ifelse(rows.aspect.isin(_WEAK), "low", "high"),
        evidence=[Evidence("field_readings", rows.reading_rows, "reading")],
        detail={
            "instrument_id": rows.instrument_id,
            "record_no": rows.record_no,
            "aspect_zh": _words(rows.aspect, "zh"),
            "aspect_en": _words(rows.aspect, "en"),
            "day": rows.day,
            "tickets": rows.tickets,
            "ticket_from": written(rows.ticket_started_at),
            "ticket_to": written(rows.ticket_ended_at),
            "ticket_value": rows.ticket_value_text,
            "ticket_volume": rows.ticket_volume,
            "stored_from": written(rows.started_at),
            "stored_to": written(rows.ended_at),
            "stored_value": rows.stored_value,
            "stored_volume": rows.volume,
            "gap_min": rows.gap_min,
            "volume_pct": rows.volume_pct,
            "places": rows.places,
            **limits,
        },
    )


def _words(aspect: ir.Value, language: str) -> ir.Value:
    return ibis.cases(*((aspect == name, getattr(words, language)) for name, words in _ASPECTS.items()), else_="")


def _units(rows: Table) -> Table:
    return units(
        rows,
        subject=rows.owner,
        missing={
            "owner": rows.owner.isnull(),
            "ticket": ~rows.ticketed,
            "memory": rows.homeless,
            "clock": rows.shifted,
        },
    )
