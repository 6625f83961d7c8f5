"""Why a file is not taken in."""

from __future__ import annotations

from jianzhen.words import Words


class RefusedFileError(Exception):
    """A file that is not even looked into; the message says which, why and what to do.

    Attributes:
        code: A name for programs.
    """

    def __init__(self, code: str, file: str, why: Words, remedy: Words) -> None:
        self.code = code
        self.words = Words(f"{file}：{why.zh}。{remedy.zh}。", f"{file}: {why.en}. {remedy.en}.")
        super().__init__(f"{code}: {file}")


_PACK_AGAIN = Words("请核实来源后重新打包", "Check where it comes from and pack it again")
_SAVE_AGAIN = Words(
    "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传", "Open it in Excel or WPS, save it as .xlsx and upload that"
)


def of_archive(file: str, why: Words) -> RefusedFileError:
    """An archive that breaks a rule."""
    return RefusedFileError("archive", file, why, _PACK_AGAIN)


def of_workbook(file: str, why: Words) -> RefusedFileError:
    """A workbook that breaks a rule."""
    return RefusedFileError("workbook", file, why, _SAVE_AGAIN)
