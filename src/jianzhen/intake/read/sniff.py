"""What a file really is, by its first bytes, and whether it is safe to open."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class UnreadableFileError(Exception):
    """A file cannot be read; ``code`` names why, the message holds the reader's words."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail)
        self.code = code


class FileKind(StrEnum):
    """The kinds of file that hold tables."""

    CSV = "csv"
    EXCEL = "excel"
    PARQUET = "parquet"


SUFFIXES = {
    ".csv": FileKind.CSV,
    ".txt": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".xlsx": FileKind.EXCEL,
    ".xls": FileKind.EXCEL,
    ".parquet": FileKind.PARQUET,
}
REFUSED = frozenset({".xlsm", ".xlsb", ".xltm", ".xlam", ".ods", ".et", ".numbers"})
"""Workbooks with macros or of kinds whose cells are not read exactly."""
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARQUET = b"PAR1"
_MARKUP = (b"<html", b"<!doc", b"<?xml", b"<tabl", b"<meta")


def is_zip(path: Path) -> bool:
    """Whether the file is a ZIP archive, as .xlsx files are."""
    return _start(path).startswith(_ZIP)


def verify_kind(path: Path) -> FileKind:
    """Compare a file's first bytes with its ending.

    Raises:
        UnreadableFileError: It is empty, of a refused kind, or not what its ending says.
    """
    suffix = path.suffix.lower()
    if suffix in REFUSED:
        raise UnreadableFileError("macro" if suffix in {".xlsm", ".xltm", ".xlam"} else "kind", suffix)
    kind = SUFFIXES.get(suffix)
    if kind is None:
        raise UnreadableFileError("kind", suffix)
    start = _start(path)
    if not start:
        raise UnreadableFileError("empty")
    if not _plausible(kind, start):
        raise UnreadableFileError("disguised", start[:16].decode("ascii", "backslashreplace"))
    return kind


def _plausible(kind: FileKind, start: bytes) -> bool:
    if kind is FileKind.EXCEL:
        return start.startswith((_ZIP, _OLE)) and not start.lower().startswith(_MARKUP)
    if kind is FileKind.PARQUET:
        return start.startswith(_PARQUET)
    return not start.startswith((_ZIP, _OLE, _PARQUET))


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(64)
