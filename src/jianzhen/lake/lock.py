"""One writer at a time.

The operating system's lock on an open file goes when its process goes, however it ends: a lock
file that a killed writer left behind holds nobody up. What stands in the file only tells people
who is at work.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from jianzhen.lake.clock import beijing_now
from jianzhen.lake.errors import LakeBusyError
from jianzhen.lake.place import Lake
from jianzhen.words import Words


@contextmanager
def sole_writer(lake: Lake, who: str) -> Iterator[None]:
    """Hold the lake for writing.

    Raises:
        LakeBusyError: Somebody else holds it; the message says who and since when.
    """
    handle = os.open(lake.lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(lake) from None
        _say_who(handle, who)
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _say_who(handle: int, who: str) -> None:
    said = {"who": who, "host": socket.gethostname(), "pid": os.getpid(), "since": str(beijing_now())}
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(said, ensure_ascii=False).encode(), 0)


def _busy(lake: Lake) -> LakeBusyError:
    try:
        said = json.loads(lake.lock.read_bytes())
        holder = f"{said['who']} ({said['host']}, pid {said['pid']}, {said['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        holder = "?"
    return LakeBusyError(
        Words(
            f"{lake.folder}: 正在由 {holder} 写入；等其完成后再试",
            f"{lake.folder}: {holder} is writing; try again when that is done",
        )
    )
