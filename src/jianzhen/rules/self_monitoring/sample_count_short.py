"""样品数不足: fewer samples or readings at a stack than the record, the report or the standard has."""

from __future__ import annotations

from typing import Annotated

import ibis
from ibis.expr import types as ir

from jianzhen.law.standards import standard_number
from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms import groups
from jianzhen.rules.terms.choice import first_of
from jianzhen.rules.terms.controls import real
from jianzhen.rules.terms.once import once
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

HOUR = standard_number("gas.duration.continuous")
COUNT = standard_number("gas.count.hour")
DUST = standard_number("gbt16157.count.dust")
STARTING = "starting value, not legal"
UNVERIFIED = (
    "颗粒物 3 个样（GB/T 16157-1996）取自摘录，未核原文；气态污染物 3 个样或连续 1 小时已核 GB 37822-2019 A.2.2，"
    "所执行的标准是否如此须核 (three samples of particulates, GB/T 16157-1996, were read in an excerpt only; three"
    " samples or one hour of gases are those of GB 37822-2019 A.2.2, checked; which standard applies is not known)"
)


@rule(
    clause="二(三)",
    title=Words("样品数或组数不足", "Too few samples or readings"),
    act="nonconforming.sampling",
    severity="high",
    family="field_times",
    version=2,
    unit=Words("有样品的废气采样记录", "sampling events of stack gas with samples"),
    measure=Words("实有组数", "groups there are"),
    measure_unit="1",
    headline=Words(
        "{event_id}（{place}，{from_at:%Y-%m-%d %H:%M}）{about}："
        "{claim_zh} {claimed:.0f} 组，{actual_zh} {actual:.0f} 组",
        "{event_id} ({place}, {from_at:%Y-%m-%d %H:%M}), {about}: {claim_en} {claimed:.0f}, {actual_en} {actual:.0f}",
    ),
    numbers=Words(
        "实有 {measure:.0f} 组，应有 {threshold:.0f} 组；{how_zh}。"
        "样品与仪器运行相差 {slack_min:g} 分钟以内算对上（经验值，可调）。若应有 {measure:.0f} 组则不再触发。",
        "There are {measure:.0f} of {threshold:.0f}; {how_en}. A run up to {slack_min:g} min from a sample meets it (a"
        " starting value, settable). Were only {measure:.0f} due, the rule would be silent.",
    ),
    innocent=(
        Innocent(
            Words("仪器一次连续运行，覆盖了几个样品", "one long run of the instrument covers several samples"),
            Words("仪器存储的起止时刻与体积", "times and volumes in the memory"),
            heeded=True,
            needs=("field_readings",),
        ),
        Innocent(
            Words("含湿量、烟温等只测一次，各组沿用同一个值", "moisture or temperature was read once and carried over"),
            Words("报告中各组数值相同", "the same value in every group of the report"),
            heeded=True,
        ),
        Innocent(
            Words("仪器存储导出不全（记录号不连续）", "the memory was not exported in full (numbers are missing)"),
            Words("仪器内的完整记录", "the whole memory in the instrument"),
            heeded=True,
        ),
        Innocent(
            Words("气态污染物连续采样一小时，只需一个样", "gas drawn for an hour without a break needs one sample"),
            Words("样品采集起止时刻", "start and end of the sample"),
            heeded=True,
        ),
        Innocent(
            Words("全程序空白带到现场而不抽气，不算一组", "nothing is drawn into a field blank"),
            Words("样品名称、质控记录", "name of the sample, quality-control record"),
            heeded=True,
            needs=("samples",),
        ),
        Innocent(
            Words("执行的排放标准或方法另有规定", "the emission standard or method says otherwise"),
            Words("许可证载明的执行标准", "the standard named in the permit"),
        ),
        Innocent(
            Words("间断排放，排放时间不足一小时", "discharge is intermittent and lasts less than an hour"),
            Words("生产周期、排放时段记录", "production cycle, hours of discharge"),
        ),
    ),
    onsite=(
        Words("现场仪器存储：该日全部记录号", "field instrument memory: all numbers of that day"),
        Words("打印小票与热敏纸批次", "printed tickets and batch of the paper"),
        Words("滤筒、滤膜、气袋的领用与称量记录", "filters and bags drawn, weighings"),
        Words("采样平台视频", "film of the platform"),
    ),
    perishable_days=30,
    reasons={
        "count": Words("没有仪器存储可比，也没有规定样品数", "no memory to compare with, and no number is laid down"),
        "memory": Words("仪器存储记录号不连续或缺起止时刻", "the memory lacks numbers or times"),
    },
)  # fmt: skip
def sample_count_short(
    sampling_events: Table,
    samples: Table,
    field_readings: Table = OPTIONAL,
    report_results: Table = OPTIONAL,
    qc_results: Table = OPTIONAL,
    *,
    count: Annotated[
        float,
        Threshold(Words("一小时内样品数", "samples in one hour"), "1", 1, 10, Source.STANDARD, COUNT.standard,
                  verified=COUNT.verified),
    ] = COUNT.value,
    dust: Annotated[
        float,
        Threshold(Words("颗粒物样品数", "samples of particulates"), "1", 1, 10, Source.STANDARD, DUST.standard,
                  verified=DUST.verified),
    ] = DUST.value,
    hour: Annotated[
        float,
        Threshold(Words("连续采样时长", "continuous sampling"), "min", 10, 240, Source.STANDARD, HOUR.standard,
                  verified=HOUR.verified),
    ] = HOUR.value,
    tolerance: Annotated[
        float, Threshold(Words("连续采样容差", "tolerance of continuous sampling"), "%", 0, 90, Source.EXPERT, STARTING)
    ] = 20,
    slack: Annotated[
        float, Threshold(Words("时钟误差", "clock slack"), "min", 0, 240, Source.EXPERT, STARTING)
    ] = 5,
) -> Verdict:  # fmt: skip
    """Fewer samples or readings were made at a stack than the record, the report or the standard has.

    - *memory*: for a parameter p of which the field instrument's memory holds m >= 1 runs for an event, n samples of
      the event list p or have a line for p in a report. A finding needs n > m and a sample that no run of p touches,
      within ``slack``: one long run may cover several samples. A state of the gas, such as moisture, a gas that
      analysers read, and whatever only the report names, is a finding only where the report gives more than m
      different values: what was read once may be carried over. A memory with numbers missing tells nothing.
    - *standard*: fewer than ``dust`` samples of particulates (GB/T 16157); or fewer than ``count`` samples of a gas
      that was not drawn for an hour either, less ``tolerance`` (GB 37822-2019 A.2.2). Samples that begin together are
      one.

    Blanks of the whole procedure, standards and control samples are no groups and are left out.

    Of several comparisons of an event the worst is told, the memory before the standard. Against the standard alone
    severity is low, since which standard applies is not in the data.

    One test printed as three is three results without sampling behind two of them (39 号令 (2025) 14 条; 条例 25 条).
    Whether the record or the memory errs the rule does not say. How long was sampled is for
    ``sampling_duration_short``.
    """
    gas = sampling_events.filter(sampling_events.category == "exhaust")
    events = gas.select(
        "event_id", "outlet_id", "site_name", "started_at", "ended_at", event_lab="lab_id", event_row="row_id"
    )
    drawn = once(_drawn(samples, qc_results, events))
    compared = once(
        ibis.union(
            groups.by_memory(drawn, report_results, _runs(field_readings, events), _minutes(slack)),
            groups.by_standard(_timed(drawn), count, dust, hour * (1 - tolerance / 100)),
        )
    )
    hits = compared.filter(compared.short & compared.known).mutate(weak=compared.basis == groups.STANDARD)
    share = (hits.actual / hits.claimed).round(9)
    hits = first_of(hits, ["event_id"], [hits.weak, share, hits.about, hits.claimed])
    rows = hits.join(events, "event_id")
    return Verdict(findings=_findings(rows, slack, hour), units=_units(drawn, events, compared))


def _minutes(number: float) -> ir.IntervalValue:
    return ibis.interval(seconds=round(number * 60))


def _drawn(samples: Table, qc_results: Table, events: Table) -> Table:
    """Real samples of the events; a sample without an end ends as it begins."""
    samples = real(samples.semi_join(events, "event_id"), qc_results)
    from_at = samples.collected_from_at
    return samples.select(
        "event_id", "lab_id", "sample_no", "parameters", "parameters_code",
        drawn_from=from_at, drawn_to=samples.collected_to_at.fill_null(from_at), sample_row="row_id",
    )  # fmt: skip


def _timed(drawn: Table) -> Table:
    return drawn.filter((drawn.drawn_to >= drawn.drawn_from).fill_null(False))


def _runs(readings: Table, events: Table) -> Table:
    return groups.stored_runs(readings).semi_join(events, "event_id")


def _findings(rows: Table, slack: float, hour: float) -> Table:
    """One finding per event."""
    reported = ~rows.weak & (rows.line_rows.length() > 0).fill_null(False)
    return findings(
        rows,
        subject=rows.event_lab,
        from_at=rows.started_at,
        to_at=rows.ended_at,
        measure=rows.actual,
        threshold=rows.claimed,
        severity=ibis.ifelse(rows.weak, "low", ibis.null("string")),
        evidence=[
            Evidence("sampling_events", rows.event_row, "record"),
            Evidence("samples", rows.sample_rows, "record"),
            Evidence("report_results", rows.line_rows, "report"),
            Evidence("field_readings", rows.run_rows, "memory"),
        ],
        detail={
            "event_id": rows.event_id,
            "place": rows.site_name.fill_null(rows.outlet_id).fill_null(rows.event_id),
            "from_at": rows.started_at,
            "about": rows.about,
            "basis": rows.basis,
            "claimed": rows.claimed,
            "actual": rows.actual,
            "claim_zh": ibis.cases((rows.weak, "标准要求"), (reported, "采样记录和报告共有"), else_="采样记录有"),
            "claim_en": ibis.cases(
                (rows.weak, "the standard asks for"), (reported, "record and report have"), else_="the record has"
            ),
            "actual_zh": ibis.ifelse(rows.weak, "采样记录只有", "现场仪器存储的运行只有"),
            "actual_en": ibis.ifelse(rows.weak, "the record has", "the runs in the instrument's memory are"),
            "how_zh": ibis.ifelse(
                rows.weak,
                f"同时开始的计一组，气态污染物连续采满 {hour:g} 分钟的不计",
                "有样品对不上任何一次运行，仪器存储的记录号连续",
            ),
            "how_en": ibis.ifelse(
                rows.weak,
                f"gases drawn for {hour:g} min without a break are left out",
                "some sample meets no run, and no number is missing",
            ),
            "slack_min": slack,
            "unverified": ibis.ifelse(rows.weak, UNVERIFIED, ""),
        },
    )


def _units(drawn: Table, events: Table, compared: Table) -> Table:
    """Events of stack gas with samples, and why some cannot be judged."""
    sampled = drawn.group_by(sampled_event=drawn.event_id).aggregate(named=drawn.parameters_code.notnull().any())
    said = compared.group_by(said_event=compared.event_id).aggregate(whole=(compared.known | ~compared.short).all())
    rows = events.join(sampled, events.event_id == sampled.sampled_event)
    rows = rows.left_join(said, ibis._.event_id == said.said_event)
    missing: dict[str, ir.Value] = {
        "samples.parameters": ~rows.named & rows.said_event.isnull(),
        "count": rows.said_event.isnull(),
        "memory": ~rows.whole,
    }
    return units(rows, subject=rows.event_lab, missing=missing)
