"""The first sheet of the template: how to fill it in, and which tables there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.contract.docs import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

    from jianzhen.contract import FactTable
    from jianzhen.intake.template.looks import Looks

SHEET = "说明"
_HOW = (
    ("每张表一页，不需要的页可以删去或留空。", "One sheet per table; delete or leave empty what you do not need."),
    (
        "橙色列必填；其余列没有数据就留空，不要填“无”“/”。",
        "Orange columns are required; leave others empty, not “none” or “/”.",
    ),
    (
        "灰色斜体是示例行，以【示例】开头，检查和筛查时自动略过。",
        "The grey row beginning with 【示例】 is an example and is skipped.",
    ),
    ("从示例行的下一行开始填写；可以直接粘贴整列。", "Begin below the example row; whole columns may be pasted."),
    ("时间写到分，如 2024-05-01 13:05；均为北京时间。", "Times to the minute, such as 2024-05-01 13:05, Beijing time."),
    ("检测结果照原样填写：0.50、<0.05、未检出。", "Results as printed: 0.50, <0.05, 未检出."),
    ("填好后运行 jianzhen check 检查每一格。", "Then run jianzhen check on the file."),
)
_HEADINGS = ("表", "Table", "内容", "必填列")


def add_index_sheet(book: xlsxwriter.Workbook, tables: Sequence[FactTable], looks: Looks) -> None:
    """Add the sheet that explains the workbook."""
    sheet = book.add_worksheet(SHEET)
    sheet.hide_gridlines(2)
    for position, width in enumerate((20, 26, 64, 48)):
        sheet.set_column(position, position, width)
    sheet.write_string(0, 0, "鉴真数据填报模板  Jianzhen data template", looks.title)
    row = 2
    for zh, en in _HOW:
        sheet.write_string(row, 0, f"• {zh}", looks.about)
        sheet.write_string(row, 2, en, looks.about)
        row += 1
    for part, title in PARTS.items():
        chosen = [table for table in tables if table.part == part]
        if chosen:
            row = _add_part(sheet, row + 1, f"{part}  {title.zh}  {title.en}", chosen, looks)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _add_part(sheet: Worksheet, row: int, title: str, tables: Sequence[FactTable], looks: Looks) -> int:
    sheet.write_string(row, 0, title, looks.title)
    sheet.write_row(row + 1, 0, _HEADINGS, looks.head)
    row += 2
    for table in tables:
        required = "、".join(column.zh for column in table.columns if column.required)
        sheet.write_url(row, 0, f"internal:'{table.zh}'!A1", looks.link, table.zh)
        for position, text in enumerate((table.name, table.about_zh, required), start=1):
            sheet.write_string(row, position, text, looks.text)
        row += 1
    return row
