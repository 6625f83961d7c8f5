"""折算重算不符: the converted value does not follow from the measured value and the oxygen beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated

import numpy as np

from jianzhen.forensics.conversion import implied_oxygen
from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.series import Columns, Episode, Proof, SeriesVerdict
from jianzhen.rules.terms.factors import title_of, unit_of
from jianzhen.rules.terms.oxygen import Gas, gas_of, references
from jianzhen.rules.terms.recalculation import Lines, Mismatch, mismatches
from jianzhen.rules.terms.telemetry import CYCLES, REASONS, Series, marked, moment_of, series_of, usable
from jianzhen.rules.verdict import CONTEXT
from jianzhen.words import Words

CYCLE_TITLES = {"hour": Words("小时", "hourly"), "minute": Words("分钟", "minute")}


@rule(
    clause="二(四)",
    title=Words("折算重算不符", "Conversion does not recompute"),
    act="tampering.derived_data",
    severity="high",
    family="telemetry",
    subject_kind="device",
    unit=Words("折算值", "converted values"),
    measure=Words("折算值偏差的中位数", "median deviation of the converted value"),
    measure_unit="%",
    headline=Words(
        "{factor_zh} {from_at:%Y-%m-%d %H:%M} 至 {to_at:%Y-%m-%d %H:%M} 有 {count:.0f} 个{cycle_zh}折算值"
        "与同时刻实测值、氧含量不符：上报中位值 {reported:.4g}{unit}，"
        "按基准氧 {reference:g}% 重算为 {expected:.4g}{unit}（{deviation_zh}）",
        "{factor_en}: {count:.0f} {cycle_en} converted values from {from_at:%Y-%m-%d %H:%M} to {to_at:%Y-%m-%d %H:%M}"
        " do not follow from the measured value and oxygen of the same time: reported {reported:.4g}{unit} (median),"
        " recomputed at {reference:g} % reference oxygen {expected:.4g}{unit} ({deviation_en})",
    ),
    numbers=Words(
        "扣除各输入值的修约误差后，上报折算值仍{deviation_zh}（中位数），"
        "参考线 ±{threshold:g}%（经验初值）。"
        "同期实测氧含量中位值 {oxygen:.1f}%，上报折算值相当于按氧含量 {implied_oxygen:.1f}% 折算；"
        "重算方式：{tried_zh}。参考线放宽到 {silent_pct:.1f}% 则不再触发。",
        "Beyond the rounding of every input the reported value is {deviation_en} (median); line:"
        " ±{threshold:g} % (a starting value). Oxygen measured meanwhile: {oxygen:.1f} % (median); the reported value"
        " would follow from {implied_oxygen:.1f} %. Recomputed {tried_en}. With a line of {silent_pct:.1f} % the rule"
        " would be silent.",
    ),
    innocent=(
        Innocent(
            Words("实测值、氧含量、折算值各自修约", "measured value, oxygen and converted value are each rounded"),
            Words("数采仪未修约的原始值", "unrounded values of the logger"),
            heeded=True,
        ),
        Innocent(
            Words("干基、湿基口径不同", "dry basis on one side, wet on the other"),
            Words("湿度数据或湿度设定值", "humidity data or its fixed setting"),
            heeded=True,
        ),
        Innocent(
            Words("先折算再平均，与先平均再折算有差", "mean of converted minutes against conversion of the means"),
            Words("同时段分钟数据", "minute data of the same hours"),
            heeded=True,
        ),
        Innocent(
            Words(
                "执行标准规定氧含量低于基准时不折算",
                "the standard lets values stand when oxygen lies below the reference",
            ),
            Words("执行的排放标准", "the emission standard that applies"),
            heeded=True,
        ),
        Innocent(
            Words(
                "执行标准另有折算办法或氧含量上限，或该设施不需折算",
                "the standard converts otherwise, caps the oxygen, or asks for no conversion",
            ),
            Words(
                "执行的排放标准、许可证、备案的基准氧含量",
                "the emission standard, the permit, the reference oxygen as filed",
            ),
        ),
        Innocent(
            Words(
                "折算所用的氧表不是本设备上报的这一个", "the conversion uses another oxygen meter than the one reported"
            ),
            Words("数采仪通道配置", "channel configuration of the logger"),
        ),
    ),
    onsite=(
        Words(
            "数采仪中的折算公式、基准氧、氧含量来源设置及其修改记录",
            "formula, reference oxygen and oxygen source set in the logger, and who changed them",
        ),
        Words(
            "数采仪本机的实测值、氧含量、折算值历史",
            "the logger's own history of measured value, oxygen and converted value",
        ),
        Words("氧含量仪表的校准与量程记录", "calibration and range records of the oxygen meter"),
        Words("备案参数与许可证载明的基准氧含量", "reference oxygen as filed and in the permit"),
    ),
    perishable_days=60,
    reasons={
        "flagged": REASONS["flagged"],
        "marked": REASONS["marked"],
        "zero": Words("实测值为零或负", "the measured value is zero or less"),
        "not_computable": Words("设备声明无法折算（满量程 9）", "the device says conversion is impossible (all nines)"),
        "reference": Words(
            "当日没有基准氧含量或空气系数的记录", "no reference oxygen or air ratio on record for the day"
        ),
        "oxygen": Words("同时刻没有正常的氧含量数据", "no normal oxygen value of the same moment"),
        "air": Words("氧含量接近空气，折算没有意义", "oxygen is near that of air; conversion means little"),
        "basis": Words(
            "没有湿度数据，偏高可能只是干基与湿基之差", "no humidity; the excess may be dry against wet basis alone"
        ),
    },
    reads={
        "observations": ("factor_code", "cycle", "at", "avg", "converted", "flag"),
        "filed_parameters": ("factor_code", "name", "value", "filed_on", "ended_on"),
        "permit_limits": ("parameter_code", "o2_reference", "valid_from_on", "valid_to_on"),
        "marks": ("mark_id", "revision", "mark", "factor_code", "from_at", "to_at"),
    },
)
def conversion_recalc_mismatch(
    observations: Columns,
    filed_parameters: Columns = OPTIONAL,
    permit_limits: Columns = OPTIONAL,
    marks: Columns = OPTIONAL,
    *,
    tolerance: Annotated[
        float,
        Threshold(Words("允许偏差", "tolerated deviation"), "%", 0.1, 50, Source.EXPERT, "starting value, not legal"),
    ] = 2,
    min_run: Annotated[
        float,
        Threshold(
            Words("连续不符时长", "length of a stretch"), "h", 1, 720, Source.EXPERT, "starting value, not legal"
        ),
    ] = 3,
    min_share: Annotated[
        float,
        Threshold(
            Words("不连续时一个月内不符的份额", "share of a month's values when scattered"),
            "",
            0.01,
            1,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 0.1,
    air_margin: Annotated[
        float,
        Threshold(
            Words("氧含量距空气的最小差", "least distance of oxygen from air"),
            "%",
            0.1,
            10,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 2,
) -> SeriesVerdict:
    """The converted concentration does not follow from the measured one and the oxygen of the same moment.

    Method. C' = C * (21 - O2_ref) / (21 - O2) (HJ 212-2017 annex D, formulas 26-28; the excess-air form
    C * alpha / alpha_s is the same with O2_ref = 21 - 21 / alpha_s) is recomputed for every hour (minute)
    whose value and oxygen are flagged normal. Every input is the interval that rounds to it, so the result
    is an interval; measured value and oxygen are tried as they are and dried by the humidity of the same
    moment; hours are also recomputed as the mean of converted minutes where there are minutes; every
    reference on record that day (filed parameter, permit) is tried. The deviation is the gap between the
    reported interval and the nearest of all, relative to the expected value. Deviations beyond
    ``tolerance`` of one sign count when they last ``min_run`` hours on end or make up ``min_share`` of a
    calendar month's values (at least five).

    Why it is a sign. The converted value is arithmetic; the column that is held against the limit can only
    differ if the formula, its reference or the column itself was changed (环发〔2015〕175 号 第4条(十三)；
    生态环境监测条例 第25条(二)). A value reported too low weighs more than one reported too high.

    What it does not claim. That the measured value or the oxygen is true: diluted sample gas recomputes
    faultlessly. Masses (flow times concentration) are not judged.
    """
    verdict = SeriesVerdict()
    lines = Lines(tolerance / 100, min_run, min_share, air_margin)
    gases = {cycle: _gases(observations, marks, cycle, verdict) for cycle in CYCLES}
    found: list[Mismatch] = []
    for cycle in CYCLES:
        for factor, gas in gases[cycle].items():
            minutes = gases["minute"].get(factor) if cycle == "hour" else None
            on_record = references(factor, filed_parameters, permit_limits)
            found.extend(mismatches(gas, minutes, on_record, lines, _counter(verdict)))
    verdict.episodes.extend(_episode(fact, tolerance) for fact in _facts(found))
    return verdict


def _counter(verdict: SeriesVerdict) -> Callable[[str, int], None]:
    """Count only what there is, so that coverage lists no empty reasons."""

    def count(reason: str, number: int) -> None:
        if number:
            verdict.count(reason, number)

    return count


def _gases(observations: Columns, marks: Columns, cycle: str, verdict: SeriesVerdict) -> dict[str, Gas]:
    """Every factor that reports converted values, beside the oxygen of the device."""
    open_: dict[str, Series] = {}
    for series in series_of(observations, cycle):
        open_[series.factor], _ = usable(series, {"marked": marked(series, marks)})
        due = series.where(~np.isnan(series.rows.converted))
        _, shut = usable(due, {"marked": marked(due, marks)})
        for reason, number in shut.items():
            _counter(verdict)(reason, number)
    reported = {factor: series.where(~np.isnan(series.rows.converted)) for factor, series in open_.items()}
    return {factor: gas_of(series, open_) for factor, series in reported.items() if len(series)}


def _facts(found: Sequence[Mismatch]) -> Iterator[list[Mismatch]]:
    """One list per fact: hours first, and after them the minutes of the same factor and sign that overlap them."""
    rest = list(found)
    while rest:
        first = rest.pop(0)
        same = [one for one in rest if _same_fact(first, one)]
        rest = [one for one in rest if one not in same]
        yield [first, *same]


def _same_fact(first: Mismatch, other: Mismatch) -> bool:
    return (
        other.gas.series.factor == first.gas.series.factor
        and other.gas.series.cycle != first.gas.series.cycle
        and other.sign == first.sign
        and other.from_s < first.to_s
        and first.from_s < other.to_s
    )


def _episode(fact: Sequence[Mismatch], tolerance: float) -> Episode:
    main = fact[0]
    rows, members = main.gas.series.rows, main.members
    title, cycle = title_of(main.gas.series.factor), CYCLE_TITLES[main.gas.series.cycle]
    deviation_pct = float(np.median(main.deviation)) * 100
    implied = implied_oxygen(rows.avg[members], rows.converted[members], main.reference.percent)
    tried = _tried(main)
    from_at, to_at = moment_of(main.from_s), moment_of(main.to_s)
    return Episode(
        from_at=from_at,
        to_at=to_at,
        measure=abs(deviation_pct),
        threshold=tolerance,
        severity=None if main.sign < 0 else "middle",
        evidence=[proof for one in fact for proof in _proofs(one)],
        detail={
            "factor": main.gas.series.factor,
            "factor_zh": title.zh,
            "factor_en": title.en,
            "cycle_zh": cycle.zh,
            "cycle_en": cycle.en,
            "from_at": from_at,
            "to_at": to_at,
            "count": int(members.size),
            "reported": float(np.median(rows.converted[members])),
            "expected": float(np.median(main.expected)),
            "deviation_pct": deviation_pct,
            "deviation_zh": f"{'低' if deviation_pct < 0 else '高'} {abs(deviation_pct):.1f}%",
            "deviation_en": f"{abs(deviation_pct):.1f} % too {'low' if deviation_pct < 0 else 'high'}",
            "unit": unit_of(main.gas.series.factor),
            "reference": main.reference.percent,
            "oxygen": float(np.median(main.gas.oxygen[members])),
            "implied_oxygen": float(np.nanmedian(implied)),
            "tried_zh": tried.zh,
            "tried_en": tried.en,
            "silent_pct": main.silent_at * 100,
        },
    )


def _tried(one: Mismatch) -> Words:
    """The ways of computing that the data allowed."""
    ways = [Words("按上报口径", "as reported")]
    if not np.all(np.isnan(one.gas.humidity[one.members])):
        ways.append(Words("按湿度作干湿基换算", "on dry basis by the humidity"))
    if one.minutes_tried:
        ways.append(Words("分钟折算后再平均", "as the mean of converted minutes"))
    return Words("、".join(way.zh for way in ways), ", ".join(way.en for way in ways))


def _proofs(one: Mismatch) -> Iterator[Proof]:
    yield Proof("observations", one.gas.series.rows.row_id[one.members], "converted")
    yield Proof("observations", one.gas.oxygen_rows[one.members], "oxygen")
    humidity = [row for row in one.gas.humidity_rows[one.members] if row is not None]
    if humidity:
        yield Proof("observations", humidity, "humidity")
    yield Proof(one.reference.table, [one.reference.row_id], CONTEXT)
