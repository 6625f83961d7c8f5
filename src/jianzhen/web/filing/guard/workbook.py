"""Looks through a workbook before a reader opens it: programs, links, bombs, formulas."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

from jianzhen.intake.read.safety import unpacked
from jianzhen.web.filing.guard import limits
from jianzhen.web.filing.guard.archive import BROKEN, refuse_overlaps, refuse_ratio
from jianzhen.web.filing.guard.refusal import of_workbook
from jianzhen.words import Words

_PROGRAMS = re.compile(r"vbaproject|macrosheets|activex|/embeddings/|externallinks|customui|\.(?:bin|exe|dll|vbs|js)$")
_HARMLESS_BIN = re.compile(r"printersettings/|/thumbnail")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MACRO_TYPES = re.compile(rb"macroEnabled|ms-office\.vba", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f[\s>/]")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_OVERLAP = 4_096
"""A cell's opening tag is shorter than this, so a formula is found also across two pieces."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is worked out when it is opened."""

    sheet: str
    column: str
    """Letters, as a person sees them."""
    row: int


def look_through(path: Path, name: str) -> list[Formula]:
    """Refuse what is dangerous, and give the formula cells, which are no records.

    Raises:
        RefusedFileError: It carries a program, is a bomb, or is broken.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            infos = archive.infolist()
            _refuse(infos, name)
            sheets = _sheets({info.filename: info for info in infos}, file, name)
            return list(_formulas(infos, file, name, sheets))
    except (*BROKEN, ET.ParseError) as error:
        raise of_workbook(name, Words("工作簿结构已损坏", "the workbook is broken")) from error


def _refuse(infos: list[zipfile.ZipInfo], name: str) -> None:
    if len(infos) > limits.WORKBOOK_PARTS:
        why = Words(f"内部文件多于 {limits.WORKBOOK_PARTS} 个", f"it has more than {limits.WORKBOOK_PARTS} parts")
        raise of_workbook(name, why)
    names = [info.filename for info in infos]
    if len(set(names)) != len(names) or any(info.flag_bits & 1 for info in infos):
        raise of_workbook(name, Words("内部文件重名或加密", "parts are doubled or encrypted"))
    if sum(info.file_size for info in infos) > limits.UNPACKED_BYTES:
        raise of_workbook(name, Words("解压后过大", "it unpacks to too much"))
    refuse_overlaps(infos, name)
    for info in infos:
        refuse_ratio(info, name)
        low = info.filename.lower()
        if _PROGRAMS.search(low) and not _HARMLESS_BIN.search(low):
            why = Words("含有宏、嵌入对象或外部链接", "it holds macros, embedded objects or links to other files")
            raise of_workbook(name, why)


def _sheets(parts: Mapping[str, zipfile.ZipInfo], file: IO[bytes], name: str) -> dict[str, str]:
    """Part to the title of its sheet."""
    book = _tree(parts, "xl/workbook.xml", file, name)
    related = _tree(parts, "xl/_rels/workbook.xml.rels", file, name)
    if book is None or related is None:
        raise of_workbook(name, Words("不是 .xlsx 工作簿", "it is no .xlsx workbook"))
    targets = {one.get("Id"): one.get("Target", "") for one in related.iter(f"{_PACKAGE}Relationship")}
    titles = [(one.get("name", ""), targets.get(one.get(_RELATED))) for one in book.iter(f"{_MAIN}sheet")]
    if len(titles) > limits.SHEETS:
        why = Words(f"工作表多于 {limits.SHEETS} 个", f"it has more than {limits.SHEETS} sheets")
        raise of_workbook(name, why)
    return {(target or "").removeprefix("/").removeprefix("xl/"): title for title, target in titles}


def _tree(parts: Mapping[str, zipfile.ZipInfo], part: str, file: IO[bytes], name: str) -> ET.Element | None:
    if part not in parts:
        return None
    if parts[part].file_size > limits.RATIO_FROM:
        raise of_workbook(name, Words("目录过大", "its table of contents is too large"))
    text = b"".join(_pieces(parts[part], file))
    if _DOCTYPE.search(text):
        raise of_workbook(name, _WITH_DOCTYPE)
    return ET.fromstring(text)  # noqa: S314 - without a document type there are no entities


_WITH_DOCTYPE = Words("内部文件含文档类型声明", "a part declares a document type")


def _pieces(info: zipfile.ZipInfo, file: IO[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in unpacked(file, info):  # type: ignore[arg-type]  # opened for reading bytes
        size += len(piece)
        if size > max(limits.RATIO_FROM, limits.RATIO * max(info.compress_size, 1)):
            raise of_workbook(info.filename, Words("压缩比异常（疑为压缩炸弹）", "its ratio is that of a zip bomb"))
        yield piece


def _formulas(infos: list[zipfile.ZipInfo], file: IO[bytes], name: str, sheets: Mapping[str, str]) -> Iterator[Formula]:
    unpacked_bytes = 0
    for info in infos:
        tail, told = b"", 0
        title = sheets.get(info.filename.removeprefix("xl/"))
        for piece in _pieces(info, file):
            unpacked_bytes += len(piece)
            if unpacked_bytes > limits.UNPACKED_BYTES:
                raise of_workbook(name, Words("解压后过大", "it unpacks to too much"))
            text = tail + piece
            _refuse_content(info, text, name)
            for found in _FORMULA.finditer(text) if title is not None else ():
                # One that ends in the tail was told with the piece before.
                if found.end() > len(tail) and told < limits.FORMULAS_TOLD:
                    told += 1
                    yield _formula(title or "", found[1])
            tail = text[-_OVERLAP:]


def _refuse_content(info: zipfile.ZipInfo, text: bytes, name: str) -> None:
    if info.filename.endswith((".xml", ".rels", ".vml")) and _DOCTYPE.search(text):
        raise of_workbook(name, _WITH_DOCTYPE)
    if info.filename == "[Content_Types].xml" and _MACRO_TYPES.search(text):
        raise of_workbook(name, Words("含有宏", "it holds macros"))


def _formula(sheet: str, attributes: bytes) -> Formula:
    place = _REFERENCE.search(attributes)
    return Formula(sheet, place[1].decode() if place else "", int(place[2]) if place else 0)
