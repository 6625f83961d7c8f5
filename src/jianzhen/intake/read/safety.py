"""Archives and sheets that would fill the memory are refused before they are opened.

Sizes declared in an archive may be lies, so members are really unpacked once, in
small pieces that are thrown away. A sheet with one cell at its far corner would be
laid out as a full rectangle by the reader, so its extent is bounded first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO

from jianzhen.intake.read.sniff import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_UNPACKED = 2 << 30
"""Bytes of all members together."""
MAX_RATIO = 400
"""Unpacked to packed; spreadsheets reach about 60."""
SMALL = 64 << 20
"""Bytes below which the ratio does not matter."""
MAX_CELLS = 40_000_000
"""Cells of the rectangle that a sheet spans: about one gigabyte in memory."""
_PIECE = 1 << 20
_WIDE = re.compile(rb'r="([A-Z]{2,3})\d')
_DEEP = re.compile(rb'r="[A-Z]{0,3}(\d{5,7})"')
_LONGEST_REF = 16


def verify_workbook(path: Path) -> None:
    """Unpack a workbook's archive once, without keeping anything.

    Raises:
        UnreadableFileError: The archive is broken, or unpacks or spans too much.
    """
    size = 0
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            for member in archive.infolist():
                extent = _Extent()
                for piece in unpacked(file, member):
                    size += len(piece)
                    _refuse_bomb(size, path.stat().st_size)
                    if "worksheets/" in member.filename:
                        extent.see(piece)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
        raise UnreadableFileError("broken", str(error)) from error


def _refuse_bomb(unpacked: int, packed: int) -> None:
    if unpacked > MAX_UNPACKED or (unpacked > SMALL and unpacked > MAX_RATIO * packed):
        raise UnreadableFileError("bomb", f"{packed} -> {unpacked}")


def unpacked(source: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give the member's bytes in pieces, trusting only its packed size.

    Raises:
        UnreadableFileError: The bytes are not those that were packed.
        zlib.error: They cannot be unpacked.
    """
    source.seek(member.header_offset)
    header = source.read(30)
    skip = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    source.seek(member.header_offset + 30 + skip)
    left = member.compress_size
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnreadableFileError("broken", f"compression {member.compress_type}")
    inflater = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    check = 0
    while left > 0 and (packed := source.read(min(left, _PIECE))):
        left -= len(packed)
        while packed:
            piece = inflater.decompress(packed, _PIECE) if inflater else packed
            packed = inflater.unconsumed_tail if inflater else b""
            check = zlib.crc32(piece, check)
            yield piece
    if check != member.CRC:
        raise UnreadableFileError("broken", member.filename)


class _Extent:
    """The rectangle that the cells seen so far span, at least 26 columns by 9,999 rows."""

    def __init__(self) -> None:
        self.columns = 26
        self.rows = 9_999
        self._tail = b""

    def see(self, piece: bytes) -> None:
        text = self._tail + piece
        self._tail = text[-_LONGEST_REF:]
        self.columns = max(self.columns, *map(_column_number, set(_WIDE.findall(text))), 0)
        self.rows = max(self.rows, *map(int, set(_DEEP.findall(text))), 0)
        if self.columns * self.rows > MAX_CELLS:
            raise UnreadableFileError("sparse", f"{self.columns} x {self.rows}")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
