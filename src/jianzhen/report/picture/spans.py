"""Which columns of a table are moments, which two make a span, and where each stands in the order of work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jianzhen.contract import TABLES
from jianzhen.contract.model import Column, Kind
from jianzhen.report.picture.model import Mark, seconds
from jianzhen.report.results import Row
from jianzhen.words import Words

_PAIRS = (
    ("from_", "to_"),
    ("started_", "ended_"),
    ("signed_in_", "signed_out_"),
    ("issued_on", "expires_on"),
    ("done_on", "valid_until_on"),
    ("filed_on", "ended_on"),
)
_TAILS_ZH = ("开始时间", "起始时间", "起始日期", "开始日期", "时间", "日期")
_TAILS_EN = (" from", " started", " started at", " start", " at", " on")
_MEMORY = {("field_readings", "started_at"): Words("仪器存储", "memory")}
"""What stands beside a ticket is named for what it is."""
STEPS = {
    ("sampling_events", "started_at"): 1,
    ("samples", "collected_from_at"): 1,
    ("report_results", "sampled_from_at"): 1,
    ("samples", "received_at"): 2,
    ("analysis_runs", "started_at"): 3,
    ("results", "analysed_from_at"): 3,
    ("reports", "issued_at"): 4,
}
"""The order of work that no honest record reverses."""
_DAY_S = 86_400.0
_LAST = seconds(dt.datetime(9999, 12, 31, 23, 59, 59))
"""The calendar ends here."""


@dataclass(frozen=True, slots=True)
class Span:
    """One moment of a table, or two that belong together."""

    start: Column
    end: Column | None
    title: Words
    step: int

    def mark(self, row: Row) -> Mark | None:
        """The span in one row; None when the row has no start and no end."""
        told = [row[column.name] for column in (self.start, self.end) if column and row.get(column.name) is not None]
        return _mark(told[0], told[-1], self.step, ticket=self.start.name.startswith("ticket_")) if told else None


@cache
def spans_of(table: str) -> tuple[Span, ...]:
    """The spans of a table, in declared order."""
    columns = {column.name: column for column in TABLES[table].columns if column.kind in {Kind.TIMESTAMP, Kind.DATE}}
    ends: dict[str, Column] = {}
    for name in columns:
        partner = next((other for other in _partners(name) if other in columns), None)
        if partner and partner not in ends:
            ends[name] = columns[partner]
    taken = {column.name for column in ends.values()}
    return tuple(
        Span(column, ends.get(name), _MEMORY.get((table, name)) or _title(column), STEPS.get((table, name), 0))
        for name, column in columns.items()
        if name not in taken
    )


def _partners(name: str) -> Iterator[str]:
    if name == "at":
        yield "ended_at"
    for start, end in _PAIRS:
        if start in name:
            yield name.replace(start, end, 1)


def _title(column: Column) -> Words:
    zh = next((column.zh.removesuffix(tail) for tail in _TAILS_ZH if column.zh.endswith(tail)), column.zh)
    en = next((column.en.removesuffix(tail) for tail in _TAILS_EN if column.en.endswith(tail)), column.en)
    return Words(zh or column.zh, en or column.en)


def _is_day(value: dt.datetime | dt.date) -> bool:
    return not isinstance(value, dt.datetime) or value.time() == dt.time()


def _mark(first: dt.datetime | dt.date, last: dt.datetime | dt.date, step: int, *, ticket: bool) -> Mark:
    """Bare days last until their end; a moment without an end is a point."""
    from_s, to_s = seconds(first), seconds(last)
    if _is_day(first) and _is_day(last):
        to_s += _DAY_S
    return Mark(from_s, max(from_s, min(to_s, _LAST)), step, ticket)
