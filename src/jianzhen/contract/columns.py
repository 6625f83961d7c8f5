"""Short constructors, so that a table's declaration reads like its description."""

from __future__ import annotations

from typing import TypedDict, Unpack

from jianzhen.contract.model import Column, Kind


class Traits(TypedDict, total=False):
    """What a column may say beyond its name, titles and type; see ``model.Column``."""

    key: bool
    required: bool
    unit: str
    many: bool
    low: float
    high: float
    form: str
    example: str
    note_zh: str
    note_en: str
    aliases: tuple[str, ...]


def text(name: str, zh: str, en: str, **more: Unpack[Traits]) -> Column:
    """Free text, or text of a named ``form``."""
    return Column(name, zh, en, Kind.TEXT, **more)


def number(name: str, zh: str, en: str, **more: Unpack[Traits]) -> Column:
    """A finite floating-point number, in ``unit``."""
    return Column(name, zh, en, Kind.FLOAT, **more)


def integer(name: str, zh: str, en: str, **more: Unpack[Traits]) -> Column:
    """A whole number."""
    return Column(name, zh, en, Kind.INTEGER, **more)


def boolean(name: str, zh: str, en: str, **more: Unpack[Traits]) -> Column:
    """True or false; 是/否 in Chinese files."""
    return Column(name, zh, en, Kind.BOOLEAN, **more)


def at(name: str, zh: str, en: str, **more: Unpack[Traits]) -> Column:
    """A moment in Beijing time; the name ends in ``_at`` (or is ``at``, for tables with one moment)."""
    if name != "at" and not name.endswith("_at"):
        raise ValueError(f"timestamp column {name!r} must end in _at")
    return Column(name, zh, en, Kind.TIMESTAMP, **more)


def on(name: str, zh: str, en: str, **more: Unpack[Traits]) -> Column:
    """A calendar day; the name ends in ``_on``."""
    if not name.endswith("_on"):
        raise ValueError(f"date column {name!r} must end in _on")
    return Column(name, zh, en, Kind.DATE, **more)


def code(name: str, zh: str, en: str, codes: str, **more: Unpack[Traits]) -> Column:
    """A value of the code list ``codes``."""
    return Column(name, zh, en, Kind.TEXT, codes=codes, **more)


def ref(name: str, zh: str, en: str, references: str, **more: Unpack[Traits]) -> Column:
    """A pointer to ``table.column``."""
    return Column(name, zh, en, Kind.TEXT, references=references, **more)
