"""Which table or column a printed name means: English name, Chinese title, or another heading of the field."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jianzhen.contract import SYSTEM_COLUMNS, TABLES
from jianzhen.contract.fold import Nearest, fold, split_bracket

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jianzhen.contract import Column, FactTable

# What people append to a file's name: a date, a number, "(1)", "第2批".
_SERIAL = re.compile(r"[\s\-_.()（）\d年月日第批至~]+$")
SYSTEM_TITLES = {"row_id": "行标识", "source_file": "来源文件", "source_row": "来源行", "ingested_at": "入库时间"}
_ARRIVAL = "received_at"


def table_named(name: str) -> FactTable | None:
    """The table that a file's stem or a sheet's name means."""
    found = _find(name, _tables()) or _find(_SERIAL.sub("", name), _tables())
    return TABLES[found] if found else None


def column_named(table: FactTable, heading: str) -> str | None:
    """The column, or system column, that a heading means; a unit in brackets and ``*`` do not count."""
    return _find(heading, _columns(table.name))


def nearest_table(name: str) -> str:
    """The table name nearest to this one, with its title; "" when none is alike."""
    near = Nearest(title for table in TABLES.values() for title in (table.zh, table.name))(name)
    found = near and _find(near, _tables())
    return f"{TABLES[found].zh} ({found})" if found else ""


def nearest_column(table: FactTable, heading: str) -> str:
    """The column nearest to this heading, with its title; "" when none is alike."""
    near = Nearest(title for column in table.columns for title in _titles(column))(heading)
    found = near and _find(near, _columns(table.name))
    return f"{table[found].zh} ({found})" if found else ""


def _find(name: str, known: Mapping[str, str]) -> str | None:
    key = _key(name)
    return known.get(key) or known.get(split_bracket(key)[0])


def _key(name: str) -> str:
    """``Sample no.``, ``sample_no`` and ``sample no`` are one heading."""
    return fold(name).replace("_", "").rstrip(".:!?")


@cache
def _tables() -> Mapping[str, str]:
    return _index((table.name, (table.name, table.zh, table.en), table.aliases) for table in TABLES.values())


@cache
def _columns(table: str) -> Mapping[str, str]:
    columns = [(column.name, (column.name, column.zh, column.en), _aliases(column)) for column in TABLES[table].columns]
    system = [(name, (name, SYSTEM_TITLES[name]), ()) for name in SYSTEM_COLUMNS]
    # Where the table has no arrival time of its own, files may call it so.
    return _index([*columns, *system, ("ingested_at", (_ARRIVAL,), ())])


def _titles(column: Column) -> tuple[str, ...]:
    return (column.zh, column.name, column.en, *_aliases(column))


def _aliases(column: Column) -> tuple[str, ...]:
    """People head a column of person codes 接样人, not 接样人代号."""
    return (*column.aliases, column.zh.removesuffix("代号"))


def _index(entries: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> dict[str, str]:
    """Folded heading to name; own names go before aliases, and the first to claim a heading keeps it."""
    index: dict[str, str] = {}
    loose: list[tuple[str, str]] = []
    for name, titles, aliases in entries:
        for title in titles:
            index.setdefault(_key(title), name)
        loose.extend((_key(alias), name) for alias in aliases)
    for key, name in loose:
        index.setdefault(key, name)
    return index
