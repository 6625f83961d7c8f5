"""What a report says beyond the columns of the contract, and where its pages disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.intake.formats.water_report import say
from jianzhen.intake.formats.water_report.text import squeeze, stated

if TYPE_CHECKING:
    from jianzhen.intake.formats.cells import Sheet
    from jianzhen.intake.formats.model import Place
    from jianzhen.intake.formats.sink import Sink
    from jianzhen.intake.formats.water_report.fields import Fields
    from jianzhen.intake.formats.water_report.reports import Entry, Report

UNPLACED = ("sampler", "delivered", "items", "compiler", "reviewer", "signatory")
"""Fields without a column: names are no identities, a list of items is repeated by the lines."""


def keep(sink: Sink, fields: Fields, report: Report, start: Place) -> None:
    """Keep what has no column, and tell where pages disagree."""
    for entry in _without_column(report):
        sink.leave(fields.at(entry), entry.field.label, entry.text)
    for entry in report.again:
        sink.warn("said_again", fields.at(entry), f"{entry.field.label}: {entry.text}", *say.SAID_AGAIN)
        sink.leave(fields.at(entry), entry.field.label, entry.text)
    for page in report.pages:
        for cell in page.left:
            place = fields.place(page.sheet, cell)
            sink.leave(place, "报告说明" if page.is_notes else "", cell.text)
            if not page.is_notes:
                sink.warn("unread_cell", place, cell.text, *say.UNREAD_CELL)
        for table in page.tables:
            _limit_standard(sink, fields, report, page.sheet, table.limit_standard)
    _numbers_agree(sink, fields, report)
    _pages_agree(sink, report, start)


def _without_column(report: Report) -> list[Entry]:
    found = [report.entries[name] for name in UNPLACED if name in report.entries]
    for sample in report.samples[1:]:
        found += [sample.entries[name] for name in UNPLACED if name in sample.entries]
    return [entry for entry in found if stated(entry.text)]


def _limit_standard(sink: Sink, fields: Fields, report: Report, sheet: Sheet, standard: str) -> None:
    evaluation = report.entries.get("evaluation_standard")
    if standard and standard not in squeeze(evaluation.text if evaluation else ""):
        sink.leave(fields.place(sheet), "限值标准", standard)
        sink.warn("limit_standard", fields.place(sheet), standard, *say.LIMIT_STANDARD)


def _numbers_agree(sink: Sink, fields: Fields, report: Report) -> None:
    for page in report.pages:
        for cell, _, number in page.numbers:
            if number != report.number:
                place = fields.place(page.sheet, cell)
                sink.warn("report_number_differs", place, number, *say.NUMBER_DIFFERS, table="reports")


def _pages_agree(sink: Sink, report: Report, start: Place) -> None:
    announced = {page.pages for page in report.pages if page.pages}
    if announced and announced != {len(report.pages)}:
        found = f"{len(report.pages)} / {', '.join(map(str, sorted(announced)))}"
        sink.warn("page_count", start, found, *say.PAGE_COUNT, table="reports")
