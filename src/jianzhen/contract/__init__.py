"""The contract: what tables of facts there are and what their columns mean."""

from __future__ import annotations

from jianzhen.contract.fold import Nearest
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
        raise KeyError(f"no table {name!r}; the nearest is {Nearest(TABLES)(name)!r}")
    return found
