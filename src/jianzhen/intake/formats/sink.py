"""Where an adapter puts what it reads: rows, faults, and everything that found no column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianzhen.intake.faults import Fault, Severity, shorten
from jianzhen.intake.formats.identity import derived_org
from jianzhen.intake.formats.rows import Rows
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from jianzhen.intake.formats.model import Place, Source
    from jianzhen.intake.formats.rows import Value

_ONE_VERSION = Words("同一主键只有一种说法", "one version of the facts under one key")
_BOTH_KEPT = Words("两行都已保留；请对照原件核实", "both rows are kept; compare them with the originals")
_FIRST_KEPT = Words(
    "保留先出现的；另一说法存入 intake-unplaced.csv", "the first is kept, the other is in intake-unplaced.csv"
)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that stands in a source and for which the contract has no column."""

    place: Place
    label: str
    text: str


@dataclass(slots=True)
class Tally:
    """What became of one source."""

    source: Source
    status: str = "skipped"
    """``converted``, ``failed`` or, where no part of it is of the format, ``skipped``."""


class Sink:
    """Gathers what a conversion finds; nothing is written before all of it is there."""

    def __init__(self, lab_id: str = "", on_source: Callable[[Source], None] = lambda _: None) -> None:
        """Start empty; ``lab_id`` is the laboratory's code where the user knows it."""
        self.lab_id = lab_id
        self.rows = Rows()
        self.faults: list[Fault] = []
        self.unplaced: list[Unplaced] = []
        self.derived: dict[str, str] = {}
        self.tallies: dict[str, Tally] = {}
        self._on_source = on_source

    def begin(self, source: Source) -> None:
        """Tell that work on a source starts."""
        self.tallies[source.name] = Tally(source)
        self._on_source(source)

    def finish(self, source: Source, status: str) -> None:
        """Tell what became of a source."""
        self.tallies[source.name].status = status

    def add(self, table: str, place: Place, **values: Value | None) -> None:
        """Put a row into a table of the contract; empty values are left out.

        Raises:
            KeyError: The contract has no such table or column.
        """
        conflict = self.rows.add(table, place, values)
        if conflict is None:
            return
        found = f"{', '.join(conflict.columns)}: {conflict.first.origin} {conflict.first.row or ''}"
        remedy = _FIRST_KEPT if conflict.refused else _BOTH_KEPT
        self.warn("key_conflict", place, found, _ONE_VERSION, remedy, table=table)
        for column, value in conflict.refused.items():
            self.leave(place, f"{table}.{column}", str(value))

    def fault(self, code: str, place: Place, found: str, expected: Words, remedy: Words, *, table: str = "") -> None:
        """Report something that could not be read; the conversion goes on."""
        self.faults.append(_fault(Severity.FAULT, code, place, found, expected, remedy, table))

    def warn(self, code: str, place: Place, found: str, expected: Words, remedy: Words, *, table: str = "") -> None:
        """Report something that was read as it stands and should be looked at."""
        self.faults.append(_fault(Severity.WARNING, code, place, found, expected, remedy, table))

    def leave(self, place: Place, label: str, text: str) -> None:
        """Keep, beside the data, what no column of the contract holds."""
        self.unplaced.append(Unplaced(place, label, text))

    def org(self, name: str) -> str:
        """A code for an organisation that the sources only name; told as derived in ``intake.json``."""
        code = derived_org(name)
        self.derived[code] = name
        return code


def _fault(
    severity: Severity, code: str, place: Place, found: str, expected: Words, remedy: Words, table: str
) -> Fault:
    return Fault(
        severity, code, place.file, place.sheet, place.row, place.cell, shorten(found), expected, remedy, table
    )
