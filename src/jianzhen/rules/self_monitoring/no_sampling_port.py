"""无采样口出报告: stack gas reported for an outlet that has no sampling port on record."""

from __future__ import annotations

import ibis

from jianzhen.rules.declare import OPTIONAL, rule
from jianzhen.rules.model import Innocent
from jianzhen.rules.terms.once import once
from jianzhen.rules.verdict import Evidence, Table, Verdict, findings, units
from jianzhen.words import Words

FROM_AFAR = ("a01010",)
"""Blackness of the plume is read from the ground; it needs no port."""


@rule(
    clause="二(三)",
    title=Words("无采样口出报告", "Reported without a sampling port"),
    act="fabrication.no_sampling",
    severity="high",
    family="records",
    unit=Words("机构与废气排放口", "laboratories with outlets of stack gas"),
    measure=Words("对该排口的报告与采样记录", "reports and sampling events on the outlet"),
    measure_unit="records",
    headline=Words(
        "排放口台账记 {outlet_id} 没有规范采样口，而该机构 {from_at:%Y-%m-%d} 至 {to_at:%Y-%m-%d} 对它"
        "出具 {reports:.0f} 份报告（{lines:.0f} 项结果），另有 {events:.0f} 次采样记录",
        "The register has no sampling port at outlet {outlet_id}, yet from {from_at:%Y-%m-%d} to {to_at:%Y-%m-%d} the"
        " laboratory has {reports:.0f} report(s) on it ({lines:.0f} results) and {events:.0f} sampling event(s)",
    ),
    numbers=Words(
        "报告与采样记录共 {measure:.0f} 份：报告 {reports:.0f} 份（{lines:.0f} 项结果）、采样记录 {events:.0f} 次"
        "（参考线 0，不设容差；环发〔2015〕175 号第 5 条（六））。烟气黑度在地面观测，不计。"
        "另有 {others:.0f} 家机构在该排口有记录；若有，台账可能未更新，级别降为中。",
        "{measure:.0f} records: {reports:.0f} reports ({lines:.0f} results) and {events:.0f} sampling events (line: 0,"
        " without tolerance; 环发〔2015〕175 号, article 5(6)). Blackness of the plume, read from the ground, is left"
        " out. {others:.0f} other laboratories have records of the outlet; with any, the register may be out of date"
        " and the severity is middle.",
    ),
    innocent=(
        Innocent(
            Words("采样口、平台后来建成，台账未更新", "port and platform were built since"),
            Words("排放口规范化验收、改造合同、现场实测", "acceptance of the outlet, contract of the works"),
        ),
        Innocent(
            Words("装有自动监测设备，必有采样孔", "an automatic device is mounted there, so there are ports"),
            Words("自动监测设备验收资料", "acceptance papers of the device"),
            heeded=True,
            needs=("devices",),
        ),
        Innocent(
            Words("烟气黑度等在地面观测的项目", "blackness of the plume, read from the ground"),
            Words("监测项目与方法", "parameter and method"),
            heeded=True,
        ),
        Innocent(
            Words("用脚手架、升降车临时开孔采样", "a temporary hole was used from a scaffold or a lift"),
            Words("作业票、租赁单、现场照片", "work permit, hire note, photographs"),
        ),
        Innocent(
            Words("报告写错排放口编号", "the report names the wrong outlet"),
            Words("采样原始记录、点位照片", "sampling record, photographs of the place"),
        ),
    ),
    onsite=(
        Words("排口实物：采样孔、平台、爬梯、开孔新旧", "the outlet itself: ports, platform, age of the holes"),
        Words("采样照片与视频中的位置", "the place seen in photographs and film"),
        Words("现场仪器存储：流速、烟温、含氧量是否像烟道", "memory: velocity, temperature, oxygen of a duct?"),
        Words("排放口规范化资料与许可证副本", "papers of the outlet and the permit"),
    ),
    perishable_days=90,
    reasons={
        "unnamed": Words("报告或采样记录没有写明排放口", "report or sampling event names no outlet"),
        "unknown": Words("写明的排放口不在台账中", "the outlet named is not in the register"),
        "device": Words("排口装有自动监测设备，台账可能有误", "a device is mounted there, the register may be wrong"),
    },
)  # fmt: skip
def no_sampling_port(
    report_results: Table,
    outlets: Table,
    reports: Table = OPTIONAL,
    sampling_events: Table = OPTIONAL,
    devices: Table = OPTIONAL,
) -> Verdict:
    """Stack gas is reported for an outlet that has no sampling port on record.

    For every laboratory and outlet of kind air, the lines of reports and the sampling events of stack gas that name
    the outlet are counted. They are a finding when the register of outlets says that there is no sampling port; one
    finding per laboratory and outlet, which one look at the outlet settles. Blackness is left out. Where an
    automatic device is mounted at the outlet, which cannot be without ports, nobody can tell. It weighs less where
    there are sampling events but no report, and where another laboratory has records of the outlet too, for then the
    register is likelier to be wrong.

    Where there is no port nothing can be drawn from the duct, and a report without sampling is forged
    (环发〔2015〕175 号 第5条(六); 条例 25 条(一)). The rule rests on the register alone: it says that the two records
    cannot both be true.
    """
    ports = outlets.filter(outlets.kind == "air")
    mounted = devices.filter(devices.kind == "gas").select(outlet_id="outlet_id").distinct()
    ports = ports.left_join(mounted, ports.outlet_id == mounted.outlet_id, rname="mounted_{name}")
    ports = ports.select(
        "outlet_id", port=ports.has_sampling_port, device=ports.mounted_outlet_id.notnull(), outlet_row=ports.row_id
    )
    told = report_results.filter(~report_results.parameter_code.isin(FROM_AFAR).fill_null(False))
    work = once(_work(told, sampling_events))
    lacking = ports.filter(~ports.port & ~ports.device)
    return Verdict(
        findings=_findings(_hits(work, told, reports, sampling_events, lacking)),
        units=_units(work, told, ports, reports, outlets),
    )


def _work(lines: Table, events: Table) -> Table:
    """Every pair of laboratory and outlet that lines of reports or events of stack gas name."""
    gas = events.filter(events.category == "exhaust")
    return ibis.union(lines.select("lab_id", "outlet_id"), gas.select("lab_id", "outlet_id"), distinct=True)


def _hits(work: Table, lines: Table, reports: Table, events: Table, lacking: Table) -> Table:
    """Laboratories with reports or events at an outlet without a port, with all their rows."""
    there = lines.semi_join(lacking, "outlet_id")
    dates = reports.group_by("lab_id", "report_no").aggregate(
        issued_at=reports.issued_at.min(), report_rows=reports.row_id.collect()
    )
    papers = there.group_by("lab_id", "outlet_id", "report_no").aggregate(
        lines=there.row_id.nunique(), sampled_at=there.sampled_from_at.min(), line_rows=there.row_id.collect()
    )
    papers = papers.left_join(dates, ["lab_id", "report_no"])
    at = papers.sampled_at.fill_null(papers.issued_at)
    papers = papers.group_by("lab_id", "outlet_id").aggregate(
        reports=papers.report_no.nunique(),
        lines=papers.lines.sum(),
        from_at=at.min(),
        to_at=at.max(),
        line_rows=papers.line_rows.collect().flatten(),
        report_rows=papers.report_rows.collect().flatten(),
    )
    gas = events.filter(events.category == "exhaust").semi_join(lacking, "outlet_id")
    visits = gas.group_by("lab_id", "outlet_id").aggregate(
        events=gas.row_id.nunique(),
        first_at=gas.started_at.min(),
        last_at=gas.ended_at.max(),
        event_rows=gas.row_id.collect(),
    )
    labs = work.group_by("outlet_id").aggregate(labs=work.lab_id.nunique())
    rows = work.filter(work.outlet_id.notnull()).join(lacking, "outlet_id").join(labs, "outlet_id")
    rows = rows.left_join(papers, ["lab_id", "outlet_id"]).drop("lab_id_right", "outlet_id_right")
    return rows.left_join(visits, ["lab_id", "outlet_id"]).drop("lab_id_right", "outlet_id_right")


def _findings(rows: Table) -> Table:
    """One finding per laboratory and outlet."""
    reported = rows.reports.notnull()
    first = ibis.ifelse(rows.from_at <= rows.first_at, rows.from_at, rows.first_at)
    last = ibis.ifelse(rows.to_at >= rows.last_at, rows.to_at, rows.last_at)
    from_at, to_at = (
        either.fill_null(rows[one]).fill_null(rows[other])
        for either, one, other in ((first, "from_at", "first_at"), (last, "to_at", "last_at"))
    )
    return findings(
        rows,
        subject=rows.lab_id,
        from_at=from_at,
        to_at=to_at,
        measure=rows.reports.fill_null(0) + rows.events.fill_null(0),
        threshold=0.0,
        severity=ibis.ifelse(~reported | (rows.labs > 1), "middle", ibis.null("string")),
        evidence=[
            Evidence("outlets", rows.outlet_row, "register"),
            Evidence("reports", rows.report_rows, "report"),
            Evidence("report_results", rows.line_rows, "line"),
            Evidence("sampling_events", rows.event_rows, "sampling"),
        ],
        detail={
            "outlet_id": rows.outlet_id,
            "from_at": from_at,
            "to_at": to_at,
            "reports": rows.reports.fill_null(0),
            "lines": rows["lines"].fill_null(0),
            "events": rows.events.fill_null(0),
            "others": rows.labs - 1,
        },
    )


def _units(work: Table, lines: Table, ports: Table, reports: Table, outlets: Table) -> Table:
    """Laboratories with outlets, and reports that name none."""
    known = outlets.select(known_outlet="outlet_id", known_kind="kind")
    rows = work.filter(work.outlet_id.notnull()).left_join(known, ibis._.outlet_id == known.known_outlet)
    rows = rows.filter(rows.known_kind.isnull() | (rows.known_kind == "air"))
    air = ports.rename(air_outlet="outlet_id")
    rows = rows.left_join(air, rows.outlet_id == air.air_outlet)
    named = rows.select("lab_id", "known_outlet", "port", "device", unnamed=ibis.literal(False))
    gas = reports.filter(reports.category == "exhaust").select("lab_id", "report_no").distinct()
    bare = lines.filter(lines.outlet_id.isnull()).semi_join(gas, ["lab_id", "report_no"])
    bare = bare.select("lab_id", "report_no").distinct()
    unknown = ibis.null("string")
    bare = bare.select(
        "lab_id", known_outlet=unknown, port=ibis.null("boolean"), device=ibis.null("boolean"),
        unnamed=ibis.literal(True),
    )  # fmt: skip
    every = ibis.union(named, bare)
    missing = {
        "unnamed": every.unnamed,
        "unknown": every.known_outlet.isnull(),
        "outlets.has_sampling_port": every.port.isnull(),
        "device": ~every.port & every.device,
    }
    return units(every, subject=every.lab_id, missing=missing)
