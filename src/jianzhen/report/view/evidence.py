"""The evidence rows by table, as the source gave them, with what differs and what the sentences cite marked."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jianzhen.contract import TABLES
from jianzhen.contract.codes import code_list
from jianzhen.contract.model import Column, FactTable
from jianzhen.report.picture.lanes import GROUPED
from jianzhen.report.results import LeadRecord, Results, Row
from jianzhen.report.roles import Roles, all_context, in_reading_order, role_title, roles_by_table
from jianzhen.report.say import Place, joined, place, value
from jianzhen.rules.verdict import CONTEXT
from jianzhen.screen.findings import Finding
from jianzhen.words import Words

SHOWN = 200
"""Rows of one table that a page prints; the others are named and lie in the run's folder and in the package."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]|\Z)")

ONE_LINE = 20
"""Letters of a cell that are not broken over lines."""

SIDE_BY_SIDE = 3
"""Up to so many rows stand beside each other, one column per row; more stand below each other."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of one row."""

    text: Words
    gloss: Words | None = None
    """The title of a code."""
    differs: bool = False
    """The rows of the contradiction disagree here."""
    cited: bool = False
    """The headline or the numbers name this value."""

    @property
    def is_short(self) -> bool:
        """Whether it is better read on one line."""
        return sum(len(words.zh) for words in (self.text, self.gloss) if words) <= ONE_LINE


@dataclass(frozen=True, slots=True)
class Line:
    """One evidence row."""

    place: Place
    roles: Words
    context: bool
    cells: tuple[Cell, ...]
    row_id: str


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """All evidence rows of one table."""

    name: str
    title: Words
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    everywhere: tuple[tuple[Column, Cell], ...]
    """Columns with one value in every row, told once."""
    total: int

    @property
    def side_by_side(self) -> bool:
        """Whether rows are best compared as columns."""
        return len(self.lines) <= SIDE_BY_SIDE

    @property
    def source(self) -> Place | None:
        """File and sheet when all rows stand in one, told once; None when they do not."""
        found = {(line.place.file, line.place.sheet) for line in self.lines}
        return Place(*found.pop(), None) if len(found) == 1 and not self.side_by_side else None

    @property
    def not_shown(self) -> int:
        """Rows beyond the first ``SHOWN``."""
        return self.total - len(self.lines)


def evidence_view(results: Results, lead: LeadRecord) -> tuple[EvidenceTable, ...]:
    """Every table of evidence; those of the contradiction first, else in the order of the contract."""
    by_table = roles_by_table(lead.findings)
    cited = _cited(lead.findings)
    names = sorted(by_table, key=lambda name: (all_context(by_table[name]), list(TABLES).index(name)))
    return tuple(_table(results, TABLES[name], by_table[name], cited) for name in names)


def _table(results: Results, table: FactTable, roles: Roles, cited: frozenset[Any]) -> EvidenceTable:
    order = in_reading_order(results, table.name, roles)
    shown = {str(row["row_id"]): row for row in results.store.take(table.name, order[:SHOWN])}
    rows = [shown[row_id] for row_id in order[:SHOWN]]
    filled = [column for column in table.columns if any(row.get(column.name) is not None for row in rows)]
    differing = frozenset[str]() if table.name in GROUPED else _differing(filled, rows, roles)
    constant = [column for column in filled if len(rows) > SIDE_BY_SIDE and _constant(column, rows)]
    varying = [column for column in filled if column not in constant]
    return EvidenceTable(
        name=table.name,
        title=Words(table.zh, table.en),
        columns=tuple(varying),
        lines=tuple(_line(row, roles[row["row_id"]], varying, differing, cited) for row in rows),
        everywhere=tuple((column, _cell(column, rows[0], cited, differs=False)) for column in constant),
        total=len(roles),
    )


def _constant(column: Column, rows: Sequence[Row]) -> bool:
    return len({row.get(column.name) for row in rows}) == 1


def _line(
    row: Row, played: tuple[str, ...], columns: Sequence[Column], differing: frozenset[str], cited: frozenset[Any]
) -> Line:
    context = played[0] == CONTEXT
    return Line(
        place=place(row.get("source_file"), row.get("source_row")),
        roles=joined([role_title(role) for role in played]),
        context=context,
        cells=tuple(_cell(column, row, cited, differs=not context and column.name in differing) for column in columns),
        row_id=row["row_id"],
    )


def _cell(column: Column, row: Row, cited: frozenset[Any], *, differs: bool) -> Cell:
    stored = row.get(column.name)
    if stored is None:
        return Cell(value(None))
    return Cell(value(stored), gloss(column, stored), differs, _key(stored) in cited)


def gloss(column: Column, stored: Any) -> Words | None:
    """The title of a code, in each language in which it says more than the code; None when in neither."""
    title = code_list(column.codes).titles.get(stored) if column.codes and not column.many else None
    if title is None:
        return None
    more = Words(*("" if text == stored else text for text in title))
    return more if any(more) else None


def _differing(columns: Sequence[Column], rows: Sequence[Row], roles: Roles) -> frozenset[str]:
    """Columns in which the rows of the contradiction disagree.

    Keys always differ and say nothing; so do the steps of a series, which change all the time.
    Where rows play several roles, roles are compared: what varies within one alone is no contradiction.
    """
    played: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        role = roles[row["row_id"]][0]
        if role != CONTEXT:
            played[role].append(row)
    groups = list(played.values())
    if len(groups) == 1:
        groups = [[row] for row in groups[0]]
    return frozenset(column.name for column in columns if not column.key and _disagree(column.name, groups))


def _disagree(name: str, groups: Sequence[Sequence[Row]]) -> bool:
    told = [frozenset(row[name] for row in group if row.get(name) is not None) for group in groups]
    return len({values for values in told if values}) > 1


def _cited(found: Iterable[Finding]) -> frozenset[Any]:
    """Values that the sentences name: moments, days, and texts long enough not to match by chance."""
    said: set[Any] = set()
    for finding in found:
        said |= {finding.from_at, finding.to_at}
        for item in finding.detail.values():
            said |= {_key(one) for one in (item if isinstance(item, list) else [item])}
    return frozenset(item for item in said if isinstance(item, dt.date) or (isinstance(item, str) and len(item) > 1))


def _key(stored: Any) -> Any:
    """Moments are held as text in a finding, as moments in a row."""
    if isinstance(stored, str) and _MOMENT.match(stored):
        kind = dt.date if len(stored) == len("2024-05-01") else dt.datetime
        try:
            return kind.fromisoformat(stored)
        except ValueError:
            return stored
    return stored
