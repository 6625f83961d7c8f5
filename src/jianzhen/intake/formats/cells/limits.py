"""How large a workbook may be before it is refused unopened.

A report of forty lines needs a few hundred kilobytes; the limits leave room for
hundreds of pages and stop files made to fill the memory.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO, TYPE_CHECKING

from jianzhen.intake.formats.cells.model import BookError
from jianzhen.words import Words

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE = 64 << 20
MAX_UNPACKED = 128 << 20
MAX_RATIO = 200
RATIO_FROM = 1 << 20
"""Only parts larger than this are judged by their ratio."""
MAX_CELLS = 400_000
"""Cells of one sheet, merged areas counted in full."""
MAX_PARTS = 5_000
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["']"""
)
_CHUNK = 1 << 20

_TOO_LARGE = Words("不超过大小限制的工作簿", "a workbook within the size limits")
_SPLIT = Words(
    "请核实文件来源；确有需要的，拆分后分别导入", "check where the file comes from; split it if it is genuine"
)


def too_large(found: str) -> BookError:
    """The refusal of a workbook that unpacks to too much."""
    return BookError("too_large", found, _TOO_LARGE, _SPLIT)


def check_size(path: Path) -> None:
    """Refuse a file by its size on disk.

    Raises:
        BookError: The file is empty or too large.
    """
    size = path.stat().st_size
    if size == 0:
        raise BookError(
            "empty", "0 字节 bytes", Words("有内容的文件", "a file with content"),
            Words("请向提供方重新索取文件", "ask for the file again"),
        )  # fmt: skip
    if size > MAX_FILE:
        raise too_large(f"{size} 字节 bytes > {MAX_FILE}")


def check_package(path: Path) -> None:
    """Refuse an .xlsx by what it would unpack to, counting what is really there.

    Raises:
        BookError: Too many parts, too much content, too dense, or merged areas too wide.
        zipfile.BadZipFile: The package is damaged.
    """
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
        if len(parts) > MAX_PARTS:
            raise too_large(f"{len(parts)} > {MAX_PARTS} 个部件 parts")
        total = 0
        for part in parts:
            total += part.file_size
            _check_ratio(part.filename, part.file_size, part.compress_size)
            if total > MAX_UNPACKED:
                raise too_large(f"解压后 unpacked > {MAX_UNPACKED} 字节 bytes")
        for part in parts:
            if part.filename.startswith("xl/worksheets/"):
                with package.open(part) as stream:
                    _check_merged(part.filename, stream)


def _check_ratio(name: str, unpacked: int, packed: int) -> None:
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1):
        raise too_large(f"{name}: 压缩比 ratio {unpacked // max(packed, 1)}")


def _check_merged(name: str, stream: IO[bytes]) -> None:
    """Count merged cells before a reader creates an object for each of them."""
    tail, area = b"", 0
    while chunk := stream.read(_CHUNK):
        window = tail + chunk
        for match in _MERGED.finditer(window):
            left, top, right, bottom = match.groups()
            area += (abs(int(bottom) - int(top)) + 1) * (abs(_column(right) - _column(left)) + 1)
            if area > MAX_CELLS:
                raise too_large(f"{name}: 合并单元格 merged cells > {MAX_CELLS}")
        # A reference cut by the edge of the chunk is seen whole in the next window.
        tail = window[window.rfind(b"<") :][-256:] if b"<" in window else b""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
