"""Which encoding a text file has: UTF-8, UTF-16 with its mark, or GB18030."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHUNK = 1 << 20


class BadLine(NamedTuple):
    """A line whose bytes are no text of the file's encoding."""

    number: int
    shown: str


class Encoding(NamedTuple):
    """The codec to read with, and the lines that it cannot read."""

    name: str
    bad_lines: tuple[BadLine, ...] = ()


def detect(path: Path) -> Encoding:
    """Decide by the mark at the start, else by what the bytes can be.

    A file with lines that are no UTF-8 is GB18030 only if more than half of its lines beyond
    ASCII are no UTF-8: otherwise it is UTF-8 with damage, which GB18030 would turn
    into plausible wrong characters.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return Encoding(name, _undecodable(path, name))
    if _decodes(path, "utf-8"):
        return Encoding("utf-8")
    if _mostly_utf8(path):
        return Encoding("utf-8", _undecodable(path, "utf-8"))
    if _decodes(path, "gb18030"):
        return Encoding("gb18030")
    return Encoding("gb18030", _undecodable(path, "gb18030"))


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(path: Path) -> bool:
    good = bad = 0
    for line in _lines(path):
        if not line.isascii():
            if _line_decodes(line, "utf-8"):
                good += 1
            else:
                bad += 1
    return good >= bad and good > 0


def _undecodable(path: Path, name: str) -> tuple[BadLine, ...]:
    if name == "utf-16":
        return () if _decodes(path, name) else (BadLine(1, "UTF-16"),)
    codec = "utf-8" if name == "utf-8-sig" else name
    return tuple(
        BadLine(number, line.rstrip(b"\r\n").decode(codec, "backslashreplace"))
        for number, line in enumerate(_lines(path), start=1)
        if not line.isascii() and not _line_decodes(line, codec)
    )


def _line_decodes(line: bytes, name: str) -> bool:
    try:
        line.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while line := file.readline(_CHUNK):
            yield line
