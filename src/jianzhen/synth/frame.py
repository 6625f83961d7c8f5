"""Columns of one table while a region is being made: NumPy arrays that tampering may change in place.

Text is an object array with None for nothing; moments are seconds and dates days since 1970, ``NOTHING`` when
absent; numbers are floats with NaN; truth is -1 when absent. ``serial`` names a row for as long as it lives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianzhen.contract import TABLES, Kind

Array = npt.NDArray[Any]
NOTHING = -(2**60)
NO_TEXT: Array = np.array(None, object)
"""Nothing, where text is chosen row by row."""

DTYPES: Mapping[Kind, Any] = {
    Kind.TEXT: object,
    Kind.FLOAT: np.float64,
    Kind.INTEGER: np.int64,
    Kind.BOOLEAN: np.int8,
    Kind.TIMESTAMP: np.int64,
    Kind.DATE: np.int64,
}
EMPTY: Mapping[Kind, Any] = {
    Kind.TEXT: None,
    Kind.FLOAT: np.nan,
    Kind.INTEGER: NOTHING,
    Kind.BOOLEAN: -1,
    Kind.TIMESTAMP: NOTHING,
    Kind.DATE: NOTHING,
}


class Frame:
    """Rows of one contract table."""

    def __init__(self, table: str, columns: Mapping[str, Any], count: int | None = None) -> None:
        """Make a frame; a single value stands for the whole column.

        Raises:
            KeyError: The contract has no such column.
        """
        self.table = table
        self.count = _length(columns) if count is None else count
        self.serial = np.arange(self.count, dtype=np.int64)
        self._next = self.count
        self._columns = {name: _column(table, name, values, self.count) for name, values in columns.items()}

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, name: str) -> Array:
        """The column, ready to be changed in place; it is made when the frame has none yet."""
        if name not in self._columns:
            kind = TABLES[self.table][name].kind
            self._columns[name] = np.full(self.count, EMPTY[kind], DTYPES[kind])
        return self._columns[name]

    def __setitem__(self, name: str, values: Any) -> None:
        self._columns[name] = _column(self.table, name, values, self.count)

    def add(self, columns: Mapping[str, Any], count: int | None = None) -> Array:
        """Append rows and return their positions."""
        return self.append(Frame(self.table, columns, count))

    def append(self, more: Frame) -> Array:
        """Append the rows of another frame and return their positions."""
        first, self.count = self.count, self.count + more.count
        for name in {*self._columns, *more._columns}:
            kind = TABLES[self.table][name].kind
            own = self._columns.get(name)
            own = np.full(first, EMPTY[kind], DTYPES[kind]) if own is None else own
            self._columns[name] = np.concatenate([own, more[name]])
        self.serial = np.concatenate([self.serial, np.arange(self._next, self._next + more.count)])
        self._next += more.count
        return np.arange(first, self.count)

    def copy(self, rows: Array) -> Frame:
        """The rows at these positions, as a frame of their own."""
        return Frame(self.table, {name: values[rows] for name, values in self._columns.items()}, len(rows))

    def drop(self, rows: Array) -> None:
        """Remove the rows at these positions; the others keep their serial numbers."""
        keep = np.ones(self.count, bool)
        keep[rows] = False
        self._columns = {name: values[keep] for name, values in self._columns.items()}
        self.serial = self.serial[keep]
        self.count = len(self.serial)

    def rows(self, **wanted: Any) -> Array:
        """Positions of the rows whose columns hold these values (a list: one of them)."""
        mask = np.ones(self.count, bool)
        for name, value in wanted.items():
            if isinstance(value, (list, set, tuple, np.ndarray)):
                mask &= np.isin(self[name], np.asarray(list(value), dtype=self[name].dtype))
            else:
                mask &= self[name] == value
        return np.flatnonzero(mask)

    def arrow(self) -> pa.Table:
        """The rows as the contract types them."""
        named = {column.name: column.kind for column in TABLES[self.table].columns if column.name in self._columns}
        return pa.table({name: _to_arrow(self._columns[name], kind) for name, kind in named.items()})


def joined(frames: Iterable[Frame]) -> Frame:
    """One frame from several of the same table."""
    first, *others = frames
    for other in others:
        first.append(other)
    return first


def _length(columns: Mapping[str, Any]) -> int:
    return next(len(values) for values in columns.values() if isinstance(values, (np.ndarray, list)))


def _column(table: str, name: str, values: Any, count: int) -> Array:
    kind = TABLES[table][name].kind
    if not isinstance(values, (np.ndarray, list)):
        return np.full(count, EMPTY[kind] if values is None else values, DTYPES[kind])
    column = np.array(values, dtype=DTYPES[kind])
    if len(column) != count:
        raise ValueError(f"{table}.{name}: {len(column)} values for {count} rows")
    return column


def _to_arrow(values: Array, kind: Kind) -> pa.Array:
    match kind:
        case Kind.TEXT:
            return pa.array(values, pa.string(), from_pandas=True)
        case Kind.FLOAT:
            return pa.array(values, pa.float64(), mask=np.isnan(values))
        case Kind.BOOLEAN:
            return pa.array(values == 1, pa.bool_(), mask=values == -1)
        case Kind.INTEGER:
            return pa.array(values, pa.int64(), mask=values == NOTHING)
        case Kind.DATE:
            absent = values == NOTHING
            return pa.array(np.where(absent, 0, values).astype(np.int32), pa.int32(), mask=absent).cast(pa.date32())
        case _:
            absent = values == NOTHING
            return pa.array(np.where(absent, 0, values) * 1_000_000, pa.int64(), mask=absent).cast(pa.timestamp("us"))
