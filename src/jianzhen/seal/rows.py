"""The id of a row: a digest of its table, key and content, worked out without any engine."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jianzhen.seal.digest import ID_DIGITS

if TYPE_CHECKING:
    from jianzhen.contract.model import FactTable


def row_id(table: FactTable, row: Mapping[str, Any]) -> str:
    """The id of one row of facts.

    The digest covers the table's name and each non-empty contract column in declared order as
    ``name=<byte length>:<text>;``, so that a column added to the contract later changes no id.
    """
    parts = [f"{table.name}\n"]
    for column in table.columns:
        value = row.get(column.name)
        if value is not None:
            text = canonical_text(value)
            parts.append(f"{column.name}={len(text.encode())}:{text};")
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:ID_DIGITS]


def canonical_text(value: Any) -> str:
    """One text per value: ``%.17g``, ISO with microseconds, ``true``/``false``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.17g}"
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%f")
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    return str(value)
