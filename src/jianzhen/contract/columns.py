"""Short constructors, so that a table's declaration reads like its description."""

from __future__ import annotations

from typing import Any

from jianzhen.contract.model import Column, Kind


def text(name: str, zh: str, en: str, **more: Any) -> Column:
    """Free text, or text of a named ``form``."""
    return Column(name, zh, en, Kind.TEXT, **more)


def number(name: str, zh: str, en: str, **more: Any) -> Column:
    """A finite floating-point number, in ``unit``."""
    return Column(name, zh, en, Kind.FLOAT, **more)


def integer(name: str, zh: str, en: str, **more: Any) -> Column:
    """A whole number."""
    return Column(name, zh, en, Kind.INTEGER, **more)


def boolean(name: str, zh: str, en: str, **more: Any) -> Column:
    """True or false; 是/否 in Chinese files."""
    return Column(name, zh, en, Kind.BOOLEAN, **more)


def at(name: str, zh: str, en: str, **more: Any) -> Column:
    """A moment in Beijing time; the name ends in ``_at``."""
    if not name.endswith("_at"):
        raise ValueError(f"timestamp column {name!r} must end in _at")
    return Column(name, zh, en, Kind.TIMESTAMP, **more)


def on(name: str, zh: str, en: str, **more: Any) -> Column:
    """A calendar day; the name ends in ``_on``."""
    if not name.endswith("_on"):
        raise ValueError(f"date column {name!r} must end in _on")
    return Column(name, zh, en, Kind.DATE, **more)


def code(name: str, zh: str, en: str, codes: str, **more: Any) -> Column:
    """A value of the code list ``codes``."""
    return Column(name, zh, en, Kind.TEXT, codes=codes, **more)


def ref(name: str, zh: str, en: str, references: str, **more: Any) -> Column:
    """A pointer to ``table.column``."""
    return Column(name, zh, en, Kind.TEXT, references=references, **more)
