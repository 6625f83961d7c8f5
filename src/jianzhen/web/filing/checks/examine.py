"""Everything that is checked of a submission, in one pass over its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianzhen.contract import TABLES
from jianzhen.intake.faults import Fault, Severity
from jianzhen.intake.place import Place
from jianzhen.intake.stage import stage
from jianzhen.intake.staged import Staged
from jianzhen.web.filing.checks import problems
from jianzhen.web.filing.checks.ownership import Whose, Wrong, wrongs
from jianzhen.web.filing.checks.tables import TAKEN
from jianzhen.web.filing.guard.workbook import Formula


@dataclass(frozen=True, slots=True)
class Examined:
    """A submission that was read; its faults are in the log of ``staged``."""

    staged: Staged
    whose: Whose
    purpose: str

    @property
    def ok(self) -> bool:
        """It may be accepted; there may be warnings."""
        return self.staged.faults.count(Severity.FAULT) == 0

    @property
    def tables(self) -> list[dict[str, object]]:
        """What was read of each table, as plain data."""
        return [
            {"table": name, "rows": one.rows, "set_aside": one.set_aside, "repeated": one.repeated}
            for name, one in self.staged.tables.items()
        ]

    @property
    def paths(self) -> Mapping[str, Path]:
        """Tables with rows, as staged."""
        return {name: one.path for name, one in self.staged.tables.items() if one.rows}


SELF_CHECKS: list[Callable[[Examined], Iterable[Fault]]] = []
"""Further checks before submission, such as the rules that an institution may run on its own data; none as yet."""


def examine(
    folder: Path, formulas: Mapping[str, Sequence[Formula]], whose: Whose, purpose: str, lake: Path, work: Path, *,
    correcting: bool,
) -> Examined:  # fmt: skip
    """Read the files of a folder and check all there is to check.

    Args:
        folder: The files, under the names that faults will tell.
        formulas: Formula cells by file.
        whose: Who hands in.
        purpose: ``records`` or ``filing``.
        lake: The lake that the rows shall go into.
        work: An empty folder for the staged tables.
        correcting: It corrects an earlier submission.
    """
    staged = stage(folder, work)
    examined = Examined(staged, whose, purpose)
    sources = _sources(staged)
    _tell_formulas(staged, formulas)
    _tell_foreign_tables(examined)
    forged = _tell_forged(staged, sources)
    if not forged:
        for wrong in wrongs(examined.paths, whose, lake, correcting=correcting):
            _tell(staged, wrong, sources)
    if examined.ok and not examined.paths:
        staged.faults.add(problems.NO_ROWS.at(Place("")))
    for check in SELF_CHECKS if examined.ok else ():
        for fault in check(examined):
            staged.faults.add(fault)
    return examined


def _sources(staged: Staged) -> dict[str, Place]:
    """Every place that rows may come from, by its text; a ``#`` may stand in names of files and of sheets."""
    files = [source.name for source in staged.sources]
    places = {}
    for table in staged.tables.values():
        for text in table.files:
            file = next(
                name for name in sorted(files, key=len, reverse=True) if text == name or text.startswith(f"{name}#")
            )
            places[text] = Place(file, text[len(file) + 1 :])
    return places


def _tell_formulas(staged: Staged, formulas: Mapping[str, Sequence[Formula]]) -> None:
    for file, cells in formulas.items():
        for cell in cells:
            place = Place(file, cell.sheet)
            fault = problems.FORMULA.at(
                place, row=cell.row or None, column=cell.column, found=f"{cell.column}{cell.row}"
            )
            staged.faults.add(fault)


def _tell_foreign_tables(examined: Examined) -> None:
    taken = TAKEN.get((examined.whose.kind, examined.purpose), ())
    for name, table in examined.staged.tables.items():
        if name not in taken:
            where = Place(table.files[0] if table.files else "", "", name)
            examined.staged.faults.add(problems.NO_TABLE_OF_YOURS.at(where, found=f"{TABLES[name].zh} ({name})"))


def _tell_forged(staged: Staged, sources: Mapping[str, Place]) -> bool:
    """Whether rows say that they come from elsewhere, by source columns of their own."""
    forged = False
    for name, table in staged.tables.items():
        said = pc.unique(pq.read_table(table.path, columns=["source_file"])["source_file"]).to_pylist()
        foreign = sorted({str(one) for one in said} - set(sources))
        if foreign:
            forged = True
            where = Place(table.files[0] if table.files else "", "", name)
            staged.faults.add(problems.FORGED_SOURCE.at(where, found=foreign[0]))
    return forged


def _tell(staged: Staged, wrong: Wrong, sources: Mapping[str, Place]) -> None:
    place = sources[wrong.source]
    staged.faults.add_cells(
        Place(place.file, place.sheet, wrong.table),
        TABLES[wrong.table][wrong.column].zh,
        wrong.problem,
        pa.array(wrong.rows, pa.int64()),
        pa.array(wrong.found, pa.string()),
    )
