"""Opens a workbook by what it is, whatever its name says; a failure says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.intake.formats.cells import xls, xlsx
from jianzhen.intake.formats.cells.limits import check_size
from jianzhen.intake.formats.cells.model import BookError
from jianzhen.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from jianzhen.intake.formats.cells.model import Book

ZIP = b"PK\x03\x04"
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_BOOK = Words("Excel 工作簿（.xlsx 或 .xls）", "an Excel workbook (.xlsx or .xls)")
_RESAVE = Words(
    "请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入", "open it in Excel or WPS, save it as .xlsx and try again"
)


def is_book(path: Path) -> bool:
    """Tell by the first bytes whether the file may be a workbook."""
    with path.open("rb") as file:
        head = file.read(len(COMPOUND))
    return head.startswith((ZIP, COMPOUND))


def open_book(path: Path) -> Book:
    """Read a workbook.

    Raises:
        BookError: Not a workbook, broken, locked by a password, or too large.
    """
    check_size(path)
    with path.open("rb") as file:
        head = file.read(len(COMPOUND))
    if head.startswith(ZIP):
        return _guarded(path, package=True)
    if head == COMPOUND:
        if _ENCRYPTED in path.read_bytes():
            raise _locked()
        return _guarded(path, package=False)
    raise BookError("not_a_workbook", f"{head[:8]!r}", _BOOK, _RESAVE)


def _guarded(path: Path, *, package: bool) -> Book:
    try:
        return xlsx.read(path) if package else xls.read(path)
    except BookError:
        raise
    # A broken file makes the readers fail in ways they do not list; each is the same to the user.
    except Exception as error:
        if "encrypted" in str(error).lower():
            raise _locked() from error
        raise BookError("broken", f"{type(error).__name__}: {error}", _BOOK, _RESAVE) from error


def _locked() -> BookError:
    return BookError(
        "password", "加密 encrypted", Words("不加密的工作簿", "a workbook without a password"),
        Words("请去掉密码后另存再导入", "remove the password, save and try again"),
    )  # fmt: skip
