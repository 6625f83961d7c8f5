"""Looking for resends in the sealed segments."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from jianzhen.gateway.journal.segment import connect_to_read, known_in, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jianzhen.gateway.journal.entry import Entry
    from jianzhen.gateway.journal.seals import Seal

_OPEN_FILES = 8
_BACK_WITHOUT_QN = 2


class Past:
    """The sealed segments, asked only about packets whose QN names an hour that they hold.

    A packet without QN is looked for in the last two only.
    """

    def __init__(self, folder: Path, seals: Iterable[Seal]) -> None:
        self._folder = folder
        self._hours: dict[int, frozenset[str] | None] = {}
        self._open: dict[int, sqlite3.Connection] = {}
        for seal in seals:
            self.add(seal)

    def add(self, seal: Seal) -> None:
        """Take another sealed segment."""
        self._hours[seal.number] = None if seal.hours is None else frozenset(seal.hours)

    def known(self, entries: Iterable[Entry], *, second: bool = False) -> dict[bytes, bytes]:
        """The digests of the frames with the keys (``second``: the second keys) of these entries."""
        by_segment: dict[int, list[bytes]] = {}
        for entry in entries:
            for number in self._candidates(entry.hour):
                by_segment.setdefault(number, []).append(entry.second_key if second else entry.key)
        found: dict[bytes, bytes] = {}
        for number, keys in by_segment.items():
            found.update(self._ask(number, keys))
        return found

    def _candidates(self, hour: str) -> list[int]:
        if not hour:
            return list(self._hours)[-_BACK_WITHOUT_QN:]
        return [number for number, hours in self._hours.items() if hours is None or hour in hours]

    def _ask(self, number: int, keys: list[bytes]) -> dict[bytes, bytes]:
        path = path_of(self._folder, number)
        if not path.exists():  # moved to an archive
            return {}
        connection = self._open.get(number)
        if connection is None:
            if len(self._open) >= _OPEN_FILES:
                self._open.pop(next(iter(self._open))).close()
            connection = self._open[number] = connect_to_read(path)
        return known_in(connection, keys)

    def close(self) -> None:
        """Close every file."""
        for connection in self._open.values():
            with suppress(sqlite3.Error):
                connection.close()
        self._open.clear()
