"""Write a whole log: CSV by Arrow, since a million faults must not take a minute."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from jianzhen.intake.faults import EXCEL_ROWS, FAULT_COLUMNS, write_faults
from jianzhen.intake.whole import replacing

if TYPE_CHECKING:
    from pathlib import Path

    from jianzhen.intake.faultlog import FaultLog

SUFFIXES = (".csv", ".xlsx")
_FORMULA = r"^[=+\-@\t\r]"


class TooManyFaultsError(ValueError):
    """A worksheet has fewer rows than the log has entries."""


def write_log(path: Path, log: FaultLog) -> int:
    """Write every entry as CSV or, by the file's ending, ``.xlsx``; the file appears when complete.

    Raises:
        TooManyFaultsError: They do not fit into one worksheet.
        OSError: The file cannot be written.
    """
    if path.suffix.lower() == ".xlsx":
        if len(log) > EXCEL_ROWS:
            raise TooManyFaultsError(f"{len(log)} > {EXCEL_ROWS}")
        return write_faults(path, log)
    with replacing(path) as unfinished, unfinished.open("wb") as file:
        file.write(codecs.BOM_UTF8)
        _write(file, log.table())
    return len(log)


def _write(file: object, faults: pa.Table) -> None:
    headings = pa.schema([(heading, pa.string()) for _, heading in FAULT_COLUMNS])
    with csv.CSVWriter(file, headings, write_options=csv.WriteOptions(quoting_style="needed")) as writer:
        for batch in faults.to_batches(max_chunksize=50_000):
            columns = [_inert(batch.column(name).cast(pa.string())) for name, _ in FAULT_COLUMNS]
            writer.write(pa.record_batch(columns, schema=headings))


def _inert(texts: pa.Array) -> pa.Array:
    """Keep a spreadsheet program from running a found text as a formula."""
    risky = pc.match_substring_regex(texts, _FORMULA)
    return pc.if_else(risky, pc.binary_join_element_wise("'", texts, ""), texts)
