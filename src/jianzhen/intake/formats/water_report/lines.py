"""Result lines of a report, put into ``report_results``.

Every line that was found ends as a row or as a fault with its cell: the count of lines is
the count of rows and of lines told as unread or unreadable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.intake.formats.water_report import say
from jianzhen.intake.formats.water_report.fields import Fields, begins
from jianzhen.intake.formats.water_report.text import one_line, squeeze, tidy
from jianzhen.intake.formats.water_report.values import limit, reading
from jianzhen.intake.formats.water_report.vocabulary import NOT_STATED

if TYPE_CHECKING:
    from jianzhen.intake.formats.cells import Cell
    from jianzhen.intake.formats.model import Place
    from jianzhen.intake.formats.sink import Sink
    from jianzhen.intake.formats.water_report.reports import Report, ReportLine, Sample

TABLE = "report_results"


class LinePlacer:
    """Puts the lines of one report into the sink."""

    def __init__(self, sink: Sink, fields: Fields, report: Report, lab_id: str) -> None:
        """Place lines under the report's number and the laboratory's code."""
        self._sink = sink
        self._fields = fields
        self._report = report
        self._lab_id = lab_id

    def place(self) -> None:
        """Place every line, under its printed number if these are whole and do not repeat."""
        entries = self._report.lines
        printed = [_number(entry) for entry in entries]
        usable = None not in printed and len(set(printed)) == len(printed)
        if entries and not usable:
            first = self._at(entries[0], entries[0].line.anchor)
            self._sink.warn("line_numbers", first, str(printed), *say.LINE_NUMBERS, table=TABLE)
        samples = {sample.number: sample for sample in self._report.samples}
        for count, entry in enumerate(entries, start=1):
            self._line(entry, (printed[count - 1] if usable else None) or count, samples.get(entry.sample_no))

    def _line(self, entry: ReportLine, number: int, sample: Sample | None) -> None:
        anchor = self._at(entry, entry.line.anchor)
        for heading, cell in entry.line.other:
            self._sink.leave(self._at(entry, cell), heading, cell.text)
        item, result = entry.line.cells.get("item"), entry.line.cells.get("result")
        if item is None or result is None or not self._report.number:
            self._sink.fault("unread_line", anchor, _whole(entry), *say.UNREAD_LINE, table=TABLE)
            return
        if not (self._readable(entry, item) and self._readable(entry, result)):
            return
        self._look(entry, anchor, sample)
        when = self._fields.moment(sample.entries.get("sampled")) if sample else None
        self._sink.add(
            TABLE, anchor, lab_id=self._lab_id, report_no=self._report.number, line=number, sample_no=entry.sample_no,
            site_name=self._fields.text(sample.entries.get("site")) if sample else None,
            sampled_from_at=begins(when), sampled_to_at=when.ended_at if when else None,
            parameter=one_line(item.text), method=self._stated(entry, "method"), unit=self._stated(entry, "unit"),
            verdict=self._optional(entry, "verdict"), **limit(self._optional(entry, "limit")),
            **reading(self._sink, anchor, result),
        )  # fmt: skip

    def _look(self, entry: ReportLine, anchor: Place, sample: Sample | None) -> None:
        if sample is None:
            self._sink.warn("unknown_sample", anchor, entry.sample_no, *say.UNKNOWN_SAMPLE, table=TABLE)
        if entry.sheet.is_hidden(entry.line.anchor):
            self._sink.warn("hidden", anchor, entry.line.anchor.text, *say.HIDDEN, table=TABLE)

    def _readable(self, entry: ReportLine, cell: Cell) -> bool:
        if cell.trouble:
            self._sink.fault("unreadable", self._at(entry, cell), cell.text, *say.UNREADABLE, table=TABLE)
        return not cell.trouble

    def _optional(self, entry: ReportLine, role: str) -> str | None:
        cell = entry.line.cells.get(role)
        return tidy(cell.text) if cell is not None and self._readable(entry, cell) else None

    def _stated(self, entry: ReportLine, role: str) -> str:
        text = self._optional(entry, role)
        if not text:
            anchor = self._at(entry, entry.line.anchor)
            self._sink.warn("not_stated", anchor, role, *say.NOT_STATED_HERE, table=TABLE)
        return text or NOT_STATED

    def _at(self, entry: ReportLine, cell: Cell) -> Place:
        return self._fields.place(entry.sheet, cell)


def _number(entry: ReportLine) -> int | None:
    """The printed line number."""
    cell = entry.line.cells.get("number")
    text = squeeze(cell.text) if cell else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None  # noqa: PLR2004


def _whole(entry: ReportLine) -> str:
    cells = sorted(entry.line.cells.values(), key=lambda cell: cell.column)
    return " | ".join(tidy(cell.text) for cell in cells)
