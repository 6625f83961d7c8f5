"""The pages of a workbook put together to reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.intake.formats.water_report.text import squeeze, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jianzhen.intake.formats.cells import Sheet
    from jianzhen.intake.formats.water_report.page import Field, Page
    from jianzhen.intake.formats.water_report.tables import Line


class Entry(NamedTuple):
    """A field and the sheet it stands on."""

    sheet: Sheet
    field: Field

    @property
    def text(self) -> str:
        """The value in one line."""
        return tidy("\n".join(self.field.texts))


class ReportLine(NamedTuple):
    """A result line, its sheet, and the sample number its page or column gives."""

    sheet: Sheet
    line: Line
    sample_no: str


@dataclass(slots=True)
class Sample:
    """One page of sample information."""

    entries: dict[str, Entry] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The sample number, without blanks."""
        entry = self.entries.get("sample_no")
        return squeeze(entry.text) if entry else ""


@dataclass(slots=True)
class Report:
    """Everything that belongs to one report."""

    pages: list[Page] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    """Fields by name, as they first appear."""
    samples: list[Sample] = field(default_factory=list)
    lines: list[ReportLine] = field(default_factory=list)
    again: list[Entry] = field(default_factory=list)
    """Fields that say something else than the first of their name."""

    @property
    def numbers(self) -> Iterator[tuple[Page, str, str]]:
        """Every printed report number with its page and the laboratory's name before it."""
        for page in self.pages:
            yield from ((page, lab, number) for _, lab, number in page.numbers)

    @property
    def number(self) -> str:
        """The number on the first page that prints one."""
        first = next((number for _, _, number in self.numbers), "")
        entry = self.entries.get("report_no")
        return first or (squeeze(entry.text) if entry else "")

    @property
    def lab_name(self) -> str:
        """The laboratory in the running head, else in the titles above the headline."""
        head = next((lab for _, lab, _ in self.numbers if lab), "")
        return head or next(("".join(squeeze(c.text) for c in page.titles) for page in self.pages if page.titles), "")


def assemble(pages: Iterable[Page]) -> list[Report]:
    """Cut a row of pages into reports: a cover begins a new one, other pages belong to the one before."""
    reports: list[Report] = []
    for page in pages:
        if not reports or (page.is_cover and reports[-1].pages):
            reports.append(Report())
        _append(reports[-1], page)
    return reports


def _append(report: Report, page: Page) -> None:
    report.pages.append(page)
    own = {entry.name: Entry(page.sheet, entry) for entry in reversed(page.fields)}
    if _is_information(page):
        report.samples.append(Sample(own))
    for name, entry in own.items():
        first = report.entries.setdefault(name, entry)
        repeats_sample = name in {"sample_no", "sample_type"} or _is_information(page)
        if first.text != entry.text and entry.text and not repeats_sample:
            report.again.append(entry)
    number = Sample(own).number or (report.samples[-1].number if report.samples else "")
    for table in page.tables:
        for line in table.lines:
            cell = line.cells.get("sample")
            of_line = squeeze(cell.text) if cell else line.sample_no
            report.lines.append(ReportLine(page.sheet, line, of_line or number))


def _is_information(page: Page) -> bool:
    """A page of sample information says more of the sample than its number and type."""
    says = {entry.name for entry in page.fields}
    return bool(says & {"sampled", "delivered", "received", "site", "sample_source"})
