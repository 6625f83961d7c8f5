"""The journal of one gateway: a row of segments, the last of which is being written."""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

from jianzhen.gateway.clock import now
from jianzhen.gateway.durable import sync_folder, write_durably
from jianzhen.gateway.journal.entry import Entry, link_of
from jianzhen.gateway.journal.past import Past
from jianzhen.gateway.journal.reading import journal_id
from jianzhen.gateway.journal.seals import MOST_HOURS, Seal, read_seals, write_seals
from jianzhen.gateway.journal.segment import Head, Opening, Segment, path_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_START = Head(0, bytes(32))
SEGMENT_FRAMES = 500_000


class JournalError(Exception):
    """The journal could not be written; nothing of the batch may be acknowledged."""


class JournalLockedError(JournalError):
    """Another process writes this journal."""


class Journal:
    """Stores packets; what `append` has returned about is on disk.

    After a failure the next call opens the files anew and brings the write-ahead log to disk first: a commit whose
    sync failed may look done in memory and be gone after a power cut.
    """

    def __init__(self, folder: Path, segment_frames: int = SEGMENT_FRAMES) -> None:
        """Open the journal in ``folder``, or begin one.

        Raises:
            JournalLockedError: Another process has it open.
            JournalError: It cannot be opened.
        """
        self._folder = folder
        self._segment_frames = segment_frames
        self._segment: Segment | None = None
        self._past = Past(folder, ())
        self._seals: list[Seal] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(folder)
            self.id = _id_of(folder)
        except (OSError, ValueError) as error:
            raise JournalError(str(error)) from error
        try:
            self._open()
        except JournalError:
            os.close(self._lock)
            raise

    @property
    def head(self) -> Head:
        """Where the chain stands."""
        return self._segment.head if self._segment else _START

    def append(self, entries: Sequence[Entry]) -> list[bool]:
        """Store a batch in one transaction; tell for each entry whether it is new (False: stored before).

        Raises:
            JournalError: Nothing was stored.
        """
        try:
            segment = self._segment or self._open()
            if segment.count >= self._segment_frames:
                segment = self._rotate(segment)
            told, rows = self._chain(segment, entries)
            if rows:
                segment.insert(rows)
        except (sqlite3.Error, OSError, ValueError) as error:
            self._give_up()
            raise JournalError(str(error)) from error
        return told

    def _chain(self, segment: Segment, entries: Sequence[Entry]) -> tuple[list[bool], list[tuple[int, Entry, bytes]]]:
        held = self._past.known(entries) | segment.known(entry.key for entry in entries)
        told: list[bool] = []
        rows: list[tuple[int, Entry, bytes]] = []
        seq, link = segment.head
        for entry in entries:
            new = self._as_new(segment, entry, held)
            told.append(new is not None)
            if new is not None:
                held[new.key] = new.sha256
                seq += 1
                link = link_of(link, seq, new)
                rows.append((seq, new, link))
        return told, rows

    def _as_new(self, segment: Segment, entry: Entry, held: dict[bytes, bytes]) -> Entry | None:
        """The entry as it is to be stored; None if it was stored before.

        Other bytes under the same MN, QN, CN and PNO are no resend: a packet damaged on its first way, or a device
        that gives a number twice. They are kept, and told apart by ``key.again``.
        """
        digest = held.get(entry.key)
        if digest is None:
            return entry
        second = entry.second_key
        if digest == entry.sha256 or second in held or segment.known([second]):
            return None
        if self._past.known([entry], second=True):
            return None
        return entry._replace(key=second, faults=f"{entry.faults} key.again".strip())

    def _open(self) -> Segment:
        try:
            self._seals = read_seals(self._folder)
            self._past = Past(self._folder, self._seals)
            last = self._seals[-1] if self._seals else None
            head = Head(last.last, bytes.fromhex(last.closing_link)) if last else _START
            segment = self._begin(last.number + 1 if last else 1, head)
            segment.checkpoint()
        except (sqlite3.Error, OSError, ValueError) as error:
            self._give_up()
            raise JournalError(str(error)) from error
        self._segment = segment
        return segment

    def _begin(self, number: int, head: Head) -> Segment:
        return Segment(path_of(self._folder, number), Opening(self.id, number, head.seq + 1, head.link))

    def _rotate(self, segment: Segment) -> Segment:
        segment.checkpoint()
        hours = segment.hours()
        seal = Seal(
            segment.opening.number,
            segment.opening.first,
            segment.head.seq,
            segment.opening.link.hex(),
            segment.head.link.hex(),
            f"{now():%Y-%m-%dT%H:%M:%S}",
            hours if len(hours) <= MOST_HOURS else None,
            self._seals[-1].digest() if self._seals else "",
        )
        write_seals(self._folder, [*self._seals, seal])
        self._seals.append(seal)
        self._past.add(seal)
        self._segment = None
        segment.close()
        with suppress(OSError):
            segment.path.chmod(0o444)
        self._segment = self._begin(seal.number + 1, segment.head)
        return self._segment

    def _give_up(self) -> None:
        self._past.close()
        if self._segment is not None:
            with suppress(sqlite3.Error):
                self._segment.close()
        self._segment = None

    def close(self) -> None:
        """Close the files and let go of the lock."""
        self._give_up()
        with suppress(OSError):
            os.close(self._lock)


def _locked(folder: Path) -> int:
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise JournalLockedError(
            f"{folder}: 另一进程正在写这个日志库，请先停止它 / another process writes this journal; stop it first"
        ) from None
    return handle


def _id_of(folder: Path) -> str:
    """The journal's name for itself, made once: sequence numbers of several journals are told apart by it."""
    path = folder / "journal.json"
    if not path.exists():
        write_durably(path, json.dumps({"journal": uuid.uuid4().hex}).encode())
        sync_folder(folder.parent)
    return journal_id(folder)
