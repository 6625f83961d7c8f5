"""Faults of whole files and sheets: with one of these, a set cannot be screened."""

from __future__ import annotations

from jianzhen.intake.faults import Severity
from jianzhen.intake.problem import Problem
from jianzhen.words import Words


def _problem(code: str, expected_zh: str, expected_en: str, remedy_zh: str, remedy_en: str) -> Problem:
    return Problem(code, Words(expected_zh, expected_en), Words(remedy_zh, remedy_en))


UNREADABLE = {
    "empty": _problem(
        "file.empty",
        "有内容的文件",
        "a file with content",
        "重新导出；没有数据就删去该文件",
        "export it again, or remove it",
    ),
    "broken": _problem(
        "file.broken",
        "完整的文件",
        "a complete file",
        "用 Excel 或 WPS 打开后另存为 .xlsx，或重新导出",
        "open it in Excel or WPS and save as .xlsx, or export it again",
    ),
    "password": _problem(
        "file.password",
        "没有密码的工作簿",
        "a workbook without a password",
        "去掉打开密码后再提交",
        "remove the password",
    ),
    "macro": _problem(
        "file.macro",
        "不含宏的工作簿（.xlsx）",
        "a workbook without macros (.xlsx)",
        "另存为 .xlsx；含宏的文件可以运行程序，因此不读取",
        "save as .xlsx; files with macros can run programs and are not read",
    ),
    "kind": _problem(
        "file.kind",
        "CSV、.xlsx、.xls 或 Parquet 文件",
        "a CSV, .xlsx, .xls or Parquet file",
        "另存为 .xlsx 或 CSV；与数据无关的文件请移出该文件夹",
        "save as .xlsx or CSV; move files that are no data out of the folder",
    ),
    "disguised": _problem(
        "file.disguised",
        "内容与扩展名一致的文件",
        "a file whose content is what its ending says",
        "用 Excel 或 WPS 打开后另存为 .xlsx（有些系统导出的 .xls 其实是网页）",
        "open it in Excel or WPS and save as .xlsx (some systems export web pages called .xls)",
    ),
    "bomb": _problem(
        "file.bomb",
        "解压后不超过 2 GB、压缩比正常的工作簿",
        "a workbook that unpacks to at most 2 GB at a normal ratio",
        "拆成几个文件，或改用 CSV、Parquet",
        "split it, or use CSV or Parquet",
    ),
    "sparse": _problem(
        "file.sparse",
        "单元格范围不超过四千万格的工作表",
        "sheets that span at most forty million cells",
        "删去表格之外远处的单元格，或改用 CSV",
        "delete stray cells far from the table, or use CSV",
    ),
    "access": _problem("file.access", "可以读取的文件", "a readable file", "检查文件权限", "check the permissions"),
}

ENCODING = _problem(
    "file.encoding",
    "UTF-8 或 GB18030 编码的文字",
    "text in UTF-8 or GB18030",
    "该行含有损坏的字节；从源系统重新导出，或另存为“CSV UTF-8”",
    "the line holds damaged bytes; export again, or save as CSV UTF-8",
)
BROKEN_ROW = _problem(
    "file.row",
    "可以读到文件末尾",
    "rows that can be read to the end",
    "检查该行的引号是否成对、单元格是否过长；此行之后的内容没有读取",
    "check the row's quotation marks and very long cells; nothing after this row was read",
)
NOTHING = _problem(
    "data.empty",
    "至少一个数据文件（CSV、.xlsx、.xls、Parquet）",
    "at least one data file (CSV, .xlsx, .xls, Parquet)",
    "把数据文件放进该文件夹，文件名用表名",
    "put data files into the folder, named after their tables",
)
FOLDER_IGNORED = Problem(
    "folder.ignored",
    Words("数据文件直接放在文件夹下", "data files directly in the folder"),
    Words(
        "子文件夹没有读取；需要的话把其中的文件移上来",
        "the sub-folder was not read; move its files up if they are data",
    ),
    Severity.WARNING,
)
NO_HEADER = _problem(
    "header.missing",
    "前 15 行内有一行列标题",
    "a row of column headings among the first 15 rows",
    "按模板加上列标题（jianzhen template 生成模板）",
    "add the headings of the template (jianzhen template)",
)
COLUMN_TWICE = _problem(
    "column.twice",
    "每列只出现一次",
    "each column once",
    "删去或改名重复的列",
    "remove or rename the repeated column",
)


def hint(nearest: str | None) -> Words:
    """The end of a sentence that names the nearest known name."""
    return Words(f"，最接近的是：{nearest}", f"; the nearest is {nearest}") if nearest else Words("", "")


def unknown_table(nearest: str) -> Problem:
    """A file or sheet whose name is no table."""
    near = hint(nearest)
    return _problem(
        "table.unknown",
        f"表名{near.zh}",
        f"the name of a table{near.en}",
        "按表名给文件或工作表改名；与数据无关的请移走",
        "rename the file or sheet after its table, or move it away",
    )


def unknown_column(nearest: str) -> Problem:
    """A heading that is no column of the table."""
    near = hint(nearest)
    return _problem(
        "column.unknown",
        f"该表的列名{near.zh}",
        f"a column of the table{near.en}",
        "改成该列名；表中没有的内容请删去该列",
        "rename the column, or remove it if the table has no such fact",
    )


def missing_column(title: str) -> Problem:
    """A required column that the sheet has not."""
    return _problem(
        "column.missing",
        f"必填列：{title}",
        f"the required column {title}",
        "补上该列并填写",
        "add the column and fill it in",
    )


STRUCTURAL = frozenset(
    {problem.code for problem in UNREADABLE.values()}
    | {problem.code for problem in (ENCODING, BROKEN_ROW, NOTHING, NO_HEADER, COLUMN_TWICE)}
    | {"table.unknown", "column.unknown", "column.missing"}
)
"""Codes of the faults in this file."""
