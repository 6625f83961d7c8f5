"""One segment of the journal: an SQLite file that is written until it is full, then sealed and never changed."""

from __future__ import annotations

import sqlite3
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.gateway.durable import sync_folder
from jianzhen.gateway.journal.entry import HOUR_DIGITS, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_SCHEMA = """
CREATE TABLE frames(
    seq INTEGER PRIMARY KEY, received_us INTEGER NOT NULL, peer TEXT NOT NULL, mn TEXT, qn TEXT, cn TEXT, pno TEXT,
    raw BLOB NOT NULL, sha256 BLOB NOT NULL, faults TEXT NOT NULL, key BLOB NOT NULL, link BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX frames_key ON frames(key);
CREATE TABLE opening(journal TEXT NOT NULL, number INTEGER NOT NULL, first INTEGER NOT NULL, link BLOB NOT NULL) STRICT
"""
_INSERT = "INSERT INTO frames VALUES "
_ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
# Rows of one statement: the interpreter's lock is let go once per statement and not once per row.
_TOGETHER = (512, 128, 32, 8, 1)
_PER_QUERY = 5000


class Head(NamedTuple):
    """Where the chain stands: the last sequence number given out and its link."""

    seq: int
    link: bytes


class Opening(NamedTuple):
    """What a segment says of itself: the journal it belongs to, its number, its first sequence, the link before it."""

    journal: str
    number: int
    first: int
    link: bytes


def path_of(folder: Path, number: int) -> Path:
    """The file of a segment."""
    return folder / f"{number:06d}.sqlite"


def numbers_in(folder: Path) -> list[int]:
    """The segments that are there, in order."""
    return sorted(int(path.stem) for path in folder.glob("[0-9]*.sqlite"))


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a segment to read, also while it is being written.

    Raises:
        sqlite3.Error: It is no such file.
    """
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=10, check_same_thread=False
    )


def opening_of(connection: sqlite3.Connection) -> Opening | None:
    """Read what a segment says of itself; None if it was never finished."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'opening'").fetchone():
        return None
    return Opening(*connection.execute("SELECT journal, number, first, link FROM opening").fetchone())


class Segment:
    """The segment that is being written. Every method may raise `sqlite3.Error`."""

    def __init__(self, path: Path, opening: Opening) -> None:
        """Open the file, or begin it with ``opening``."""
        self.path = path
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("PRAGMA wal_autocheckpoint=4000")
        if opening_of(self._connection) is None:
            self._begin(opening)
        self.opening = opening_of(self._connection) or opening
        last = self._connection.execute("SELECT seq, link FROM frames ORDER BY seq DESC LIMIT 1").fetchone()
        self.head = Head(*last) if last else Head(self.opening.first - 1, self.opening.link)

    def _begin(self, opening: Opening) -> None:
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA.split(";"):
                self._connection.execute(statement)
            self._connection.execute("INSERT INTO opening VALUES (?, ?, ?, ?)", opening)
        sync_folder(self.path.parent)

    @property
    def count(self) -> int:
        """Frames in the segment."""
        return self.head.seq - self.opening.first + 1

    def insert(self, rows: Sequence[tuple[int, Entry, bytes]]) -> None:
        """Store rows of sequence, entry and link in one transaction; when this returns they are on disk."""
        values = [
            (seq, *entry[:6], entry.raw, entry.sha256, entry.faults, entry.key, link) for seq, entry, link in rows
        ]
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._insert(values)
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self.head = Head(rows[-1][0], rows[-1][2])

    def _insert(self, values: Sequence[tuple[object, ...]]) -> None:
        at = 0
        for together in _TOGETHER:
            statement = _INSERT + ", ".join([_ROW] * together)
            while len(values) - at >= together:
                self._connection.execute(statement, list(chain.from_iterable(values[at : at + together])))
                at += together

    def known(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The digests of the frames that have one of these keys."""
        return known_in(self._connection, list(keys))

    def checkpoint(self) -> None:
        """Bring everything from the write-ahead log into the file and both to disk."""
        busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            self._connection.execute("PRAGMA wal_checkpoint(FULL)")

    def hours(self) -> list[str]:
        """The hours that the QN of the frames name."""
        query = f"SELECT DISTINCT substr(coalesce(qn, ''), 1, {HOUR_DIGITS}) FROM frames"
        return sorted(hour for (hour,) in self._connection.execute(query))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def known_in(connection: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, bytes]:
    """The digests of the frames of a segment that have one of these keys."""
    found: dict[bytes, bytes] = {}
    for at in range(0, len(keys), _PER_QUERY):
        some = keys[at : at + _PER_QUERY]
        marks = ",".join("?" * len(some))
        found.update(connection.execute(f"SELECT key, sha256 FROM frames WHERE key IN ({marks})", some))
    return found
