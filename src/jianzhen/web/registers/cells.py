"""One cell in its three guises: as it is stored, as lists are filtered and sorted by, as a person reads it."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jianzhen.contract import Column, Kind
from jianzhen.contract.codes import code_list
from jianzhen.contract.derive import CODED
from jianzhen.contract.fold import fold
from jianzhen.seal.digest import digest_of
from jianzhen.web.registers.catalogue import PERSONAL, Register
from jianzhen.words import Words

Cell = str | float | int | bool | None
Values = Mapping[str, Cell]
SLOT_LENGTH = 120
_YES, _NO = Words("是", "yes"), Words("否", "no")


def stored(value: Any) -> Cell:
    """A value of a staged table as JSON has it: days as text."""
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return value  # type: ignore[no-any-return]  # text, number or truth


def slot(column: Column, value: Cell) -> str:
    """What a column is filtered and sorted by; empty for nothing and for personal data."""
    if value is None or column.name in PERSONAL:
        return ""
    match column.kind:
        case Kind.FLOAT | Kind.INTEGER:
            return _ordered(float(value))
        case Kind.BOOLEAN:
            return "1" if value else "0"
        case Kind.TEXT:
            return _text_slot(column, str(value))
    return str(value)


def _ordered(number: float) -> str:
    """Sixteen hex digits that sort as the numbers do."""
    bits: int = struct.unpack(">Q", struct.pack(">d", number + 0.0))[0]
    return f"{bits ^ (0xFFFFFFFFFFFFFFFF if bits >> 63 else 1 << 63):016x}"


def _text_slot(column: Column, text: str) -> str:
    if column.many:
        # Framed, so that one entry can be looked for.
        return f";{';'.join(_normal(column.codes, part) for part in text.split(';'))};"[: SLOT_LENGTH * 4]
    return _normal(column.codes, text)[:SLOT_LENGTH]


@lru_cache(maxsize=65536)
def _normal(codes: str, text: str) -> str:
    return code_list(codes).normal(text) if codes in CODED else fold(text)


def search_text(register: Register, values: Values) -> str:
    """Every text of a row, codes with both titles, folded: what a search looks through."""
    found: dict[str, None] = {}
    for column in register.columns:
        value = values.get(column.name)
        if value is None or column.name in PERSONAL or column.kind is not Kind.TEXT:
            continue
        found[_searched(column, str(value))] = None
    return " ".join(found)


def _searched(column: Column, text: str) -> str:
    if not column.codes:
        return folded(text)
    return _searched_codes(column.codes, text)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """One spelling for what is written in several ways."""
    return fold(text)


@lru_cache(maxsize=65536)
def _searched_codes(name: str, text: str) -> str:
    codes = code_list(name)
    words = []
    for part in text.split(";"):
        code = codes.resolve(part)
        title = codes.titles[code] if code else None
        words += [part, *([code, title.zh, title.en] if code and title else [])]
    return " ".join(dict.fromkeys(fold(word) for word in words))


def key_of(register: Register, values: Values) -> str:
    """The id of a row: a digest of its key, parameters and methods by their code, as intake compares keys."""
    return digest_of([register.name, *(slot(column, values.get(column.name)) for column in register.table.key)])


def line_of(register: Register, values: Values) -> str:
    """The id of what successive rows are about."""
    return digest_of([register.name, *(slot(register.by_name[name], values.get(name)) for name in register.line)])


def shown(column: Column, value: Cell) -> Words:
    """A cell in words."""
    if value is None:
        return Words("", "")
    if column.kind is Kind.BOOLEAN:
        return _YES if value else _NO
    if column.kind in {Kind.FLOAT, Kind.INTEGER}:
        text = f"{value:.15g}" if isinstance(value, float) else str(value)
        return Words(text, text)
    if column.codes and column.codes not in CODED:
        return _titles(column.codes, str(value))
    return Words(str(value).replace(";", "；") if column.many else str(value), str(value))


@lru_cache(maxsize=4096)
def _titles(name: str, text: str) -> Words:
    titles = code_list(name).titles
    found = [titles.get(part, Words(part, part)) for part in text.split(";")]
    return Words("、".join(one.zh for one in found), ", ".join(one.en for one in found))


def day(text: Cell) -> dt.date | None:
    """A stored day."""
    return dt.date.fromisoformat(str(text)) if text else None
