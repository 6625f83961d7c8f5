"""Reports that do not say what was measured, or that should not have been issued."""

from __future__ import annotations

import datetime as dt

from jianzhen.synth.region import Label, Region, Row, Visit
from jianzhen.words import Words

COD = "化学需氧量"
COPIED = ("value_text", "value", "qualifier")


def certificate_ran_out(region: Region) -> Label:
    """The certificate ends and is not renewed; reports go out as before (OC-04)."""
    laboratory = region.laboratories[-1]
    visits = [visit for visit in region.visits if visit.laboratory is laboratory]
    ends = sorted(visit.report["issued_at"].date() for visit in visits)[-4] - dt.timedelta(days=1)
    certificate = next(row for row in region.tables["certificates"] if row["cert_no"] == laboratory.cert_no)
    certificate["expires_on"] = ends
    late = [visit for visit in visits if visit.report["issued_at"].date() > ends]
    for visit in late:
        visit.touched = True
    issued = [visit.report["issued_at"] for visit in late]
    return Label(
        "certificate_ran_out", "OC-04", laboratory.org_id, min(issued), max(issued),
        Words("证书到期后继续出报告", "reports after the certificate ran out"),
        (("certificates", certificate), *(("reports", visit.report) for visit in late)),
    )  # fmt: skip


def value_made_better(region: Region) -> Label:
    """The raw record holds a COD above the limit; the report states less than half of it (OC-06)."""
    visit = region.untouched(lambda visit: visit.category == "water")
    lines = [line for line in visit.lines if line["parameter"] == COD]
    raw = [row for row in visit.results if row["parameter"] == COD]
    for line, row in zip(lines, raw, strict=True):
        high = round(line["limit"] * region.rng.uniform(1.2, 1.5))
        row.update(value_text=str(high), value=float(high), paper_value_text=str(high))
    return Label(
        "value_made_better", "OC-06", visit.event["lab_id"], visit.event["started_at"], visit.report["issued_at"],
        Words("原始记录超标，报告达标", "above the limit in the raw record, below it in the report"),
        (*(("report_results", line) for line in lines), *(("results", row) for row in raw)),
    )  # fmt: skip


def data_copied(region: Region) -> Label:
    """All values of one report appear again in a later one of another day (OC-07)."""
    source, target = _two_visits(region)
    for copied, original in zip(target.results, source.results, strict=True):
        copied.update({name: original[name] for name in COPIED}, paper_value_text=original["value_text"])
    for line, original in zip(target.lines, source.lines, strict=True):
        line.update({name: original[name] for name in COPIED})
    for reading, original in zip(target.readings, source.readings, strict=True):
        reading.update({name: original[name] for name in ("stored_value", "ticket_value_text")})
    return Label(
        "data_copied", "OC-07", target.event["lab_id"], target.event["started_at"], target.report["issued_at"],
        Words("两份报告数值全同", "two reports with the same values throughout"),
        (("reports", source.report), ("reports", target.report),
         *(("report_results", line) for line in target.lines)),
    )  # fmt: skip


def _two_visits(region: Region) -> tuple[Visit, Visit]:
    """Choose two untouched water visits of one laboratory to two plants."""

    def partners(visit: Visit) -> list[Visit]:
        return [other for other in region.visits
                if other.laboratory is visit.laboratory and other.category == "water" and not other.touched
                and other.plant is not visit.plant and other.day < visit.day]  # fmt: skip

    target = region.untouched(lambda visit: visit.category == "water" and bool(partners(visit)))
    source = region.rng.choice(partners(target))
    source.touched = True
    return source, target


def number_used_twice(region: Region) -> Label:
    """A second report rests on the sample number of a report about another plant (OC-10)."""
    source, target = _two_visits(region)
    number, taken = target.samples[0]["sample_no"], source.samples[0]["sample_no"]
    for row in [row for row in target.results if row["sample_no"] == number]:
        _remove(region, "results", target.results, row)
    for row in [row for row in target.runs if row["sample_no"] == number]:
        _remove(region, "analysis_runs", target.runs, row)
    _remove(region, "samples", target.samples, target.samples[0])
    said = {row["parameter"]: row for row in source.results if row["sample_no"] == taken}
    lines = [line for line in target.lines if line["sample_no"] == number]
    for line in lines:
        line.update({name: said[line["parameter"]][name] for name in COPIED}, sample_no=taken)
    return Label(
        "number_used_twice", "OC-10", target.event["lab_id"], target.event["started_at"], target.report["issued_at"],
        Words("一个样品编号用于两个厂的报告", "one sample number on reports about two plants"),
        (*(("report_results", line) for line in lines), ("samples", source.samples[0])),
    )  # fmt: skip


def _remove(region: Region, table: str, rows: list[Row], row: Row) -> None:
    rows.remove(row)
    region.tables[table].remove(row)
