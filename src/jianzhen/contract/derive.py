"""Derived columns: what the text of a cell means, worked out once when data are staged.

They are no facts and never part of a row's id; rules compare them, people read the originals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jianzhen.contract.codes import code_list
from jianzhen.contract.fold import fold
from jianzhen.contract.model import FactTable, Kind
from jianzhen.contract.values import parse_value

CODED = ("parameter", "method", "unit")
"""Code lists with aliases; columns of these get a ``<column>_code``."""

RESULT_TEXTS = ("value_text", "paper_value_text", "ticket_value_text")


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived column: a pure function of one text column of the same row."""

    name: str
    kind: Kind
    source: str
    function: Callable[[str], Any]


def derived_columns(table: FactTable) -> tuple[Derived, ...]:
    """The derived columns of a table, in declared order."""
    found: list[Derived] = []
    for column in table.columns:
        if column.codes in CODED and not column.many:
            found.append(Derived(f"{column.name}_code", Kind.TEXT, column.name, _coder(column.codes)))
        if column.name in RESULT_TEXTS:
            found.append(Derived(f"{column.name}_num", Kind.FLOAT, column.name, lambda text: parse_value(text).number))
            found.append(Derived(f"{column.name}_below", Kind.BOOLEAN, column.name, lambda text: parse_value(text).below))
            found.append(
                Derived(f"{column.name}_decimals", Kind.INTEGER, column.name, lambda text: parse_value(text).decimals)
            )
    return tuple(found)


def _coder(name: str) -> Callable[[str], str]:
    """Canonical code of a text, or the folded text when the list does not know it."""

    def resolve(text: str) -> str:
        return code_list(name).resolve(text) or fold(text)

    return resolve
