"""Raw records, completion and methods of a whole delivery, put into the tables of the contract."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jianzhen.intake.formats.model import Place
from jianzhen.intake.formats.water_report import dates, say
from jianzhen.intake.formats.water_report.ledger import Entry, Ledger
from jianzhen.intake.formats.water_report.listing import STANDARD_HEADS, instruments, standards
from jianzhen.intake.formats.water_report.text import one_line, squeeze, stated
from jianzhen.intake.formats.water_report.vocabulary import BLANKS, NOT_STATED, PAGE_NO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianzhen.intake.formats.cells import Cell, Sheet
    from jianzhen.intake.formats.sink import Sink
    from jianzhen.intake.formats.water_report.listing import Listing
    from jianzhen.intake.formats.water_report.raw import RawSample, RawSheet, RawValue

_REGISTER = re.compile(r"(?P<lab>.*)样品(?:交接)?登记表")
_HANDED_OVER = re.compile(r"交接日期:(?P<day>\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?).*")


@dataclass(slots=True)
class Workbook:
    """The raw sheets of one file."""

    file: str
    raw: list[RawSheet] = field(default_factory=list)
    completion: list[Listing] = field(default_factory=list)
    methods: list[Listing] = field(default_factory=list)
    lab_name: str = ""

    def place(self, sheet: Sheet, cell: Cell | None = None) -> Place:
        """The place of a sheet or a cell."""
        whole = Place(self.file, sheet.name)
        return whole.at(cell) if cell else whole


class RecordPlacer:
    """Places the raw records of a delivery; sample numbers tell whose a nameless sheet is."""

    def __init__(self, sink: Sink, books: list[Workbook], labs: dict[str, set[str]]) -> None:
        """``labs`` are the laboratories by sample number, as the reports of the delivery tell them."""
        self._sink = sink
        self._books = books
        self._labs = labs
        self._blanks: dict[str, str] = {}
        self._ledger = Ledger(sink)
        for book in books:
            book.lab_name = _named(book)
            if book.lab_name:
                for sheet in book.raw:
                    for sample in sheet.samples:
                        labs.setdefault(sample.number, set()).add(sink.lab_id or sink.org(book.lab_name))

    def place(self) -> None:
        """Place every book, then the values of all of them."""
        for book in self._books:
            lab_id = self._lab(book)
            for sheet in book.raw:
                self._sheet(book, sheet, lab_id)
            for listing in book.completion:
                self._completion(book, listing)
            for listing in book.methods:
                self._methods(book, listing, lab_id)
        self._ledger.place(self._blanks)

    # -- whose ----------------------------------------------------------------------------

    def _lab(self, book: Workbook) -> str:
        """The laboratory: named, or known by the sample numbers, or the only one of the delivery."""
        start = Place(book.file)
        if self._sink.lab_id or book.lab_name:
            lab_id = self._sink.lab_id or self._sink.org(book.lab_name)
            self._sink.add("organizations", start, org_id=lab_id, name=book.lab_name or NOT_STATED, kind="lab")
            return lab_id
        numbers = {sample.number for sheet in book.raw for sample in sheet.samples}
        known = {lab for number in numbers for lab in self._labs.get(number, ())}
        if len(known) == 1:
            return known.pop()
        everyone = {lab for labs in self._labs.values() for lab in labs}
        if len(everyone) == 1 and not known:
            lab_id = everyone.pop()
            self._sink.warn("lab_assumed", start, lab_id, *say.LAB_ASSUMED)
            return lab_id
        self._sink.fault("no_lab", start, "", *say.NO_LAB)
        lab_id = self._sink.org(NOT_STATED)
        self._sink.add("organizations", start, org_id=lab_id, name=NOT_STATED, kind="lab")
        return lab_id

    # -- samples and values ---------------------------------------------------------------

    def _sheet(self, book: Workbook, raw: RawSheet, lab_id: str) -> None:
        received = self._above(book, raw)
        for sample in raw.samples:
            self._sample(book, raw, sample, lab_id, received)
        for value in raw.values:
            self._value(book, raw, value, lab_id)
        for cell in raw.stray:
            place = book.place(raw.sheet, cell)
            self._sink.fault("no_sample_number", place, cell.text, *say.NO_COLUMN_SAMPLE, table="results")

    def _above(self, book: Workbook, raw: RawSheet) -> dates.Sampling | None:
        """Keep what has no column, and find the day the samples were handed over."""
        received = None
        for head, cell in raw.left:
            text = squeeze(cell.text)
            if handed := _HANDED_OVER.fullmatch(text):
                received = dates.sampling(handed["day"])
            if not (PAGE_NO.fullmatch(text) or (handed and received)):
                self._sink.leave(book.place(raw.sheet, cell), head, one_line(cell.text))
        return received

    def _sample(
        self, book: Workbook, raw: RawSheet, sample: RawSample, lab_id: str, received: dates.Sampling | None
    ) -> None:
        place = book.place(raw.sheet, sample.cell)
        self._sink.add(
            "samples", place, sample_no=sample.number, lab_id=lab_id, name=sample.name,
            received_at=dates.midnight(received.day) if received else None,
        )  # fmt: skip
        if "field_no" in sample.says:
            cell = sample.says["field_no"]
            self._sink.leave(book.place(raw.sheet, cell), "采样编号", cell.text)
        kind = next((kind for pattern, kind in BLANKS if pattern.search(sample.name)), None)
        if kind is not None:
            self._blanks[sample.number] = kind
        elif "空白" in sample.name:
            self._sink.warn("blank_kind", place, sample.name, *say.BLANK_KIND, table="qc_results")

    def _value(self, book: Workbook, raw: RawSheet, value: RawValue, lab_id: str) -> None:
        place = book.place(raw.sheet, value.cell)
        if value.cell.trouble:
            self._sink.fault("unreadable", place, value.cell.text, *say.UNREADABLE, table="results")
        elif not stated(value.cell.text):
            self._sink.leave(place, value.item, value.cell.text)
        else:
            if raw.sheet.is_hidden(value.cell):
                self._sink.warn("hidden", place, value.cell.text, *say.HIDDEN, table="results")
            self._ledger.add(Entry(lab_id, value, place))

    # -- lists ----------------------------------------------------------------------------

    def _completion(self, book: Workbook, listing: Listing) -> None:
        """The sheet's own count of results is a check of ours; the rest of it has no column."""
        counted: dict[str, set[str]] = {}
        for sheet in book.raw:
            for value in sheet.values:
                counted.setdefault(value.sample_no, set()).add(squeeze(value.item))
        for row in listing.rows:
            number, done = row.get("样品编号"), row.get("已检项目数")
            if number and done and done.number != len(counted.get(squeeze(number.text), ())):
                found = f"{number.text}: {done.text} / {len(counted.get(squeeze(number.text), ()))}"
                self._sink.warn("completion", book.place(listing.sheet, done), found, *say.COMPLETION, table="results")
        self._keep(book, listing, {"样品编号"})

    def _methods(self, book: Workbook, listing: Listing, lab_id: str) -> None:
        for row in listing.rows:
            item = row.get("检测项目")
            cell = next((row[head] for head in STANDARD_HEADS if head in row), None)
            named = standards(cell.text) if cell else []
            if item and not named:
                place = book.place(listing.sheet, cell or item)
                self._sink.warn("no_method", place, one_line(item.text), *say.NO_METHOD, table="methods")
            for standard in named if item and cell else ():
                place = book.place(listing.sheet, cell)
                self._sink.add("methods", place, method=standard, parameter=one_line(item.text) if item else None)
            self._instruments(book, listing, row, lab_id)
        self._keep(book, listing, {"序号", "检测项目", *STANDARD_HEADS})

    def _instruments(self, book: Workbook, listing: Listing, row: Mapping[str, Cell], lab_id: str) -> None:
        cell = row.get("仪器设备")
        for number, name in instruments(cell.text) if cell else ():
            place = book.place(listing.sheet, cell)
            kind, _, model = name.partition(" ")
            self._sink.add("instruments", place, instrument_id=number, org_id=lab_id, kind=kind, model=model.strip())

    def _keep(self, book: Workbook, listing: Listing, placed: set[str]) -> None:
        for cell in listing.above:
            self._sink.leave(book.place(listing.sheet, cell), "", cell.text)
        for row in listing.rows:
            for head, cell in row.items():
                if head not in placed and stated(cell.text):
                    self._sink.leave(book.place(listing.sheet, cell), head, one_line(cell.text))


def _named(book: Workbook) -> str:
    """The laboratory in the title of a register."""
    for raw in book.raw:
        for _, cell in raw.left:
            match = _REGISTER.fullmatch(squeeze(cell.text))
            if match and match["lab"]:
                return match["lab"]
    return ""
