"""Derived columns: what the text of a cell means, worked out once when data are staged.

They are no facts and never part of a row's id; rules compare them, people read the originals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianzhen.contract.codes import code_list
from jianzhen.contract.model import FactTable, Kind
from jianzhen.contract.values import parse_value

if TYPE_CHECKING:
    from collections.abc import Callable

CODED = ("parameter", "method", "unit")
"""Code lists with aliases; columns of these get a ``<column>_code``."""

RESULT_TEXTS = ("value_text", "paper_value_text", "ticket_value_text")
"""Texts of a result; they get ``_num``, ``_below`` and ``_decimals``."""

Meaning = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived column: a pure function of one text column of the same row.

    ``function`` depends on the text alone, so it need run only once per distinct text.
    """

    name: str
    kind: Kind
    source: str
    function: Callable[[str], Meaning]


def derived_columns(table: FactTable) -> tuple[Derived, ...]:
    """Return the derived columns of a table, in declared order of their sources."""
    found: list[Derived] = []
    for column in table.columns:
        if column.codes in CODED:
            function = _coder(column.codes, many=column.many)
            found.append(Derived(f"{column.name}_code", Kind.TEXT, column.name, function))
        if column.name in RESULT_TEXTS:
            found.extend(_readings(column.name))
    return tuple(found)


def _readings(column: str) -> tuple[Derived, ...]:
    return (
        Derived(f"{column}_num", Kind.FLOAT, column, lambda text: parse_value(text).number),
        Derived(f"{column}_below", Kind.BOOLEAN, column, lambda text: parse_value(text).below),
        Derived(f"{column}_decimals", Kind.INTEGER, column, lambda text: parse_value(text).decimals),
    )


def _coder(name: str, *, many: bool) -> Callable[[str], str]:
    """Return the function that gives a text's code, or its normal form when the list does not know it."""

    def one(text: str) -> str:
        return code_list(name).normal(text)

    def several(text: str) -> str:
        return ";".join(code_list(name).normal(part) for part in text.split(";") if part.strip())

    return several if many else one
