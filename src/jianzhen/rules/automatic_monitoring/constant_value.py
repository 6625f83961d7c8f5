"""恒值: a factor stands still for hours while the plant beside it moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.series import Columns, Episode, Proof, SeriesVerdict
from jianzhen.rules.terms.companion import companions
from jianzhen.rules.terms.factors import title_of, unit_of
from jianzhen.rules.terms.frozen import Hit, Lines, unexplained
from jianzhen.rules.terms.levels import Records
from jianzhen.rules.terms.telemetry import (
    REASONS,
    Series,
    marked,
    moment_of,
    series_of,
    stopped,
    usable,
    without_flags,
)
from jianzhen.rules.verdict import CONTEXT
from jianzhen.words import Words

MINUTES = 60
AROUND = 3
"""Values before and after a run that help to read it."""

LEAST_EXPECTED = 1e-9
"""Smaller expectations are all the same to a reader, and beyond what a law learnt from data can say."""


@rule(
    clause="二(四)",
    title=Words("恒值", "Constant value"),
    act="tampering.frozen_data",
    severity="high",
    family="telemetry",
    subject_kind="device",
    unit=Words("自动监测数值", "reported values"),
    measure=Words("持平时长", "time without change"),
    measure_unit="h",
    headline=Words(
        "{factor_zh} {from_at:%Y-%m-%d %H:%M} 至 {to_at:%Y-%m-%d %H:%M} 连续 {measure_h:.0f} 小时恒为 {level:g}{unit}，"
        "同期{companion_zh}在 {companion_low:g} 至 {companion_high:g}{companion_unit} 之间变化",
        "{factor_en} stays at {level:g}{unit} for {measure_h:.0f} h from {from_at:%Y-%m-%d %H:%M} to"
        " {to_at:%Y-%m-%d %H:%M} while {companion_en} moves between {companion_low:g}"
        " and {companion_high:g}{companion_unit}",
    ),
    numbers=Words(
        "{count:.0f} 个数值持平 {measure_h:.1f} 小时（参考线 {threshold_h:.1f} 小时，经验初值）。该因子在相近水平另有"
        " {others:.0f} 段，最长 {longest_h:.1f} 小时；按其自身规律，全序列预期出现这样长的持平 {expected:.1g} 次"
        "（参考线 {rarity:g} 次，经实测数据标定）。"
        "同期{companion_zh}的波动为其平时的 {movement:.2f} 倍（参考线 {least_movement:g} 倍）。"
        "时长参考线放宽到 {measure_h:.1f} 小时以上则不再触发。",
        "{count:.0f} values, {measure_h:.1f} h without change (line: {threshold_h:.1f} h, a starting value)."
        " Near this level the factor has {others:.0f} other runs, the longest {longest_h:.1f} h; by its own law"
        " {expected:.1g} runs as long are to be expected in the whole series (line: {rarity:g}, calibrated on"
        " real data). Meanwhile {companion_en} moves {movement:.2f} times as much as usual (line:"
        " {least_movement:g}). With a line above {measure_h:.1f} h the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("浓度在检出限或最低示值附近", "the concentration lies at the detection limit or the lowest reading"),
            Words("仪器检出限、备案参数", "detection limit of the instrument, filed parameters"),
            heeded=True,
        ),
        Innocent(
            Words(
                "示值分辨率粗，或测量周期长于上报周期",
                "coarse display, or a measuring cycle longer than the reporting cycle",
            ),
            Words("仪器说明书、测量间隔参数", "manual, interval parameter"),
            heeded=True,
        ),
        Innocent(
            Words("工况平稳，该因子平时就常长时间持平", "steady state: the factor is wont to stand still"),
            Words("该因子其余时段的持平规律", "the run lengths in the rest of the series"),
            heeded=True,
        ),
        Innocent(
            Words(
                "停运、校准、维护、故障，已标记", "out of service, calibration, maintenance or fault, marked as such"
            ),
            Words("数据标记、运维记录", "flags and marks, maintenance records"),
            heeded=True,
        ),
        Innocent(
            Words("达到量程上限而封顶", "the value is clipped at the end of the range"),
            Words("量程参数（由封顶规则判断）", "range parameter (another rule judges clipping)"),
            heeded=True,
        ),
        Innocent(
            Words(
                "仪器与数采仪通讯中断，数采仪保持上一值而未标记",
                "the link to the analyser failed and the logger held the last value unflagged",
            ),
            Words("仪器本机历史数据、数采仪日志、故障报告", "the analyser's own memory, logger log, fault report"),
        ),
        Innocent(
            Words(
                "缺失数据按规范用同一替代值补全而未改标记",
                "missing data were substituted by one lawful value and not flagged",
            ),
            Words("补遗记录、停产或故障凭证", "records of the substitution, proof of the stop or fault"),
        ),
    ),
    onsite=(
        Words("分析仪本机存储的同时段示值", "the analyser's own memory of the same hours"),
        Words("站房视频与门禁", "video and door records of the station"),
        Words("数采仪日志、通道映射与参数设置", "logger log, channel mapping and settings"),
        Words(
            "进样管路、采样泵、阀位是否切换到标气或密闭气路",
            "sampling line, pump and valves: switched to standard gas or a closed loop?",
        ),
        Words("当日运维记录与故障报告", "maintenance records and fault reports of the day"),
    ),
    perishable_days=30,
    reasons={
        **REASONS,
        "history": Words("该因子可用数据太少，看不出其平时规律", "too little usable data to know the factor's habit"),
        "resolution": Words(
            "该因子只有寥寥几个取值，持平说明不了问题",
            "the factor has few distinct values; standing still says nothing",
        ),
        "floor": Words(
            "持平在检出限或最低水平，无法与低浓度区分",
            "the run lies at the floor and cannot be told from a low concentration",
        ),
        "ceiling": Words(
            "持平在量程或最高水平，属封顶，另由其他规则判断", "the run lies at the ceiling, which another rule judges"
        ),
        "companion": Words("同期没有其他因子或生产数据可以对照", "no other factor or plant data to hold it against"),
        "still": Words(
            "同期其他因子与生产也几乎不动，可能停运", "everything else stands nearly still too; the plant may be off"
        ),
    },
    reads={
        "observations": ("factor_code", "cycle", "at", "avg", "min", "max", "flag"),
        "marks": ("mark_id", "revision", "mark", "factor_code", "from_at", "to_at"),
        "filed_parameters": ("factor_code", "name", "value"),
        "device_parameters": ("instrument", "name", "value"),
        "plant_operations": ("source", "from_at", "to_at", "output", "power", "load_pct", "state"),
    },
)
def constant_value(
    observations: Columns,
    marks: Columns = OPTIONAL,
    filed_parameters: Columns = OPTIONAL,
    device_parameters: Columns = OPTIONAL,
    plant_operations: Columns = OPTIONAL,
    *,
    min_hours: Annotated[
        float,
        Threshold(
            Words("小时数据持平时长", "time without change, hourly data"),
            "h",
            2,
            720,
            Source.EXPERT,
            "starting value, not legal; 用真实数据打过分 (scored on real data): docs/figures/constant_value.md",
        ),
    ] = 8,
    min_minutes: Annotated[
        float,
        Threshold(
            Words("分钟数据持平时长", "time without change, minute data"),
            "min",
            30,
            43_200,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 120,
    rarity: Annotated[
        float,
        Threshold(
            Words("按自身规律预期的同样长持平次数", "runs as long that its own law expects in the series"),
            "",
            0,
            10,
            Source.CALIBRATED,
            "chosen on one half of the plants of docs/figures/constant_value.md",
        ),
    ] = 0.01,
    least_movement: Annotated[
        float,
        Threshold(
            Words("对照因子波动与其平时之比", "movement of the companion over its usual movement"),
            "",
            0.01,
            1,
            Source.CALIBRATED,
            "chosen on one half of the plants of docs/figures/constant_value.md",
        ),
    ] = 0.2,
    floor_share: Annotated[
        float,
        Threshold(
            Words("视为最低水平的份额", "share of values taken as the floor"),
            "",
            0,
            0.5,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 0.05,
    ceiling_share: Annotated[
        float,
        Threshold(
            Words("视为封顶的份额", "share of values taken as the ceiling"),
            "",
            0,
            0.5,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 0.01,
    least_levels: Annotated[
        float,
        Threshold(
            Words("最少取值个数", "least number of distinct values"),
            "",
            3,
            1000,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 20,
    least_history: Annotated[
        float,
        Threshold(
            Words("最短可用数据", "least usable data"), "h", 24, 8760, Source.EXPERT, "starting value, not legal"
        ),
    ] = 720,
) -> SeriesVerdict:
    """A factor repeats one value for hours while its companions move.

    Method. The values flagged normal and outside marked or stopped spans form runs of equal mean
    (minimum and maximum, where reported, must stand still too; gaps up to four hours are bridged).
    A run of length r at level v is a finding when all of this holds:

    - it lasts at least ``min_hours`` (minute data: ``min_minutes``);
    - v is no floor: above zero, above the detection limit plus one step of the display, and at least
      ``floor_share`` of the other values lie below it; and no ceiling (``ceiling_share``, range);
    - N * P(R >= r | v) <= ``rarity``, where N is the number of runs in the series and the law of R comes
      from all other runs near v: their share at least as long, or beyond the longest of them the most
      innocent of several geometric tails, Laplace-smoothed;
    - something else at the device or plant moves: mean step in the span at least ``least_movement``
      times its usual mean step (power, load, output, flow and oxygen are asked first).

    Why it is a sign. A sensor at work in moving gas or water does not repeat itself to the last digit
    for hours; a held, simulated or disconnected signal does (环发〔2015〕175 号 第4条(八)；生态环境监测条例
    第23、25条(五)). A bare run-length line would accuse honest plants by the hundred: most flat runs of
    real data lie at the floor, in coarse displays or in steady states that the series shows all the time.

    A logger that sends no flags at all is judged too, and its findings weigh middle.

    What it does not claim. A fault of the link or the logger looks the same; freezes at the floor or by
    day values are not judged; a series frozen again and again near one level makes its own law wide
    and hides the runs that are no longer than the others.
    """
    verdict = SeriesVerdict()
    lines = Lines(rarity, least_movement, floor_share, ceiling_share, least_levels, least_history)
    records = Records(filed_parameters, device_parameters)
    hits: list[Hit] = []
    for cycle, line_h in {"hour": min_hours, "minute": min_minutes / MINUTES}.items():
        series = list(_signals(observations, marks, plant_operations, cycle, verdict))
        among = companions(series, plant_operations)
        hits.extend(hit for one in series for hit in unexplained(one, among, records, line_h, lines, verdict))
    verdict.episodes.extend(_episode(fact, lines) for fact in _facts(hits))
    return verdict


def _signals(
    observations: Columns, marks: Columns, operations: Columns, cycle: str, verdict: SeriesVerdict
) -> Iterator[Series]:
    """Every factor's usable values of one cycle; the others are counted with their reason."""
    for series in series_of(observations, cycle):
        excused = {"marked": marked(series, marks), "stopped": stopped(series, operations)}
        open_, told = usable(series, excused)
        for reason, number in told.items():
            if number:
                verdict.count(reason, number)
        if len(open_):
            yield open_


def _facts(hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    """One list per fact: a run, and after it the runs of the same factor in the other cycle that overlap it."""
    rest = list(hits)
    while rest:
        first = rest.pop(0)
        same = [
            one
            for one in rest
            if one.series.factor == first.series.factor
            and one.series.cycle != first.series.cycle
            and one.from_s < first.to_s
            and first.from_s < one.to_s
        ]
        rest = [one for one in rest if one not in same]
        yield [first, *same]


def _episode(fact: Sequence[Hit], lines: Lines) -> Episode:
    hit = fact[0]
    frozen, moving = title_of(hit.series.factor), hit.witness.title
    from_at, to_at = moment_of(hit.from_s), moment_of(hit.to_s)
    return Episode(
        from_at=from_at,
        to_at=to_at,
        measure=hit.hours,
        threshold=hit.line_h,
        # Without flags nobody can tell a freeze from a calibration that the logger did not mark.
        severity="middle" if without_flags(hit.series) else None,
        evidence=[proof for one in fact for proof in _proofs(one)],
        detail={
            "factor": hit.series.factor,
            "factor_zh": frozen.zh,
            "factor_en": frozen.en,
            "from_at": from_at,
            "to_at": to_at,
            "level": hit.level,
            "unit": unit_of(hit.series.factor),
            "companion_unit": unit_of(hit.witness.companion.name),
            "count": hit.stretch.stop - hit.stretch.start,
            "measure_h": hit.hours,
            "threshold_h": hit.line_h,
            "others": hit.others,
            "longest_h": hit.longest_h,
            "expected": max(hit.expected, LEAST_EXPECTED),
            "rarity": lines.rarity,
            "companion_zh": moving.zh,
            "companion_en": moving.en,
            "companion_low": hit.witness.low,
            "companion_high": hit.witness.high,
            "movement": hit.witness.movement,
            "least_movement": lines.least_movement,
        },
    )


def _proofs(hit: Hit) -> Iterator[Proof]:
    rows, stretch = hit.series.rows.row_id, hit.stretch
    yield Proof("observations", rows[stretch], "frozen")
    yield Proof(hit.witness.companion.table, hit.witness.companion.row_id[hit.witness.stretch], "moving")
    yield Proof("observations", rows[max(0, stretch.start - AROUND) : stretch.start], CONTEXT)
    yield Proof("observations", rows[stretch.stop : stretch.stop + AROUND], CONTEXT)
