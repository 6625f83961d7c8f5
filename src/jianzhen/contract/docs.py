"""The pages about tables and code lists, printed from the declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.contract.codes import code_list, code_list_names
from jianzhen.contract.derive import derived_columns
from jianzhen.contract.identity import FORMS
from jianzhen.contract.model import Kind
from jianzhen.contract.tables import TABLES
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jianzhen.contract.codes import Code, CodeList
    from jianzhen.contract.model import Column, FactTable

PARTS = {
    "A": Words("名录", "Registry"),
    "B": Words("合同、手工监测与报告", "Contracts, manual monitoring, reports"),
    "C": Words("企业与自动监测", "Plants and automatic monitoring"),
    "D": Words("监督", "Supervision"),
}
KINDS = {
    Kind.TEXT: Words("文本", "text"),
    Kind.FLOAT: Words("数值", "number"),
    Kind.INTEGER: Words("整数", "whole number"),
    Kind.BOOLEAN: Words("是/否", "true/false"),
    Kind.TIMESTAMP: Words("时间", "time"),
    Kind.DATE: Words("日期", "date"),
}


def pages() -> dict[str, str]:
    """Return every page by its path below ``docs/``."""
    tables = {f"tables/{table.name}.md": table_page(table) for table in TABLES.values()}
    lists = {f"codes/{name}.md": code_list_page(code_list(name)) for name in code_list_names()}
    return {"tables/index.md": tables_page(), **tables, "codes/index.md": code_lists_page(), **lists}


def tables_page() -> str:
    """Return the list of all tables, part by part."""
    text = ["# 事实表 · Tables of facts", ""]
    for part, title in PARTS.items():
        rows = (
            (f"[{table.zh}]({table.name}.md)", f"`{table.name}`", _words(table.about_zh, table.about_en))
            for table in TABLES.values()
            if table.part == part
        )
        text += [
            f"## {part}. {title.zh} · {title.en}",
            "",
            *_grid(("表 · Table", "名称 · Name", "内容 · Facts"), rows),
            "",
        ]
    return "\n".join(text)


def table_page(table: FactTable) -> str:
    """Return the page of one table: its columns, then the columns derived from them."""
    heads = ("列 · Column", "名称 · Name", "类型 · Type", "标记 · Marks", "说明 · Notes", "示例 · Example")
    derived = derived_columns(table)
    text = [
        f"# {table.zh} · {table.en}",
        "",
        f"`{table.name}`: {_words(table.about_zh, table.about_en)}",
        "",
        "标记 · Marks: 🔑 主键 key, ❗ 必填 required.",
        "",
        *_grid(heads, map(_column_row, table.columns)),
    ]
    if derived:
        rows = ((f"`{one.name}`", KINDS[one.kind].zh, f"`{one.source}`") for one in derived)
        text += ["", "## 派生列 · Derived columns", "", *_grid(("名称 · Name", "类型 · Type", "来自 · From"), rows)]
    return "\n".join([*text, ""])


def _column_row(column: Column) -> tuple[str, ...]:
    kind = KINDS[column.kind]
    marks = ("🔑" if column.key else "") + ("❗" if column.required else "")
    return (
        f"{column.zh}<br>{column.en}",
        f"`{column.name}`",
        f"{kind.zh} {kind.en}" + (f" [{column.unit}]" if column.unit else ""),
        marks,
        "<br>".join(_notes(column)),
        f"`{column.example}`",
    )


def _notes(column: Column) -> Iterable[str]:
    if column.note_zh:
        yield _words(column.note_zh, column.note_en)
    if column.codes:
        yield f"[{code_list(column.codes).title.zh}](../codes/{column.codes}.md)"
    if column.references:
        table, _, target = column.references.partition(".")
        yield f"→ [{TABLES[table].zh}]({table}.md) `{target}`"
    if column.form and not column.note_zh:
        yield _words(*FORMS[column.form].expected)
    if column.many:
        yield "多值，分号隔开 · several, separated by ;"
    if column.low is not None or column.high is not None:
        yield _bounds(column.low, column.high)


def _bounds(low: float | None, high: float | None) -> str:
    if high is None:
        return f"≥ {low:g}"
    return f"≤ {high:g}" if low is None else f"{low:g} ~ {high:g}"


def code_lists_page() -> str:
    """Return the list of all code lists."""
    lists = (code_list(name) for name in code_list_names())
    rows = ((f"[{one.title.zh}]({one.name}.md)", f"`{one.name}`", _openness(one), str(len(one.codes))) for one in lists)
    heads = ("代码表 · List", "名称 · Name", "表外的值 · A value outside", "条数 · Entries")
    return "\n".join(["# 代码表 · Code lists", "", *_grid(heads, rows), ""])


def code_list_page(codes: CodeList) -> str:
    """Return the page of one code list, group by group, each with its source."""
    text = [f"# {codes.title.zh} · {codes.title.en}", "", f"`{codes.name}`: {_openness(codes)}"]
    if codes.about.zh:
        text += ["", _words(*codes.about)]
    text += [
        "",
        *_grid(
            ("代码 · Code", "中文", "English", "别名 · Aliases", "来源 · Source"), map(_code_row, codes.codes.values())
        ),
    ]
    return "\n".join([*text, ""])


def _code_row(code: Code) -> tuple[str, ...]:
    known = code_list("verification").titles[code.verified]
    return (f"`{code.code}`", code.title.zh, code.title.en, "、".join(code.aliases), f"{code.source}（{known.zh}）")


def _openness(codes: CodeList) -> str:
    return "提示 · a warning" if codes.open else "错误 · a fault"


def _words(zh: str, en: str) -> str:
    return f"{zh} · {en}" if en else zh


def _grid(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a Markdown table; a bar in a cell would end it."""
    lines = [heads, ("---",) * len(heads), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return ["| " + " | ".join(line) + " |" for line in lines]
