"""The contract: what tables of facts there are and what their columns mean."""

from __future__ import annotations

import difflib

from jianzhen.contract.model import SYSTEM_COLUMNS, Column, FactTable, Kind
from jianzhen.contract.tables import TABLES

__all__ = ["SYSTEM_COLUMNS", "TABLES", "Column", "FactTable", "Kind", "table"]


def table(name: str) -> FactTable:
    """Return the table with this English name.

    Raises:
        KeyError: There is none; the message gives the nearest name.
    """
    found = TABLES.get(name)
    if found is None:
        near = difflib.get_close_matches(name, TABLES, n=1, cutoff=0.0)
        raise KeyError(f"no table {name!r}; the nearest is {near[0]!r}")
    return found
