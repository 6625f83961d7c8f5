"""From a stored value and its number format to the text a person sees."""

from __future__ import annotations

import math
from datetime import datetime

from jianzhen.intake.formats.cells import moments, numbers
from jianzhen.intake.formats.cells.model import Cell, Stored, Trouble
from jianzhen.intake.formats.cells.pattern import UnknownPatternError


def cell(row: int, column: int, stored: Stored, pattern: str) -> Cell | None:
    """A cell with its text, or None where nothing is to be seen."""
    text, trouble = _drawn(stored, pattern)
    text = text.strip()
    if not text and not trouble:
        return None
    return Cell(row, column, text, stored, trouble)


def _drawn(stored: Stored, pattern: str) -> tuple[str, Trouble]:
    if isinstance(stored, str):
        return stored, Trouble.NONE
    if isinstance(stored, bool):
        return str(stored).upper(), Trouble.NONE
    try:
        if isinstance(stored, datetime):
            return moments.shown(stored, pattern), Trouble.NONE
        if not math.isfinite(stored):
            return str(stored), Trouble.ERROR
        return numbers.shown(float(stored), pattern), Trouble.NONE
    except (UnknownPatternError, ArithmeticError):
        return str(stored), Trouble.FORMAT
