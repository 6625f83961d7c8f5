"""漏检关键项: an outlet was monitored, but an item its permit asks for in that period is in no report."""

from __future__ import annotations

from typing import Annotated

import ibis

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent, Source, Threshold
from jianzhen.rules.terms.annex import is_listed
from jianzhen.rules.terms.clock import DAY, seconds
from jianzhen.rules.terms.issue import day_of
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.permitted import first_day, item_of, month_of, obligations, period_of
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

_WINDOW = ("lab_id", "outlet_id", "months", "period")
_DUE = (*_WINDOW, "item")
_OPEN = ("permit_span", "data_span", "several", "automatic", "waiver", "name")
"""Reasons for which a missing item cannot be judged, each a column of the things judged."""


@rule(
    clause="二(二)",
    title=Words("漏检许可规定的项目", "An item that the permit asks for was left out"),
    act="tampering.item_or_method",
    severity="high",
    family="records",
    unit=Words("排放口每期应测的项目", "items due at an outlet in a period"),
    measure=Words("缺测的项目", "items left out"),
    measure_unit="",
    headline=Words(
        "排放口 {outlet_id} 的排污许可要求每年监测 {items} {times:.0f} 次；{from_on:%Y-%m-%d} 至 {to_on:%Y-%m-%d}"
        " 采样的 {reports:.0f} 份自行监测报告测了该排放口的其他项目，没有测{items}",
        "The permit of outlet {outlet_id} asks for {items} {times:.0f} times a year; {reports:.0f} self-monitoring"
        " report(s) on samples from {from_on:%Y-%m-%d} to {to_on:%Y-%m-%d} give other items of that outlet and not"
        " {items}",
    ),
    numbers=Words(
        "该期应测 {due:.0f} 项，缺 {measure:.0f} 项（参考线 0 项，环发〔2015〕175号第4条(七)、监测条例第25条）；"
        "该期前后 {slip_days:.0f} 天内任何机构任何种类报告的结果都算已测（可调的经验值）；自动监测、已说明的不计。",
        "{due:.0f} items were due in the period and {measure:.0f} are missing (line: 0; 环发〔2015〕175号 article 4(7),"
        " Monitoring Regulation article 25); a result in a report of any laboratory and kind within {slip_days:.0f}"
        " days of the period counts as done (starting value, settable); items measured automatically, or with a stated"
        " reason, do not count.",
    ),
    innocent=(
        Innocent(
            Words("许可频次低，本次报告不需要该项目", "the item is due less often than this report"),
            Words("排污许可证的监测频次", "frequencies of the permit"),
            heeded=True,
            needs=("permit_limits",),
        ),
        Innocent(
            Words("该项目由另一机构监测或另出报告", "another laboratory or another report has the item"),
            Words("同期其他报告", "other reports of the period"),
            heeded=True,
            needs=("report_results",),
        ),
        Innocent(
            Words("该项目由自动监测设备监测", "the item is measured automatically"),
            Words("自动监测设备台账及联网因子", "register of devices and their factors"),
            heeded=True,
            needs=("devices", "filed_parameters"),
        ),
        Innocent(
            Words("排污单位已说明未监测的理由", "the discharger gave a reason for not monitoring"),
            Words("未监测说明", "the stated reason"),
            heeded=True,
            needs=("monitoring_waivers",),
        ),
        Innocent(
            Words("项目名称不同（烟尘与颗粒物、挥发性有机物与非甲烷总烃）", "another name of the item"),
            Words("许可证与报告的项目名称", "names in permit and report"),
            heeded=True,
            needs=("permit_limits",),
        ),
        Innocent(
            Words("采样稍有提前或顺延", "sampled a little early or late"),
            Words("采样记录", "sampling record"),
            heeded=True,
            needs=("report_results",),
        ),
        Innocent(
            Words("委托合同不含该项目，由排污单位另行安排", "the contract leaves the item to others"),
            Words("委托合同的监测范围", "scope of the contract"),
        ),
    ),
    onsite=(
        Words("委托合同、监测方案与任务单列的项目", "items of contract, plan and task sheet"),
        Words("当次采样原始记录：是否采了该项目的样", "sampling sheets: whether a sample for the item was taken"),
        Words("实验室有无该项目的未报出结果", "results of the item in the laboratory that were not reported"),
        Words("排污单位的自行监测方案与年度报告", "the discharger's monitoring plan and annual report"),
    ),
    perishable_days=90,
    reasons={
        "frequency": Words("许可限值没有监测频次，或低于每年一次", "no frequency on record, or less than once a year"),
        "permit_span": Words("许可有效期没有覆盖整期", "the permit does not span the whole period"),
        "data_span": Words("该机构的报告没有覆盖整期，可能还没出完", "the laboratory's reports do not span the period"),
        "several": Words("同期有几家机构监测该排放口，分工不明", "several laboratories shared the outlet"),
        "automatic": Words(
            "排放口有自动监测设备，监测因子不在数据中", "there is an automatic device whose factors are not on record"
        ),
        "waiver": Words("已说明未监测的理由", "a reason for not monitoring was stated"),
        "name": Words("报告或许可的项目名称无法对照", "a name in report or permit cannot be looked up"),
    },
)
def key_item_omitted(
    report_results: Table,
    reports: Table,
    permit_limits: Table,
    devices: Table = OPTIONAL,
    filed_parameters: Table = OPTIONAL,
    monitoring_waivers: Table = OPTIONAL,
    *,
    slip_days: Annotated[
        float,
        Threshold(
            Words("提前或顺延的容差", "tolerance for early or late sampling"),
            "d",
            0,
            90,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 15,
    delay_days: Annotated[
        float,
        Threshold(
            Words("期末之后等待报告的天数", "days to wait for reports after the end of a period"),
            "d",
            0,
            180,
            Source.EXPERT,
            "starting value, not legal",
        ),
    ] = 7,
) -> Verdict:
    """An outlet was monitored, but an item that its permit asks for in that period is in no report.

    An item due f times a year is due once in every period of 12/f months (a month at most often). Where one
    laboratory's self-monitoring reports have results of the outlet sampled in the period, the item must be among the
    results of some report, of any laboratory and kind, sampled in the period, or within ``slip_days`` of it if the
    period next to it has another. A result without an outlet counts for every outlet of its report. A period is
    judged when permit and reports of the laboratory span it, the last being issued ``delay_days`` or more after its
    end. Items with an automatic device, with a stated reason, or whose name may hide in the report under another one
    are not judged.

    Leaving out key items on purpose is tampering (环发〔2015〕175号 第4条(七)；生态环境监测条例 第25条(三)). The
    rule shows the omission; whether it was on purpose, and whose it was, the contract and the plan must tell.
    """
    lines = _lines(report_results, reports)
    done = once(lines.select("lab_id", "outlet_id", "item", "listed", "day", "own").distinct())
    due = once(_due(done, obligations(permit_limits), _spans(done, reports, delay_days)))
    missing = once(_missing(due, done, slip_days, devices, filed_parameters))
    flags = _flags(missing, done, devices, filed_parameters, monitoring_waivers)
    judged = once(_judged(due, flags))
    hits = _with_rows(_by_window(judged), lines, reports)
    return Verdict(
        findings=findings(
            hits,
            subject=hits.lab_id,
            from_at=hits.start,
            to_at=hits.end,
            measure=hits.omitted,
            threshold=0.0,
            evidence=[
                Evidence("reports", hits.report_rows, "report"),
                Evidence("report_results", hits.line_rows, "line"),
                Evidence("permit_limits", hits.permit_rows, "register"),
            ],
            detail={
                "outlet_id": hits.outlet_id,
                "items": hits.items,
                "times": hits.times,
                "from_on": hits.start,
                "to_on": hits.end - ibis.interval(days=1),
                "reports": hits.reports,
                "due": hits.due,
                "slip_days": slip_days,
            },
        ),
        units=units(
            judged,
            subject=judged.lab_id,
            missing={
                "frequency": judged.months.isnull(),
                **{name: judged.omitted & judged[name] for name in _OPEN},
            },
        ),
    )


def _lines(report_results: Table, reports: Table) -> Table:
    """Results by outlet, item and day of sampling; a result without an outlet is one of every outlet of its report."""
    cover = reports.group_by("lab_id", "report_no").aggregate(
        kind=reports.kind.min(), issued_at=reports.issued_at.max()
    )
    rows = report_results.left_join(cover, ["lab_id", "report_no"])
    rows = rows.select(
        "lab_id", "report_no", "outlet_id",
        item=item_of(rows.parameter_code),
        listed=is_listed(rows.parameter_code),
        day=day_of(rows.sampled_from_at.fill_null(rows.issued_at)),
        own=(rows.kind == "self_monitoring").fill_null(False),
        line_row=rows.row_id,
    )  # fmt: skip
    rows = rows.filter(rows.day.notnull())
    named, nameless = rows.filter(rows.outlet_id.notnull()), rows.filter(rows.outlet_id.isnull())
    outlets = named.select("lab_id", "report_no", spread_to="outlet_id").distinct()
    spread = nameless.join(outlets, ["lab_id", "report_no"])
    spread = spread.select(
        "lab_id", "report_no", "item", "listed", "day", "own", "line_row", outlet_id=spread.spread_to
    )
    return named.union(spread.select(*named.columns))


def _spans(lines: Table, reports: Table, delay_days: float) -> Table:
    """Per laboratory the first month sampled, and the month whose beginning its reports have passed."""
    first = lines.group_by("lab_id").aggregate(data_from=month_of(lines.day.min()))
    waited = reports.issued_at - ibis.interval(days=int(delay_days))
    last = reports.group_by(reporter=reports.lab_id).aggregate(data_until=month_of(waited.max()))
    return first.join(last, first.lab_id == last.reporter).select("reporter", "data_from", "data_until")


def _due(lines: Table, asked: Table, spans: Table) -> Table:
    """Items due at an outlet in a period in which a laboratory's self-monitoring reports have any result of it."""
    own = lines.filter(lines.own)
    active = own.select("lab_id", "outlet_id", month=month_of(own.day)).distinct()
    pairs = active.join(asked, active.outlet_id == asked.place)
    holds = (pairs.from_month <= pairs.month) & (pairs.until_month.isnull() | (pairs.month < pairs.until_month))
    pairs = pairs.filter(holds.fill_null(False)).mutate(period=lambda table: period_of(table.month, table.months))
    begins = pairs.period * pairs.months
    ends = begins + pairs.months
    spanned = (pairs.from_month <= begins) & (pairs.until_month.isnull() | (ends <= pairs.until_month))
    due = pairs.group_by(*_DUE).aggregate(
        asked=pairs.asked.min(),
        times=pairs.times.min(),
        clear=pairs.clear.all(),
        permit_span=~spanned.fill_null(False).any(),
        permit_row=pairs.permit_row.min(),
    )
    due = due.join(spans, due.lab_id == spans.reporter)
    due = due.filter(due.lab_id.notnull())
    begins = due.period * due.months
    return due.mutate(
        start=first_day(begins),
        end=first_day(begins + due.months),
        data_span=(due.data_from > begins) | (due.data_until < begins + due.months),
        several=due.count().over(group_by=[due.outlet_id, due.item, due.months, due.period]) > 1,
    )


def _missing(due: Table, lines: Table, slip_days: float, devices: Table, filed: Table) -> Table:
    """What is due and neither reported in or near the period nor measured automatically."""
    measured = lines.select(outlet=lines.outlet_id, measured=lines.item, day=lines.day).distinct()
    pairs = due.join(measured, [due.outlet_id == measured.outlet, due.item == measured.measured])
    pairs = pairs.mutate(own_period=period_of(month_of(pairs.day), pairs.months))
    pairs = pairs.filter((pairs.own_period - pairs.period).abs() <= 1)
    # A result near the period that is the only one of its own period is not left over for this one.
    spare = pairs.count().over(group_by=[*(pairs[key] for key in _DUE), pairs.own_period]) > 1
    slip = slip_days * DAY
    near = (seconds(pairs.day, pairs.start) <= slip) & (seconds(pairs.end, pairs.day) < slip)
    pairs = pairs.mutate(counts=(pairs.own_period == pairs.period) | (near & spare))
    done = pairs.filter(pairs.counts).select(*_DUE).distinct()
    timed = due.filter(due.months.notnull())
    rows = timed.anti_join(done, list(_DUE))
    factors = _factors(devices, filed)
    return rows.anti_join(factors, [rows.outlet_id == factors.outlet, rows.item == factors.factor])


def _factors(devices: Table, filed: Table) -> Table:
    """Items that devices measure automatically, by outlet."""
    rows = devices.join(filed.select("device_id", "factor_code").distinct(), "device_id")
    return rows.select(outlet=rows.outlet_id, factor=item_of(rows.factor_code)).distinct()


def _flags(missing: Table, lines: Table, devices: Table, filed: Table, waivers: Table) -> Table:
    """Missing items with the reasons that the surroundings give for not judging them."""
    silent = devices.anti_join(filed, "device_id").select(outlet=devices.outlet_id).distinct()
    unread = lines.filter(~lines.listed).select(outlet=lines.outlet_id, month=month_of(lines.day)).distinct()
    hidden = missing.join(unread, missing.outlet_id == unread.outlet)
    hidden = hidden.filter(period_of(hidden.month, hidden.months) == hidden.period)
    told = waivers.select(
        outlet=waivers.outlet_id, waived=item_of(waivers.parameter_code), from_on=day_of(waivers.from_on),
        to_on=day_of(waivers.to_on),
    )  # fmt: skip
    excused = missing.join(told, missing.outlet_id == told.outlet)
    overlaps = (excused.from_on < excused.end) & (excused.start <= excused.to_on)
    excused = excused.filter(overlaps & (excused.waived.isnull() | (excused.waived == excused.item)))
    rows = missing.select(*_DUE, omitted=ibis.literal(True))
    rows = _flagged(rows, missing.semi_join(silent, missing.outlet_id == silent.outlet), "automatic")
    rows = _flagged(rows, hidden, "hidden")
    return _flagged(rows, excused, "waiver")


def _flagged(rows: Table, where: Table, name: str) -> Table:
    marks = where.select(*_DUE).distinct().mutate(**{name: ibis.literal(True)})
    joined = rows.left_join(marks, list(_DUE)).drop(*(f"{key}_right" for key in _DUE))
    return joined.filter(joined.lab_id.notnull())


def _judged(due: Table, flags: Table) -> Table:
    """Everything due, with ``omitted``, the reasons of ``_OPEN``, and ``found``."""
    rows = due.left_join(flags, list(_DUE)).drop(*(f"{key}_right" for key in _DUE))
    rows = rows.filter(rows.lab_id.notnull())
    rows = rows.mutate(
        omitted=rows.omitted.fill_null(False),
        automatic=rows.automatic.fill_null(False),
        waiver=rows.waiver.fill_null(False),
        name=~rows.clear.fill_null(False) | rows.hidden.fill_null(False),
    )
    open_question = rows.months.isnull()
    for reason in _OPEN:
        open_question = open_question | rows[reason].fill_null(True)
    return rows.mutate(found=rows.omitted & ~open_question)


def _by_window(judged: Table) -> Table:
    """One row per laboratory, outlet and period in which items were left out."""
    rows = judged.group_by(*_WINDOW).aggregate(
        due=judged.count(),
        omitted=judged.found.sum(),
        items=judged.asked.collect(where=judged.found),
        permit_rows=judged.permit_row.collect(where=judged.found),
        times=judged.times.min(where=judged.found),
        start=judged.start.min(),
        end=judged.end.min(),
    )
    return rows.filter(rows.omitted > 0)


def _with_rows(windows: Table, lines: Table, reports: Table) -> Table:
    """The windows with the laboratory's self-monitoring reports of the outlet, and their lines."""
    key = windows.select(*_WINDOW, "start", "end")
    own = lines.filter(lines.own).select("lab_id", "outlet_id", "report_no", "day", "line_row")
    met = own.join(key, ["lab_id", "outlet_id"])
    met = met.filter((met.start <= met.day) & (met.day < met.end))
    told = met.group_by(*_WINDOW).aggregate(
        line_rows=met.line_row.collect(distinct=True), reports=met.report_no.nunique()
    )
    documents = reports.select("lab_id", "report_no", report_row="row_id")
    pairs = met.select(*_WINDOW, "report_no").distinct().join(documents, ["lab_id", "report_no"])
    covers = pairs.group_by(*_WINDOW).aggregate(report_rows=pairs.report_row.collect(distinct=True))
    rows = windows.join(told, list(_WINDOW)).filter(lambda table: table.lab_id.notnull())
    return rows.join(covers, list(_WINDOW)).filter(lambda table: table.lab_id.notnull())
