"""Which table or column a heading means: English name, Chinese title or another heading seen in the field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from jianzhen.contract.fold import fold, nearest, split_bracket
from jianzhen.contract.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jianzhen.contract.model import Column, FactTable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """What a heading means; ``nearest`` is the closest known heading when it means nothing."""

    found: T | None
    nearest: str = ""


def match_table(text: str) -> Match[FactTable]:
    """Find the table that a file or sheet name means."""
    return _match(text, _tables())


def match_column(table: FactTable, text: str) -> Match[Column]:
    """Find the column that a heading means; a unit or a mark behind it does not count: ``采样体积（L）*``."""
    return _match(text, _columns(table))


@cache
def _tables() -> Mapping[str, FactTable]:
    return _index((table, (table.name, table.zh, table.en), table.aliases) for table in TABLES.values())


@cache
def _columns(table: FactTable) -> Mapping[str, Column]:
    return _index((column, (column.name, column.zh, column.en), _also(column)) for column in table.columns)


def _also(column: Column) -> tuple[str, ...]:
    """People head a column of person codes 接样人, not 接样人代号."""
    return (*column.aliases, column.zh.removesuffix("代号"))


def _index(entries: Iterable[tuple[T, tuple[str, ...], tuple[str, ...]]]) -> Mapping[str, T]:
    """Index by folded heading; own names go before aliases, and the first to claim a heading keeps it."""
    index: dict[str, T] = {}
    loose: list[tuple[str, T]] = []
    for thing, names, aliases in entries:
        for name in names:
            index.setdefault(_key(name), thing)
        loose.extend((_key(alias), thing) for alias in aliases)
    for key, thing in loose:
        index.setdefault(key, thing)
    return MappingProxyType(index)


def _match(text: str, index: Mapping[str, T]) -> Match[T]:
    key = _key(text)
    found = index.get(key) or index.get(split_bracket(key)[0])
    return Match(found) if found else Match(None, nearest(key, index) or "")


def _key(text: str) -> str:
    """``Sample no.``, ``sample_no`` and ``sample no`` are one heading."""
    return fold(text).replace("_", "").rstrip(".:!?")
