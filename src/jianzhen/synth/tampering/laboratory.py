"""Laboratory work that was not done, or not as it is on record."""

from __future__ import annotations

import datetime as dt

from jianzhen.calendar.days import add_working_days
from jianzhen.synth.bench import analyse
from jianzhen.synth.documents import add_line
from jianzhen.synth.items import ITEMS, SCARCE
from jianzhen.synth.region import Label, Region, Row, Visit
from jianzhen.words import Words

COD, AMMONIA, BOD = "化学需氧量", "氨氮", "五日生化需氧量"
DAY = dt.timedelta(days=1)


def _rows(visit: Visit, parameter: str) -> tuple[list[Row], list[Row]]:
    """Results and runs of one parameter."""
    return ([row for row in visit.results if row["parameter"] == parameter],
            [row for row in visit.runs if row["parameter"] == parameter])  # fmt: skip


def _shift(results: list[Row], runs: list[Row], by: dt.timedelta) -> None:
    """Move an analysis as a whole."""
    for row in results:
        for name in ("analysed_from_at", "analysed_to_at", "entered_at", "signed_at"):
            row[name] += by
    for row in runs:
        for name in ("started_at", "ended_at", "file_created_at", "file_modified_at"):
            row[name] += by


def analysed_before_taken(region: Region) -> Label:
    """COD is on record the day before the sample was taken (OC-18)."""
    visit = region.untouched(lambda visit: visit.category == "water")
    results, runs = _rows(visit, COD)
    _shift(results, runs, -2 * DAY)
    return Label(
        "analysed_before_taken", "OC-18", visit.event["lab_id"], results[0]["analysed_from_at"],
        visit.event["ended_at"], Words("采样前一天已完成分析", "analysed on the day before sampling"),
        (*(("results", row) for row in results), *(("samples", row) for row in visit.samples)),
    )  # fmt: skip


def incubated_too_shortly(region: Region) -> Label:
    """Five days of incubation take two, and the report is out before five have passed (OC-20)."""
    visit = region.untouched(lambda visit: visit.category == "water")
    results, runs = _rows(visit, BOD)
    for row in results:
        for name in ("analysed_to_at", "entered_at", "signed_at"):
            row[name] -= 3 * DAY
    for row in runs:
        for name in ("ended_at", "file_created_at", "file_modified_at"):
            row[name] -= 3 * DAY
    issued = dt.datetime.combine(add_working_days(visit.day, 2), dt.time(17, 20))
    visit.report.update(issued_at=issued, compiled_on=issued.date(), analysed_to_on=issued.date())
    for row in region.tables["report_register"]:
        if row["report_no"] == visit.report["report_no"]:
            row["issued_on"] = issued.date()
    return Label(
        "incubated_too_shortly", "OC-20", visit.event["lab_id"], visit.event["started_at"], issued,
        Words("五日生化需氧量只培养两天", "five-day BOD after two days"),
        (*(("results", row) for row in results), ("reports", visit.report)),
    )  # fmt: skip


def two_runs_at_once(region: Region) -> Label:
    """The ion chromatograph ran two samples at the same time (OC-01)."""
    first = region.untouched(lambda visit: bool(_rows(visit, SCARCE)[1]) and bool(_earlier(region, visit)))
    second = region.rng.choice(_earlier(region, first))
    second.touched = True
    results, runs = _rows(second, SCARCE)
    _, others = _rows(first, SCARCE)
    _shift(results, runs, others[0]["started_at"] + dt.timedelta(minutes=2) - runs[0]["started_at"])
    latest = max(row["signed_at"] for row in results)
    second.report["issued_at"] = max(second.report["issued_at"], latest + DAY)
    return Label(
        "two_runs_at_once", "OC-01", first.event["lab_id"], others[0]["started_at"], runs[-1]["ended_at"],
        Words("离子色谱同一时间测两个样品", "two samples on the ion chromatograph at once"),
        tuple(("analysis_runs", row) for row in (*others, *runs)),
    )  # fmt: skip


def _earlier(region: Region, visit: Visit) -> list[Visit]:
    """Untouched visits of the same laboratory up to twenty days before, with runs on the same instrument."""
    return [other for other in region.visits
            if other.laboratory is visit.laboratory and not other.touched and _rows(other, SCARCE)[1]
            and dt.timedelta() <= visit.day - other.day <= 20 * DAY and other is not visit]  # fmt: skip


def records_missing(region: Region) -> Label:
    """A report states COD and ammonia of which there is no raw record (OC-01)."""
    visit = region.untouched(lambda visit: visit.category == "water")
    absent = (COD, AMMONIA)
    for table, rows in (("results", visit.results), ("analysis_runs", visit.runs)):
        for row in [row for row in rows if row["parameter"] in absent]:
            rows.remove(row)
            region.tables[table].remove(row)
    lines = [line for line in visit.lines if line["parameter"] in absent]
    return Label(
        "records_missing", "OC-01", visit.event["lab_id"], visit.event["started_at"], visit.report["issued_at"],
        Words("报告中两个项目没有原始记录", "no raw record for two parameters of the report"),
        tuple(("report_results", line) for line in lines),
    )  # fmt: skip


def beyond_scope(region: Region) -> Label:
    """A laboratory reports fluoride, for which it is not accredited (OC-20)."""
    visit = region.untouched(lambda visit: visit.category == "water" and not _rows(visit, SCARCE)[0])
    item = next(item for item in ITEMS if item.parameter == SCARCE)
    lines = [add_line(region, visit, row) for row in analyse(region, visit, item)]
    return Label(
        "beyond_scope", "OC-20", visit.event["lab_id"], visit.event["started_at"], visit.report["issued_at"],
        Words("报告了证书附表之外的氟化物", "fluoride is reported without accreditation"),
        tuple(("report_results", line) for line in lines),
    )  # fmt: skip
