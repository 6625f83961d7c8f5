"""Sheet of leads: one row each, with empty columns for the person who verifies it."""

from __future__ import annotations

from typing import Any

from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.view.grade import family_title
from jianzhen.report.view.who import party
from jianzhen.report.xlsx.sheet import Column, Sheets
from jianzhen.screen.leads import GRADE_TITLES, Grade

CONCLUSIONS = ("属实", "部分属实", "不属实", "正常解释成立", "无法认定", "待核查")
COLUMNS = (
    Column("级 Grade", 8),
    Column("线索", 60, wrap=True),
    Column("Lead", 50, wrap=True),
    Column("对象 Subject", 24),
    Column("名称 Name", 28, wrap=True),
    Column("起 From", 17),
    Column("止 To", 17),
    Column("证据类 Families", 26, wrap=True),
    Column("规则 Rules", 30, wrap=True),
    Column("发现 Findings", 10),
    Column("证据行 Evidence rows", 10),
    Column("线索编号 Lead id", 36),
    Column("核查人", 12),
    Column("结论", 14, choices=CONCLUSIONS),
    Column("备注", 40, wrap=True),
)


def write_list(book: Any, results: Results) -> None:
    """Write the leads in reading order."""
    sheets = Sheets(book, "线索 Leads", COLUMNS)
    for lead in results.leads:
        sheets.add(_row(results, lead))
    sheets.finish()


def _row(results: Results, lead: LeadRecord) -> list[Any]:
    rules = dict.fromkeys(item.rule for item in lead.findings)
    return [
        GRADE_TITLES[Grade(lead.grade)].zh,
        lead.title_zh,
        lead.title_en,
        lead.subject,
        party(results, lead.subject_kind, lead.subject).name,
        lead.from_at,
        lead.to_at,
        "、".join(family_title(name).zh for name in lead.families),
        "、".join(results.rule(rule).title.zh for rule in rules),
        len(lead.findings),
        len({(row.table, row.row_id) for item in lead.findings for row in item.evidence}),
        lead.lead_id,
        None,
        None,
        None,
    ]
