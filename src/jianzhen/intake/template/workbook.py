"""Write the template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlsxwriter

from jianzhen.intake.template.choices import Choices
from jianzhen.intake.template.index import add_index_sheet
from jianzhen.intake.template.looks import FONT, Looks
from jianzhen.intake.template.sheet import add_table_sheet
from jianzhen.intake.whole import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jianzhen.contract import FactTable


def write_template(path: Path, tables: Sequence[FactTable]) -> None:
    """Write a workbook for the tables, in their order; the file appears when complete.

    Raises:
        OSError: The file cannot be written.
    """
    with replacing(path) as unfinished, xlsxwriter.Workbook(str(unfinished)) as book:
        book.formats[0].set_font_name(FONT)
        looks = Looks(book)
        add_index_sheet(book, tables, looks)
        names = [column.codes for table in tables for column in table.columns if column.codes]
        choices = Choices(book, names)
        for table in tables:
            add_table_sheet(book, table, looks, choices)
