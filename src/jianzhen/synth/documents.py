"""Reports: every line says what the raw record holds."""

from __future__ import annotations

import datetime as dt

from jianzhen.calendar.days import add_working_days
from jianzhen.synth import identity
from jianzhen.synth.fieldwork import minutes
from jianzhen.synth.items import items_of
from jianzhen.synth.parties import contract_of
from jianzhen.synth.region import Region, Row, Visit


def add_reports(region: Region) -> None:
    """Issue one report per visit when its last result is signed."""
    for visit in region.visits:
        analysed = [row["analysed_to_at"] for row in visit.results] or [visit.event["ended_at"]]
        due = add_working_days(max(analysed).date(), region.rng.randint(1, 3))
        issued = dt.datetime.combine(due, dt.time(9)) + minutes(region, 0, 450)
        visit.report = _report(region, visit, issued, (min(analysed).date(), max(analysed).date()))
        for row in visit.results:
            add_line(region, visit, row)
        if not visit.results:
            _add_noise_line(region, visit)


def _report(region: Region, visit: Visit, issued: dt.datetime, analysed: tuple[dt.date, dt.date]) -> Row:
    laboratory, client = visit.laboratory, visit.plant.org_id
    report_no = f"{laboratory.letter}JC-{visit.event['event_id'][1:]}"
    region.add("report_register", lab_id=laboratory.org_id, report_no=report_no, issued_on=issued.date(),
               client_id=client, contract_id=contract_of(laboratory, visit.plant))  # fmt: skip
    return region.add(
        "reports", lab_id=laboratory.org_id, report_no=report_no, copy="original", client_id=client,
        cert_no=laboratory.cert_no, kind="self_monitoring", category=visit.category, issued_at=issued,
        approver_id=laboratory.signatory, content_sha256=identity.digest(region.rng), received_on=visit.day,
        analysed_from_on=analysed[0], analysed_to_on=analysed[1], compiled_on=issued.date(),
        conclusion="所检项目见结果页",
    )  # fmt: skip


def add_line(region: Region, visit: Visit, result: Row) -> Row:
    """Add the line that states a raw result."""
    sample = next(sample for sample in visit.samples if sample["sample_no"] == result["sample_no"])
    span = (sample["collected_from_at"], sample["collected_to_at"])
    copied = {name: result[name] for name in ("parameter", "method", "value_text", "value", "qualifier", "unit")}
    return _line(region, visit, span, sample_no=result["sample_no"], **copied)


def _add_noise_line(region: Region, visit: Visit) -> None:
    event, reading = visit.event, visit.readings[0]
    item = items_of("noise")[0]
    _line(region, visit, (event["started_at"], event["ended_at"]), parameter=item.parameter, method=item.method,
          value_text=reading["ticket_value_text"], value=reading["stored_value"], unit=item.unit)  # fmt: skip


def _line(region: Region, visit: Visit, span: tuple[dt.datetime, dt.datetime], **more: object) -> Row:
    event, report = visit.event, visit.report
    limit = next(float(item.limit) for item in items_of(visit.category) if item.parameter == more["parameter"])
    value = more.get("value")
    row = region.add(
        "report_results", lab_id=report["lab_id"], report_no=report["report_no"], line=len(visit.lines) + 1,
        outlet_id=event["outlet_id"], site_name=event["site_name"], sampled_from_at=span[0], sampled_to_at=span[1],
        limit=limit, verdict="合格" if isinstance(value, float) and value <= limit else "不合格", **more,
    )  # fmt: skip
    visit.lines.append(row)
    return row
