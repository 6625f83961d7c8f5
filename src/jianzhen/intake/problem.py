"""What is wrong with a value, before it is known where the value stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianzhen.intake.faults import Fault, Severity

if TYPE_CHECKING:
    from jianzhen.intake.place import Place
    from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of fault: it becomes a ``Fault`` at a place."""

    code: str
    expected: Words
    remedy: Words
    severity: Severity = Severity.FAULT

    def at(self, where: Place, *, row: int | None = None, column: str = "", found: str = "") -> Fault:
        """The fault at a file, sheet, row and column."""
        return Fault(
            self.severity,
            self.code,
            where.file,
            where.sheet,
            row,
            column,
            found,
            self.expected,
            self.remedy,
            where.table,
        )
