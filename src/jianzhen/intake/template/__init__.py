"""A workbook to fill in: one sheet per table, with titles, notes, drop-downs and an example row."""

from __future__ import annotations

from jianzhen.intake.template.workbook import write_template

__all__ = ["write_template"]
