"""Entry of the format ``water-report``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jianzhen.intake.formats.cells import BookError, Sheet, open_book
from jianzhen.intake.formats.cells.opening import is_book
from jianzhen.intake.formats.model import Place
from jianzhen.intake.formats.water_report import say
from jianzhen.intake.formats.water_report.listing import COMPLETION, METHODS, find_listing
from jianzhen.intake.formats.water_report.page import Page, read_page
from jianzhen.intake.formats.water_report.placing import ReportPlacer
from jianzhen.intake.formats.water_report.raw import reader_of
from jianzhen.intake.formats.water_report.records import RecordPlacer, Workbook
from jianzhen.intake.formats.water_report.reports import assemble
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jianzhen.intake.formats.cells import Book
    from jianzhen.intake.formats.model import Source
    from jianzhen.intake.formats.sink import Sink

name: Final = "water-report"
title: Final = Words("水质检测报告与原始记录（.xls、.xlsx）", "Water test reports and raw records (.xls, .xlsx)")
version: Final = "1"
SUFFIXES = frozenset({".xls", ".xlsx", ".xlsm", ".et"})


def recognise(path: Path) -> bool:
    """Tell whether a file may be a workbook; what its sheets are is seen when it is read."""
    try:
        return path.suffix.lower() in SUFFIXES or is_book(path)
    except OSError:
        return False


def convert(sources: Sequence[Source], sink: Sink) -> None:
    """Read every workbook; reports are placed as they come, raw records when all samples are known."""
    labs: dict[str, set[str]] = {}
    books: list[Workbook] = []
    for source in sources:
        sink.begin(source)
        if len(sources) > 1 and not recognise(source.path):
            continue
        book = _open(source, sink)
        if book is not None:
            read = Workbook(source.name)
            sink.finish(source, _read(source, book, read, sink, labs))
            books.append(read)
    RecordPlacer(sink, [book for book in books if book.raw or book.completion or book.methods], labs).place()


def _open(source: Source, sink: Sink) -> Book | None:
    try:
        return open_book(source.path)
    except BookError as error:
        sink.fault(error.code, Place(source.name), error.found, error.expected, error.remedy)
        sink.finish(source, "failed")
        return None


def _read(source: Source, book: Book, read: Workbook, sink: Sink, labs: dict[str, set[str]]) -> str:
    """Sort the sheets by what they are and place the reports; the answer is the status of the source."""
    pages: list[Page] = []
    unknown: list[Sheet] = []
    for sheet in book.sheets:
        if not sheet.cells or _raw(sheet, read):
            continue
        page = read_page(sheet)
        if page.is_report:
            pages.append(page)
        else:
            unknown.append(sheet)
    if not (pages or read.raw or read.completion or read.methods):
        sheets = ", ".join(sheet.name for sheet in book.sheets)
        sink.fault("unknown_book", Place(source.name), sheets, *say.UNKNOWN_BOOK)
        return "failed"
    for sheet in unknown:
        sink.fault("unknown_sheet", Place(source.name, sheet.name), f"{len(sheet.cells)} cells", *say.UNKNOWN_SHEET)
    for report in assemble(pages):
        placer = ReportPlacer(sink, source.name, report)
        placer.place()
        for number in {sample.number for sample in report.samples if sample.number}:
            labs.setdefault(number, set()).add(placer.lab_id)
    return "converted"


def _raw(sheet: Sheet, read: Workbook) -> bool:
    """Take a sheet of raw records, if it is one."""
    completion, methods = find_listing(sheet, COMPLETION), find_listing(sheet, METHODS)
    shape = reader_of(sheet)
    if completion:
        read.completion.append(completion)
    elif methods and not read_page(sheet).tables:
        read.methods.append(methods)
    elif shape:
        read.raw.append(shape(sheet))
    else:
        return False
    return True
