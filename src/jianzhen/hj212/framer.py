"""Cuts a byte stream into packets by their declared length, and finds its feet again after damage.

The cut depends on the bytes alone, never on how they were split into reads: each rule below looks at a fixed place
of the stream and the one that is satisfied first wins.

1. ``&&``, four hex digits and CR LF stand before the declared end, and they are the checksum of what precedes:
   the declared length was too large. (Cipher text can hold any bytes, so without the match it means nothing.)
2. The declared end is reached and a checksum stands there, behind ``&&`` or matching: the ordinary case.
3. Otherwise the length is not believed, and the first ``&&`` with four hex digits behind the data area, line end or
   next head ends the packet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.hj212.crc import crc, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SEGMENT = 9999
"""The largest length four digits can declare."""

_GAP_KEPT = 64
_EARLY_TRIES = 4
_LONGEST_MARK = 8
_HEAD = re.compile(rb"##(?=[0-9])")
_DIGITS = re.compile(rb"[0-9]{1,4}")
_EARLY = re.compile(rb"&&([0-9A-Fa-f]{4})\r\n")
_HEX = re.compile(rb"[0-9A-Fa-f]{4}")
_RESYNC = re.compile(rb"CP=&&|&&[0-9A-Fa-f]{4}|\r?\n|##(?=[0-9])")


class Frame(NamedTuple):
    """One packet as cut from the stream, whole or damaged.

    Attributes:
        raw: From ``##`` to the last character of the checksum; the line end behind it belongs to no packet.
        at: Offset of ``##`` in the stream.
        gap: The first bytes that stood between the packet before and this one; CR LF in a clean stream.
        skipped: How many bytes stood there.
    """

    raw: bytes
    at: int = 0
    gap: bytes = b""
    skipped: int = 0


class Framer:
    """Takes a stream in pieces of any size and gives the packets it holds.

    Never raises on any bytes. Holds at most ``max_segment`` and a few bytes beyond the piece it was fed.
    """

    def __init__(self, max_segment: int = MAX_SEGMENT) -> None:
        """Believe no declared length over ``max_segment`` and cut a packet without an end there."""
        self._max_segment = max_segment
        self._limit = max_segment + 10
        self._buffer = b""
        self._at = 0
        self._gap = b""
        self._skipped = 0
        self._forget_search()

    @property
    def pending(self) -> int:
        """Bytes held back because their packet is not complete yet."""
        return len(self._buffer)

    @property
    def gap(self) -> tuple[bytes, int]:
        """First bytes and count of what came after the last packet and belongs to none so far."""
        return self._gap, self._skipped

    def feed(self, data: bytes) -> list[Frame]:
        """Take the next piece of the stream; give the packets that it completes."""
        return list(self.each(data))

    def each(self, data: bytes) -> Iterator[Frame]:
        """Do the same packet by packet, so that a caller can stop at rubbish; one that does must feed no more."""
        self._buffer = self._buffer + data if self._buffer else bytes(data)
        return self._frames(final=False)

    def flush(self) -> list[Frame]:
        """Take the stream as ended, or as idle for long: give what is held back, cut where it can be."""
        frames = list(self._frames(final=True))
        self._skip(self._buffer)
        self._at += len(self._buffer)
        self._buffer = b""
        return frames

    def _frames(self, *, final: bool) -> Iterator[Frame]:
        buffer, at = self._buffer, 0
        while head := _HEAD.search(buffer, at):
            self._skip(buffer[at : head.start()])
            at = head.start()
            end = self._end_of(buffer, at, final=final)
            if end is None:
                break
            yield Frame(buffer[at:end], self._at + at, self._gap, self._skipped)
            self._gap, self._skipped = b"", 0
            self._forget_search()
            at = end
        else:
            kept = len(buffer) - min(2, _hashes(buffer, at))
            self._skip(buffer[at:kept])
            at = kept
        self._buffer = buffer[at:]
        self._at += at

    def _skip(self, noise: bytes) -> None:
        self._gap += noise[: _GAP_KEPT - len(self._gap)]
        self._skipped += len(noise)

    def _forget_search(self) -> None:
        # Offsets from the head, so that a slow sender does not make the same bytes searched again and again.
        self._early_from = 0
        self._early_tries = 0
        self._resync_from: int | None = None

    def _end_of(self, buffer: bytes, at: int, *, final: bool) -> int | None:
        """Find where the packet at ``at`` ends; None if that needs more bytes."""
        digits = _DIGITS.match(buffer, at + 2)
        if digits is None or digits.end() >= len(buffer):
            return len(buffer) if final else None
        start = digits.end()
        declared = int(digits[0])
        if declared > self._max_segment or not buffer[start : start + 1].isalpha():
            return self._resync(buffer, at, start, final=final)
        end = start + declared + 4
        early = self._early_end(buffer, at, start, end)
        if early is not None:
            return early
        if len(buffer) < end:
            return self._resync(buffer, at, start, final=True) if final else None
        if _closes(buffer, start, end):
            return end
        return self._resync(buffer, at, start, final=final)

    def _early_end(self, buffer: bytes, at: int, start: int, end: int) -> int | None:
        position = max(start, at + self._early_from)
        while self._early_tries < _EARLY_TRIES and (mark := _EARLY.search(buffer, position, end)):
            self._early_tries += 1
            position = mark.end()
            self._early_from = position - at
            segment = buffer[start : mark.start() + 2]
            if kind_of(mark[1].decode(), segment, crc(segment)) != "unknown":
                return mark.end() - 2
        self._early_from = max(self._early_from, min(len(buffer), end) - _LONGEST_MARK - at)
        return None

    def _resync(self, buffer: bytes, at: int, start: int, *, final: bool) -> int | None:
        position = start if self._resync_from is None else at + self._resync_from
        limit = at + self._limit
        while mark := _RESYNC.search(buffer, position, limit):
            if mark[0] != b"CP=&&":
                return mark.end() if mark[0][:1] == b"&" else mark.start()
            position = mark.end()
        if len(buffer) >= limit:
            return limit
        self._resync_from = max(position, len(buffer) - _LONGEST_MARK) - at
        return len(buffer) if final else None


def _closes(buffer: bytes, start: int, end: int) -> bool:
    """Whether a checksum stands before ``end``: behind ``&&``, or matching the segment."""
    given = _HEX.match(buffer, end - 4, end)
    if given is None:
        return False
    if buffer[end - 6 : end - 4] == b"&&":
        return True
    segment = buffer[start : end - 4]
    return kind_of(given[0].decode(), segment, crc(segment)) != "unknown"


def _hashes(buffer: bytes, at: int) -> int:
    """Count the ``#`` at the end of the buffer, which may begin a head."""
    return len(buffer) - max(at, len(buffer.rstrip(b"#")))


def cut(data: bytes) -> tuple[list[Frame], tuple[bytes, int]]:
    """Cut a whole stream; give its packets and what stood behind the last one (first bytes and count)."""
    framer = Framer()
    frames = framer.feed(data) + framer.flush()
    return frames, framer.gap
