"""The hidden sheet with the code lists that drop-downs point to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.contract.codes import code_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    import xlsxwriter

SHEET = "代码表"


class Choices:
    """Chinese titles of code lists, one column per list."""

    def __init__(self, book: xlsxwriter.Workbook, names: Iterable[str]) -> None:
        self._ranges: dict[str, str] = {}
        sheet = book.add_worksheet(SHEET)
        for index, name in enumerate(dict.fromkeys(names)):
            titles = [title.zh for title in code_list(name).titles.values()]
            sheet.write_string(0, index, name)
            sheet.write_column(1, index, titles)
            letters = _letters(index)
            self._ranges[name] = f"='{SHEET}'!${letters}$2:${letters}${len(titles) + 1}"
        sheet.hide()

    def range_of(self, name: str) -> str:
        """The cells of one list, as a formula."""
        return self._ranges[name]


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
