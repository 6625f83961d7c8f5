"""Every fault of a run, kept compactly: a million of them take some tens of megabytes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jianzhen.intake.faults import FOUND_LIMIT, Fault, Severity, as_record, shorten
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jianzhen.intake.place import Place
    from jianzhen.intake.problem import Problem

_WORD = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("severity", _WORD),
        ("code", _WORD),
        ("table", _WORD),
        ("file", _WORD),
        ("sheet", _WORD),
        ("row", pa.int64()),
        ("column", _WORD),
        ("found", pa.string()),
        ("expected_zh", _WORD),
        ("expected_en", _WORD),
        ("remedy_zh", _WORD),
        ("remedy_en", _WORD),
    ]
)
_PLAIN = frozenset({"row", "found"})
_CHUNK = 10_000


class FaultLog:
    """Faults in the order of file, sheet and row; iterate it to get ``Fault`` objects."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[Severity, str]] = Counter()
        """Number of entries by severity and code."""
        self._batches: list[pa.RecordBatch] = []
        self._loose: list[Fault] = []
        self._files: dict[tuple[str, str], int] = {}
        self._sorted = True

    def add(self, fault: Fault) -> None:
        """Enter one fault."""
        self._met(fault.file, fault.sheet)
        self.counts[fault.severity, fault.code] += 1
        self._loose.append(fault)
        if len(self._loose) >= _CHUNK:
            self._settle()

    def add_cells(self, where: Place, column: str, problem: Problem, rows: pa.Array, found: pa.Array) -> None:
        """Enter the same problem of many cells of one column.

        Args:
            where: File, sheet and table.
            column: The heading as printed.
            problem: What is wrong.
            rows: int64, the row of each cell.
            found: string, the text of each cell.
        """
        if len(rows) == 0:
            return
        self._settle()
        self._met(where.file, where.sheet)
        self.counts[problem.severity, problem.code] += len(rows)
        fixed = as_record(problem.at(where, column=column))
        arrays = [_repeat(fixed[name], len(rows)) for name in SCHEMA.names]
        arrays[SCHEMA.get_field_index("row")] = rows.cast(pa.int64())
        arrays[SCHEMA.get_field_index("found")] = _shortened(found)
        self._batches.append(pa.record_batch(arrays, schema=SCHEMA))
        self._sorted = False

    def __len__(self) -> int:
        return self.counts.total()

    def __iter__(self) -> Iterator[Fault]:
        return self.read()

    def count(self, severity: Severity) -> int:
        """Number of entries of one severity."""
        return sum(number for (grade, _), number in self.counts.items() if grade is severity)

    def read(self, severity: Severity | None = None) -> Iterator[Fault]:
        """Go through the entries, of one severity or of both."""
        return (_from_record(record) for record in self.records(severity))

    def records(self, severity: Severity | None = None) -> Iterator[dict[str, str | int | None]]:
        """The same as flat names and plain values, as ``as_record`` gives them."""
        for batch in self.table().to_batches(max_chunksize=_CHUNK):
            wanted = (
                batch if severity is None else batch.filter(pc.equal(batch["severity"].cast(pa.string()), severity))
            )
            # Column by column, and text decoded first: many times faster than row by row.
            columns = [
                (wanted[name] if name in _PLAIN else wanted[name].cast(pa.string())).to_pylist()
                for name in SCHEMA.names
            ]
            for values in zip(*columns, strict=True):
                yield dict(zip(SCHEMA.names, values, strict=True))

    def table(self) -> pa.Table:
        """All entries as one Arrow table with ``SCHEMA``."""
        self._settle()
        if not self._sorted:
            whole = pa.Table.from_batches(self._batches, SCHEMA)
            self._batches = _in_reading_order(whole, self._files).to_batches()
            self._sorted = True
        return pa.Table.from_batches(self._batches, SCHEMA)

    def _met(self, file: str, sheet: str) -> None:
        self._files.setdefault((as_unicode(file), as_unicode(sheet)), len(self._files))

    def _settle(self) -> None:
        if self._loose:
            records = [as_record(fault) | {"found": shorten(fault.found)} for fault in self._loose]
            for record in records:
                for name, value in record.items():
                    if isinstance(value, str):
                        record[name] = as_unicode(value)
            self._batches.append(pa.RecordBatch.from_pylist(records, schema=SCHEMA))
            self._loose = []
            self._sorted = False


def as_unicode(text: str) -> str:
    """Show bytes that are no text, as a name on disk may hold, as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _repeat(value: object, times: int) -> pa.Array:
    indices = pa.repeat(pa.scalar(0, pa.int32()), times)
    return pa.DictionaryArray.from_arrays(indices, pa.array([value], pa.string())) if isinstance(value, str) else None


def _shortened(found: pa.Array) -> pa.Array:
    text = found.cast(pa.string()).fill_null("")
    if (pc.max(pc.utf8_length(text)).as_py() or 0) <= FOUND_LIMIT:
        return text
    cut = pc.binary_join_element_wise(pc.utf8_slice_codeunits(text, 0, FOUND_LIMIT - 1), "…", "")
    return pc.if_else(pc.greater(pc.utf8_length(text), FOUND_LIMIT), cut, text)


def _in_reading_order(faults: pa.Table, files: dict[tuple[str, str], int]) -> pa.Table:
    faults = faults.unify_dictionaries().combine_chunks()
    pairs = pa.table({"file": [f for f, _ in files], "sheet": [s for _, s in files], "rank": list(files.values())})
    keyed = pa.table(
        {
            "file": faults["file"].cast(pa.string()),
            "sheet": faults["sheet"].cast(pa.string()),
            "row": faults["row"].fill_null(0),
            "entry": pa.array(range(len(faults)), pa.int64()),
        }
    ).join(pairs, keys=["file", "sheet"])
    order = keyed.sort_by([("rank", "ascending"), ("row", "ascending"), ("entry", "ascending")])
    return faults.take(order["entry"])


def _from_record(record: dict[str, str | int | None]) -> Fault:
    text = {name: str(value) for name, value in record.items() if name != "row"}
    row = record["row"]
    return Fault(
        severity=Severity(text["severity"]),
        code=text["code"],
        file=text["file"],
        sheet=text["sheet"],
        row=row if isinstance(row, int) else None,
        column=text["column"],
        found=text["found"],
        expected=Words(text["expected_zh"], text["expected_en"]),
        remedy=Words(text["remedy_zh"], text["remedy_en"]),
        table=text["table"],
    )
