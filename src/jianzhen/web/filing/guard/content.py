"""What a file is: its content decides, and its name must agree."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from jianzhen.web.filing.guard.names import suffix
from jianzhen.web.filing.guard.refusal import RefusedFileError, of_archive
from jianzhen.words import Words


class Kind(StrEnum):
    """The kinds of file that are taken."""

    TEXT = "text"
    WORKBOOK = "workbook"
    ARCHIVE = "archive"
    JSON = "json"


SUFFIXES = {
    ".csv": Kind.TEXT,
    ".txt": Kind.TEXT,
    ".tsv": Kind.TEXT,
    ".xlsx": Kind.WORKBOOK,
    ".zip": Kind.ARCHIVE,
    ".json": Kind.JSON,
}
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
_END_OF_ZIP = 22
"""Bytes of a zip's last record when nothing follows it."""
_NO_TEXT = (
    b"%PDF",
    b"MZ",
    b"\x7fELF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"#!",
)
_MARKUP = (b"<html", b"<!doc", b"<?xml", b"<tabl", b"<meta", b"<scri", b"<svg")
_PIECE = 1 << 20
_TAKEN = Words("只接收 .xlsx、.csv 和其压缩包 .zip", "Only .xlsx, .csv and .zip of these are taken")
_OLE_ADVICE = Words(
    "旧格式（.xls、.doc 等）可以携带程序，请另存为 .xlsx",
    "Older formats (.xls, .doc) can carry programs; save it as .xlsx",
)


def kind_of(path: Path, name: str) -> Kind:
    """What a file is.

    Raises:
        RefusedFileError: Nothing that is taken, or not what its name says.
    """
    named = SUFFIXES.get(suffix(name))
    found = _found(path, name)
    if named is None:
        raise RefusedFileError("kind", name, Words("不是可接收的文件类型", "not a kind of file that is taken"), _TAKEN)
    if found is Kind.TEXT and named is Kind.JSON:
        return named
    if found is not named:
        why = Words("内容与扩展名不符", "the content is not what the ending says")
        raise RefusedFileError("disguised", name, why, _TAKEN)
    return found


def _found(path: Path, name: str) -> Kind:
    with path.open("rb") as file:
        start = file.read(512)
    if not start:
        raise RefusedFileError("empty", name, Words("文件是空的", "the file is empty"), _TAKEN)
    if start.startswith(_OLE):
        raise RefusedFileError("ole", name, Words("是 OLE 复合文件", "it is an OLE compound file"), _OLE_ADVICE)
    if start.startswith((_ZIP, _EMPTY_ZIP)):
        return _zipped(path, name)
    if start.startswith(_NO_TEXT) or start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise RefusedFileError("disguised", name, Words("内容不是表格", "the content is no table"), _TAKEN)
    _refuse_binary(path, name)
    return Kind.TEXT


def _refuse_binary(path: Path, name: str) -> None:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if b"\0" in piece:
                why = Words("含有空字节，不是文本", "it holds NUL bytes and is no text")
                advice = Words("请另存为“CSV UTF-8”", "Save it as CSV UTF-8")
                raise RefusedFileError("binary", name, why, advice)


def _zipped(path: Path, name: str) -> Kind:
    """A workbook or an archive; nothing may stand before its first or after its last record."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            members = archive.infolist()
            file.seek(-_END_OF_ZIP, 2)
            ends = file.read(4) == _EMPTY_ZIP
            starts = not members or min(member.header_offset for member in members) == 0
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError) as error:
        raise of_archive(name, Words("压缩结构已损坏", "its zip structure is broken")) from error
    if not ends or not starts:
        raise of_archive(name, Words("前后夹带其他内容", "something else stands before or behind it"))
    return Kind.WORKBOOK if any(member.filename == "[Content_Types].xml" for member in members) else Kind.ARCHIVE
