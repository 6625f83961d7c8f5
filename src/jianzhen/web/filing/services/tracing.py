"""From a row in the lake to the bytes that somebody handed in."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.contract import TABLES
from jianzhen.lake import log
from jianzhen.lake.delta import Delta
from jianzhen.lake.place import is_lake, open_lake
from jianzhen.lake.sql import engine, view_stored
from jianzhen.web.filing.models import Submission, SubmittedFile
from jianzhen.web.filing.services.checking import lake_folder


@dataclass(frozen=True, slots=True)
class Traced:
    """Where a row comes from."""

    batch: int
    revision: int
    source_file: str
    source_row: int
    submission: Submission | None
    file: SubmittedFile | None


def trace(table: str, row_id: str) -> list[Traced]:
    """Every revision with this id, the newest first; none when the lake has no such row.

    A submission out of sight is left out: the row is then one that somebody else may look into.
    """
    if table not in TABLES or not is_lake(lake_folder()):
        return []
    lake = open_lake(lake_folder())
    entries = log.entries(lake)
    version = entries[-1].batch.versions.get(table) if entries else None
    if version is None:
        return []
    with engine() as (connection, spare):
        view_stored(connection, spare, table, Delta(table, lake.table(table)).paths(version))
        found = connection.execute(
            "SELECT lake_batch, lake_revision, source_file, source_row FROM stored WHERE row_id = ? "
            "ORDER BY lake_batch DESC",
            [row_id],
        ).fetchall()
    return [traced for row in found if (traced := _traced(*row)).submission is not None]


def _traced(batch: int, revision: int, source_file: str, source_row: int) -> Traced:
    submission = Submission.objects.filter(lake_batch=batch).first()
    files = list(submission.files.all()) if submission else []
    fitting = [one for one in files if source_file == one.name or source_file.startswith(f"{one.name}#")]
    file = max(fitting, key=lambda one: len(one.name), default=None)
    return Traced(batch, revision, source_file, source_row, submission, file)
