"""Parquet files: typed columns stay typed, lists become ``;``-separated text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianzhen.intake.read.sheet import BATCH_ROWS, Heading, RawBatch, RowsUnreadableError
from jianzhen.intake.read.sniff import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def open_parquet(path: Path) -> pq.ParquetFile:
    """Read the file's footer.

    Raises:
        UnreadableFileError: It is broken.
    """
    try:
        file = pq.ParquetFile(path)
        _ = file.schema_arrow
    # A damaged footer raises errors of many kinds, also of decoding.
    except Exception as error:
        raise UnreadableFileError("broken", str(error)) from error
    return file


def batches(file: pq.ParquetFile, headings: tuple[Heading, ...]) -> Iterator[RawBatch]:
    """Stream the row groups; rows are numbered from 1."""
    first = 1
    try:
        for batch in file.iter_batches(BATCH_ROWS, columns=[heading.printed for heading in headings]):
            columns = {heading.name: plain(batch.column(heading.printed)) for heading in headings}
            yield RawBatch(pa.array(range(first, first + len(batch)), pa.int64()), columns)
            first += len(batch)
    except Exception as error:
        raise RowsUnreadableError(first, str(error)) from error


def plain(array: pa.Array) -> pa.Array:
    """An array of text, whole numbers, floats, booleans, timestamps (naive Beijing time, us) or dates.

    Raises:
        pa.ArrowException: A value cannot be told as one of these.
    """
    kind = array.type
    if pa.types.is_dictionary(kind):
        return plain(array.dictionary_decode())
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pc.binary_join(array.cast(pa.list_(pa.string())), ";")
    if pa.types.is_timestamp(kind):
        return _beijing(array)
    return array.cast(_plain_type(kind), safe=not pa.types.is_date(kind))


def _beijing(array: pa.Array) -> pa.Array:
    if array.type.tz is not None:
        array = pc.local_timestamp(array.cast(pa.timestamp(array.type.unit, "Asia/Shanghai")))
    return array.cast(pa.timestamp("us"), safe=False)


def _plain_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_date(kind):
        return pa.date32()
    if pa.types.is_integer(kind) and kind != pa.uint64():
        return pa.int64()
    if pa.types.is_floating(kind):
        return pa.float64()
    return kind if pa.types.is_boolean(kind) else pa.string()
