"""What holds between the cells of one row: filled in, and in the right order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from jianzhen.contract import Kind
from jianzhen.intake.problem import Problem
from jianzhen.words import Words

if TYPE_CHECKING:
    import pyarrow as pa

    from jianzhen.contract import FactTable

REQUIRED = Problem(
    "required.missing",
    Words("必填", "a value: the column is required"),
    Words("补填；缺少必填项的行已搁置，不参加筛查", "fill it in; rows without it are set aside and not screened"),
)
_PAIRS = (
    ("started_at", "ended_at"),
    ("signed_in_at", "signed_out_at"),
    ("starts_on", "ends_on"),
    ("issued_on", "expires_on"),
    ("done_on", "valid_until_on"),
    ("filed_on", "ended_on"),
    ("networked_on", "removed_on"),
    ("registered_on", "closed_on"),
    ("limit_low", "limit_high"),
)


def pairs(table: FactTable) -> tuple[tuple[str, str], ...]:
    """Columns of which the first must not lie after the second."""
    kinds = {column.name: column.kind for column in table.columns}
    spans = [(name, name.replace("from_", "to_")) for name in kinds if "from_" in name]
    ordered = {Kind.TIMESTAMP, Kind.DATE, Kind.FLOAT}
    return tuple(
        (low, high)
        for low, high in (*spans, *_PAIRS)
        if low in kinds and high in kinds and kinds[low] == kinds[high] and kinds[low] in ordered
    )


def reversed_rows(low: pa.Array, high: pa.Array) -> pa.Array:
    """True where the first value lies after the second."""
    return pc.greater(low, high).fill_null(False)


def reversed_pair(low: str, high: str) -> Problem:
    """Two cells in the wrong order; both are kept, since the contradiction may be a fact."""
    return Problem(
        "pair.reversed",
        Words(f"“{low}”不晚于（不大于）“{high}”", f"{low} not after (not above) {high}"),
        Words("核对两处；原始记录如此则保留", "check both; leave them if the original record says so"),
    )
