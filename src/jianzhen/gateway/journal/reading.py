"""Reading the journal, also while a gateway writes it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.gateway.clock import at_of
from jianzhen.gateway.journal.segment import connect_to_read, numbers_in, opening_of, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_COLUMNS = "seq, received_us, peer, mn, qn, cn, pno, raw, sha256, faults"


class Stored(NamedTuple):
    """One packet of the journal."""

    seq: int
    received_us: int
    peer: str
    mn: str | None
    qn: str | None
    cn: str | None
    pno: str | None
    raw: bytes
    sha256: bytes
    faults: str

    @property
    def received_at(self) -> datetime:
        """When it came."""
        return at_of(self.received_us)


def journal_id(folder: Path) -> str:
    """The journal's name for itself.

    Raises:
        FileNotFoundError: There is no journal in the folder.
        ValueError: Its file is damaged.
    """
    path = folder / "journal.json"
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["journal"])
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path}: 不是日志库的名称文件 / not the name of a journal: {error}") from None


def read_frames(folder: Path, after: int = 0, most: int | None = None) -> Iterator[Stored]:
    """Give the packets behind a sequence number, in order, at most ``most``."""
    left = most if most is not None else -1
    for number in _segments_behind(folder, after):
        with closing(connect_to_read(path_of(folder, number))) as connection:
            if opening_of(connection) is None:
                return
            query = f"SELECT {_COLUMNS} FROM frames WHERE seq > ? ORDER BY seq LIMIT ?"
            for row in connection.execute(query, (after, left)):
                yield Stored(*row)
                left -= left > 0
        if left == 0:
            return


def _segments_behind(folder: Path, after: int) -> list[int]:
    """The segments that may hold later packets; the first sequence of each is read from its opening."""
    numbers = numbers_in(folder)
    for at in range(len(numbers) - 1, 0, -1):
        with closing(connect_to_read(path_of(folder, numbers[at]))) as connection:
            opening = opening_of(connection)
        if opening is not None and opening.first <= after + 1:
            return numbers[at:]
    return numbers


def read_frame(folder: Path, seq: int) -> Stored | None:
    """Give one packet; None if the journal has no such sequence number."""
    found = next(read_frames(folder, seq - 1, 1), None)
    return found if found is not None and found.seq == seq else None


def last_seq(folder: Path) -> int:
    """The last sequence number that is on disk; 0 for an empty journal."""
    for number in reversed(numbers_in(folder)):
        with closing(connect_to_read(path_of(folder, number))) as connection:
            opening = opening_of(connection)
            if opening is not None:
                (seq,) = connection.execute("SELECT max(seq) FROM frames").fetchone()
                return int(opening.first - 1 if seq is None else seq)
    return 0


READ_ERRORS = (sqlite3.Error, OSError, ValueError)
"""What reading a damaged or absent journal may raise."""
