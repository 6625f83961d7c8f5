"""A result cell as the columns of the contract: text, number, qualifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.contract.values import parse_value
from jianzhen.intake.formats.water_report import say
from jianzhen.intake.formats.water_report.text import tidy

if TYPE_CHECKING:
    from jianzhen.intake.formats.cells import Cell
    from jianzhen.intake.formats.model import Place
    from jianzhen.intake.formats.rows import Value
    from jianzhen.intake.formats.sink import Sink


def reading(sink: Sink, place: Place, cell: Cell) -> dict[str, Value | None]:
    """``value_text`` as shown, ``value`` as stored (as read, where the cell holds text), ``qualifier``.

    A number format that hides digits is told: what is shown and what is stored then differ.
    """
    text = tidy(cell.text)
    parsed = parse_value(text)
    number = parsed.number if cell.number is None else cell.number
    if cell.number is not None and parsed.number != cell.number:
        sink.warn("rounded_display", place, f"{text} / {cell.number!r}", *say.ROUNDED)
    return {"value_text": text, "value": number, "qualifier": parsed.qualifier or None}


def limit(text: str | None) -> dict[str, Value | None]:
    """``limit_text`` as printed, and ``limit`` where it is a plain number."""
    if not text:
        return {}
    parsed = parse_value(text)
    return {"limit_text": text, "limit": None if parsed.qualifier else parsed.number}
