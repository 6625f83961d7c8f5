"""采样时长不足: less time was sampled than the record says, or than the standard asks for."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.law.standards import standard_number
from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms import worktime
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.controls import real
from jianzhen.rules.terms.draws import drawn
from jianzhen.rules.terms.once import once
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

DURATION = standard_number("gas.duration.continuous")
COUNT = standard_number("gas.count.hour")
STARTING = "starting value, not legal"
HALF = 0.5
UNVERIFIED = (
    "1 小时或 3 个样取自 GB 37822-2019 A.2.2（已核原文），HJ/T 397-2007 未读原文，所执行的标准是否如此须核"
    " (one hour or three samples are those of GB 37822-2019 A.2.2, checked; HJ/T 397-2007 was not read)"
)
CLAIMS = {
    worktime.MEMORY: Words("现场仪器存储的运行时间为", "the field instrument's memory holds"),
    worktime.VIDEO: Words("视频或门禁中有人的时间为", "video or gate show people for"),
    worktime.SIGNED: Words("从签到到签退为", "from sign-in to sign-out it is"),
    worktime.STANDARD: Words("而采样记录合计为", "but the record has"),
}
TABLES = {worktime.MEMORY: "field_readings", worktime.VIDEO: "presence", worktime.SIGNED: "sampling_crew"}
"""Where the rows of each comparison come from."""


@rule(
    clause="二(三)",
    title=Words("采样时长不足", "Sampling time too short"),
    act="nonconforming.sampling",
    severity="high",
    family="field_times",
    version=2,
    unit=Words("有样品的采样记录", "sampling events with samples"),
    measure=Words("实际时长占应有时长", "actual time as share of the due"),
    measure_unit="%",
    headline=Words(
        "{event_id}（{place}，{from_at:%Y-%m-%d %H:%M}）"
        "{claim_zh} {claimed_min:.0f} 分钟，{actual_zh} {actual_min:.0f} 分钟",
        "{event_id} ({place}, {from_at:%Y-%m-%d %H:%M}): {claim_en} {claimed_min:.0f} min, {actual_en}"
        " {actual_min:.0f} min",
    ),
    numbers=Words(
        "{actual_min:.0f} 分钟为 {claimed_min:.0f} 分钟的 {measure:.0f}%，"
        "参考线 {threshold:.0f}%，且相差超过 {slack_min:g} 分钟"
        "（经验值，可调）；重叠的时段只计一次。容差放宽到 {silent_pct:.0f}% 则不再触发。",
        "{actual_min:.0f} min are {measure:.0f} % of {claimed_min:.0f} min; line: {threshold:.0f} % and a difference of"
        " more than {slack_min:g} min (starting values, settable); spans that overlap count once. With a tolerance of"
        " {silent_pct:.0f} % the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("换点、检漏、暂停不计入仪器运行时间", "changing points, leak checks, pauses are not in the memory"),
            Words("仪器日志、各测点记录", "instrument log, record of each point"),
            heeded=True,
        ),
        Innocent(
            Words("仪器存储导出不全（记录号不连续）", "the memory was not exported in full (numbers are missing)"),
            Words("仪器内的完整记录", "the whole memory in the instrument"),
            heeded=True,
        ),
        Innocent(
            Words("水样 pH 等读数只需一两分钟，装瓶另计", "pH of water is read in a minute, bottles fill longer"),
            Words("现场仪器的用途：读数还是抽取样品", "what the instrument did: read a value or draw the sample"),
            heeded=True,
        ),
        Innocent(
            Words("全程序空白带到现场而不抽气，不计时长", "nothing is drawn into a field blank"),
            Words("样品名称、质控记录", "name of the sample, quality-control record"),
            heeded=True,
            needs=("samples",),
        ),
        Innocent(
            Words("视频遮挡、缺失，或人在镜头外看守", "the camera was off, or people stood out of its view"),
            Words("人工看片、其他机位", "watching the film, other cameras"),
            heeded=True,
        ),
        Innocent(
            Words("环境空气、无组织采样器无人值守", "ambient samplers run unattended"),
            Words("采样器存储", "the sampler's memory"),
            heeded=True,
        ),
        Innocent(
            Words("间断排放，排放时间不足一小时", "discharge is intermittent and lasts less than an hour"),
            Words("生产周期、排放时段记录", "production cycle, hours of discharge"),
        ),
    ),
    onsite=(
        Words("现场仪器存储：全部记录号、起止时刻、体积", "field instrument memory: all numbers, times, volumes"),
        Words("采样平台视频全程", "the film of the platform from end to end"),
        Words("打印小票与热敏纸批次", "printed tickets and batch of the paper"),
        Words("采样原始记录与流量、体积计算", "sampling records, flows and volumes"),
    ),
    perishable_days=30,
    reasons={
        "comparison": Words(
            "没有仪器存储、视频、签到可比，也没有规定时长",
            "no memory, video or sign-in to compare with, and no time is laid down",
        ),
        "memory": Words("仪器存储记录号不连续或缺起止时刻", "the memory lacks numbers or times"),
    },
)  # fmt: skip
def sampling_duration_short(
    sampling_events: Table,
    samples: Table,
    field_readings: Table = OPTIONAL,
    presence: Table = OPTIONAL,
    sampling_crew: Table = OPTIONAL,
    qc_results: Table = OPTIONAL,
    *,
    tolerance: Annotated[
        float, Threshold(Words("容差", "tolerance"), "%", 0, 90, Source.EXPERT, STARTING)
    ] = 20,
    slack: Annotated[
        float, Threshold(Words("录入误差", "clock slack"), "min", 0, 240, Source.EXPERT, STARTING)
    ] = 5,
    hour: Annotated[
        float,
        Threshold(Words("废气连续采样时长", "stack gas: continuous sampling"), "min", 10, 240, Source.STANDARD,
                  DURATION.standard, verified=DURATION.verified),
    ] = DURATION.value,
    count: Annotated[
        float,
        Threshold(Words("可代替连续采样的样品数", "stack gas: samples that may take its place"), "1", 1, 10,
                  Source.STANDARD, COUNT.standard, verified=COUNT.verified),
    ] = COUNT.value,
) -> Verdict:  # fmt: skip
    """Less time was sampled than the record says, or than the standard asks for.

    The claim is the union of the spans in which an event's samples were drawn, blanks and control samples left out;
    spans that overlap count once, so that two instruments side by side are no reproach. It is compared with every
    other record there is:

    - *memory*: for samples of gas, per parameter, the union of the runs in the field instrument's memory with the
      union of that parameter's samples;
    - *video*: the time in which people were seen at the outlet, from a quarter of an hour before the first draw to as
      long after the last (judged only when somebody was seen and no camera gap falls into it; nobody at all is
      another rule's);
    - *sign-in*: from the first sign-in to the last sign-out of the laboratory's crew;
    - *standard*: for stack gas the claim itself is measured: one hour without a break, or three samples or more.

    A finding needs actual < claimed * (1 - ``tolerance``/100) and claimed - actual > ``slack``. Of several
    comparisons the worst is told, records before the standard. Below one half it is of high severity, else middle;
    against the standard alone low, for which standard applies is not in the data.

    A sample drawn for a shorter time than recorded makes volume and concentration untrue (条例 25 条、39 号令 14 条).
    The rule does not say whether the record or the other source errs.
    """
    samples = once(real(samples, qc_results))
    claims = drawn(samples)
    claims = claims.filter(claims.drawn_to > claims.drawn_from)
    events = sampling_events.select(
        "event_id", "lab_id", "category", "outlet_id", "site_name", "started_at", event_row="row_id"
    )
    claimed = worktime.total(claims)
    compared = ibis.union(
        worktime.by_memory(claims, events, field_readings),
        worktime.by_video(claimed, events, presence),
        worktime.by_signature(claimed, sampling_crew),
        worktime.by_standard(claims, events, hour, count),
    )
    share = compared.actual_min / compared.claimed_min.nullif(0.0)
    short = (share < 1 - tolerance / 100) & (compared.claimed_min - compared.actual_min > slack)
    compared = compared.mutate(share=share, weak=compared.basis == worktime.STANDARD, short=short.fill_null(False))
    hits = first_of(
        compared.filter(compared.short & compared.known),
        ["event_id"],
        [ibis._.weak, ibis._.share.round(9), ibis._.basis, ibis._.about],
    )
    rows = hits.join(events, "event_id").join(claimed.drop("covered_min"), "event_id")
    severity = ibis.cases((rows.weak, "low"), (rows.share < HALF, "high"), else_="middle")
    return Verdict(
        findings=findings(
            rows,
            subject=rows.lab_id,
            from_at=rows.first_at,
            to_at=rows.last_at,
            measure=rows.share * 100,
            threshold=100 - tolerance,
            evidence=[
                Evidence("sampling_events", rows.event_row, "record"),
                Evidence("samples", rows.sample_rows, "record"),
                *(Evidence(table, _of(rows, basis), basis) for basis, table in TABLES.items()),
            ],
            severity=severity,
            detail={
                "event_id": rows.event_id,
                "place": rows.site_name.fill_null(rows.outlet_id).fill_null(rows.event_id),
                "from_at": rows.first_at,
                "basis": rows.basis,
                "about": rows.about,
                "claim_zh": ibis.ifelse(rows.weak, "标准要求连续采样", "采样记录合计"),
                "claim_en": ibis.ifelse(rows.weak, "the standard asks for", "the record has"),
                "claimed_min": rows.claimed_min,
                "actual_zh": _actual(rows.basis, "zh"),
                "actual_en": _actual(rows.basis, "en"),
                "actual_min": rows.actual_min,
                "slack_min": slack,
                "silent_pct": 100 - rows.share * 100,
                "unverified": ibis.ifelse(rows.weak, UNVERIFIED, ""),
            },
        ),
        units=_units(sampling_events, samples, claims, compared),
    )


def _actual(basis: ir.Value, language: str) -> ir.Value:
    """The words for what the claim was compared with."""
    return ibis.cases(*((basis == name, getattr(words, language)) for name, words in CLAIMS.items()), else_="")


def _of(rows: Table, basis: str) -> ir.Value:
    """The rows of the other record, where it is of this basis."""
    return ibis.ifelse(rows.basis == basis, rows.rows, ibis.null("array<string>"))


def _units(events: Table, samples: Table, claims: Table, compared: Table) -> Table:
    """Events with samples, and why some cannot be judged."""
    sampled = samples.filter(samples.event_id.notnull()).select(sampled_event="event_id").distinct()
    claimed = claims.select(claimed_event="event_id").distinct()
    said = compared.group_by("event_id").aggregate(judged=compared.known.any()).rename(said_event="event_id")
    rows = (
        events.join(sampled, events.event_id == sampled.sampled_event)
        .left_join(claimed, ibis._.event_id == claimed.claimed_event)
        .left_join(said, ibis._.event_id == said.said_event)
    )
    missing = {
        "samples.collected_to_at": rows.claimed_event.isnull(),
        "comparison": rows.said_event.isnull(),
        "memory": ~rows.judged,
    }
    return units(rows, subject=rows.lab_id, missing=missing)
