"""Sheet of evidence: every row of every lead, where it stands in the source, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jianzhen.contract import TABLES, model
from jianzhen.contract.model import FactTable
from jianzhen.report.results import LeadRecord, Results, Row
from jianzhen.report.roles import Roles, in_reading_order, role_title, roles_by_table
from jianzhen.report.say import place, value
from jianzhen.report.view.evidence import gloss
from jianzhen.report.xlsx.sheet import Column, Sheets

COLUMNS = (
    Column("线索编号 Lead id", 14),
    Column("表 Table", 16),
    Column("角色 Role", 14),
    Column("文件 File", 30, wrap=True),
    Column("工作表 Sheet", 16),
    Column("行 Row", 8),
    Column("内容 Content", 100, wrap=True),
    Column("行编号 Row id", 36),
)
BATCH = 5_000
"""Rows fetched at once."""


def write_evidence(book: Any, results: Results) -> None:
    """Write the evidence of every lead, none left out."""
    sheets = Sheets(book, "证据 Evidence", COLUMNS)
    for lead in results.leads:
        for row in _rows(results, lead):
            sheets.add(row)
    sheets.finish()


def _rows(results: Results, lead: LeadRecord) -> Iterator[list[Any]]:
    by_table = roles_by_table(lead.findings)
    for name in sorted(by_table, key=list(TABLES).index):
        roles = by_table[name]
        order = in_reading_order(results, name, roles)
        for start in range(0, len(order), BATCH):
            yield from _batch(results, lead, TABLES[name], roles, order[start : start + BATCH])


def _batch(
    results: Results, lead: LeadRecord, table: FactTable, roles: Roles, ids: Sequence[str]
) -> Iterator[list[Any]]:
    rows = {row["row_id"]: row for row in results.store.take(table.name, ids)}
    for row_id in ids:
        row = rows[row_id]
        where = place(row.get("source_file"), row.get("source_row"))
        played = "、".join(role_title(role).zh for role in roles[row_id])
        yield [lead.lead_id[:12], table.zh, played, where.file, where.sheet, where.row, content(table, row), row_id]


def content(table: FactTable, row: Row) -> str:
    """Every filled column of a row in one text."""
    filled = ((column, row.get(column.name)) for column in table.columns)
    return "；".join(_said(column, stored) for column, stored in filled if stored is not None)


def _said(column: model.Column, stored: Any) -> str:
    title = gloss(column, stored)
    return f"{column.zh}={value(stored).zh}" + (f"（{title.zh}）" if title else "")
