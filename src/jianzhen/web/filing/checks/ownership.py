"""Whose the rows are: nobody speaks for, changes or hangs records on what is another institution's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from jianzhen.contract import TABLES
from jianzhen.intake.problem import Problem
from jianzhen.lake import log
from jianzhen.lake.changes import compare, view_incoming
from jianzhen.lake.columns import key_names
from jianzhen.lake.delta import Delta
from jianzhen.lake.place import Lake, is_lake, open_lake
from jianzhen.lake.sql import engine, literal, names, same, view_stored
from jianzhen.web.filing.checks import problems
from jianzhen.web.filing.checks.tables import owner_column, parent


@dataclass(frozen=True, slots=True)
class Whose:
    """The institution that hands in.

    Attributes:
        uscc: Its code.
        kind: ``lab``, ``operator`` or ``discharger``.
        batches: Batches of the lake that hold its own submissions.
    """

    uscc: str
    kind: str
    batches: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Wrong:
    """The same problem of many rows of one source."""

    problem: Problem
    table: str
    column: str
    source: str
    rows: Sequence[int]
    found: Sequence[str]


def wrongs(staged: Mapping[str, Path], whose: Whose, lake: Path, *, correcting: bool) -> Iterator[Wrong]:
    """Every row that is not the institution's own to say.

    Args:
        staged: Table to its staged file.
        whose: Who hands in.
        lake: The lake's folder; there may be none yet.
        correcting: Rows may say other than what was accepted before.

    Raises:
        jianzhen.lake.errors.LakeDamagedError: The lake's log is not sound.
    """
    with engine() as (connection, spare):
        look = _Look(connection, spare, staged, whose, open_lake(lake) if is_lake(lake) else None)
        for table in staged:
            view_incoming(connection, staged[table])
            yield from look.strangers(table)
            yield from look.orphans(table)
            yield from look.against_the_lake(table, correcting=correcting)


class _Look:
    """One connection, with the view ``incoming`` on the table at hand."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, spare: Path, staged: Mapping[str, Path], whose: Whose,
        lake: Lake | None,
    ) -> None:  # fmt: skip
        self._ask = connection
        self._spare = spare
        self._staged = staged
        self._whose = whose
        self._lake = lake
        entries = log.entries(lake) if lake else []
        self._versions: Mapping[str, int] = entries[-1].batch.versions if entries else {}

    def strangers(self, table: str) -> Iterator[Wrong]:
        """Rows that name another institution as their own."""
        owner = owner_column(table)
        if owner:
            yield from self._rows(problems.NOT_YOURS, table, owner, f'i."{owner}" <> {self._me}')

    def orphans(self, table: str) -> Iterator[Wrong]:
        """Rows that hang on a record which is not known to be the institution's."""
        above = parent(table)
        if above is None:
            return
        column, referred = above
        self._ask.execute(
            f'CREATE OR REPLACE TEMP TABLE own AS SELECT DISTINCT "{column}" FROM ({self._own(referred)})'
        )
        yield from self._rows(problems.NO_PARENT, table, column, f'i."{column}" NOT IN (SELECT "{column}" FROM own)')

    def against_the_lake(self, table: str, *, correcting: bool) -> Iterator[Wrong]:
        """Rows under a key that another holds, and rows that would change what was accepted."""
        if table not in self._versions:
            return
        key = key_names(table)
        view_stored(self._ask, self._spare, table, self._paths(table))
        # A row in force that another institution handed in, or that names another one.
        self._ask.execute(
            f"CREATE OR REPLACE TEMP TABLE theirs AS SELECT DISTINCT {names(key)} FROM ("
            f"SELECT s.* FROM stored s SEMI JOIN incoming i ON {same('s', 'i', key)} "
            f"QUALIFY lake_revision = max(lake_revision) OVER (PARTITION BY {names(key, 's.')}) AND NOT lake_withdrawn"
            f") WHERE NOT coalesce({self._mine(table)}, false)"
        )
        taken = f"EXISTS (SELECT 1 FROM theirs t WHERE {same('i', 't', key)})"
        first = TABLES[table].key[0].name
        yield from self._rows(problems.TAKEN, table, first, taken)
        if not correcting:
            compare(self._ask, table)
            changed = f"EXISTS (SELECT 1 FROM verdict v WHERE NOT v.repeats AND {same('i', 'v', key)})"
            yield from self._rows(problems.CHANGED, table, first, f"{changed} AND NOT {taken}")

    @property
    def _me(self) -> str:
        return literal(self._whose.uscc)

    def _mine(self, table: str) -> str:
        """The condition that a stored row is the institution's own."""
        owner = owner_column(table)
        if owner:
            return f'"{owner}" = {self._me}'
        batches = ", ".join(str(number) for number in sorted(self._whose.batches))
        by_batch = f"lake_batch IN ({batches or '-1'})"
        return f"(om_org_id = {self._me} OR {by_batch})" if table == "devices" else by_batch

    def _own(self, referred: str) -> str:
        """The institution's rows of a table that others hang on: of this submission and of the lake."""
        column = TABLES[referred].key[0].name
        parts = [f'SELECT NULL::VARCHAR AS "{column}" WHERE false']
        if referred in self._staged:
            parts.append(f'SELECT "{column}" FROM read_parquet({literal(str(self._staged[referred]))})')
        if referred in self._versions:
            files = ", ".join(literal(str(path)) for path in self._paths(referred))
            if files:
                # Not only the newest revision: what was once one's own is not lost by a correction.
                parts.append(
                    f'SELECT "{column}" FROM read_parquet([{files}], union_by_name = true, hive_partitioning = false) '
                    f"WHERE {self._mine(referred)}"
                )
                if referred == "devices" and self._whose.kind == "discharger":
                    parts.append(self._at_outlets(files))
        return " UNION ALL ".join(parts)

    def _at_outlets(self, devices: str) -> str:
        """Devices at a discharger's own outlets."""
        own = self._own("outlets") if self._whose.kind == "discharger" else ""
        return (
            f"SELECT device_id FROM read_parquet([{devices}], union_by_name = true, hive_partitioning = false) "
            f"WHERE outlet_id IN (SELECT outlet_id FROM ({own}))"
        )

    def _paths(self, table: str) -> Sequence[Path]:
        if self._lake is None:
            return ()
        return Delta(table, self._lake.table(table)).paths(self._versions[table])

    def _rows(self, problem: Problem, table: str, column: str, condition: str) -> Iterator[Wrong]:
        found = self._ask.execute(
            f"SELECT i.source_file, list(i.source_row ORDER BY i.source_row), "
            f'list(CAST(i."{column}" AS VARCHAR) ORDER BY i.source_row) '
            f"FROM incoming i WHERE {condition} GROUP BY 1 ORDER BY 1"
        ).fetchall()
        for source, rows, texts in found:
            yield Wrong(problem, table, column, source, rows, [text or "" for text in texts])
