"""Sheet of findings: what each rule measured, in one sentence."""

from __future__ import annotations

from typing import Any

from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.view.grade import SEVERITIES, family_title
from jianzhen.report.view.numbers import numbers_view
from jianzhen.report.xlsx.sheet import Column, Sheets
from jianzhen.rules.model import Severity

COLUMNS = (
    Column("线索编号 Lead id", 14),
    Column("规则 Rule", 22, wrap=True),
    Column("规则代号 Rule id", 26),
    Column("版本 Version", 8),
    Column("级 Severity", 8),
    Column("证据类 Family", 18),
    Column("起 From", 17),
    Column("止 To", 17),
    Column("事实", 60, wrap=True),
    Column("数字", 70, wrap=True),
    Column("Fact", 50, wrap=True),
    Column("Numbers", 60, wrap=True),
    Column("测得 Measure", 12),
    Column("阈值 Threshold", 12),
    Column("单位 Unit", 8),
    Column("未核原文 Unverified", 24, wrap=True),
    Column("行为 Act", 28),
    Column("发现编号 Finding id", 36),
)


def write_findings(book: Any, results: Results) -> None:
    """Write every finding under its lead."""
    sheets = Sheets(book, "发现 Findings", COLUMNS)
    for lead in results.leads:
        for row in _rows(results, lead):
            sheets.add(row)
    sheets.finish()


def _rows(results: Results, lead: LeadRecord) -> list[list[Any]]:
    told = numbers_view(results, lead, None)
    return [
        [
            lead.lead_id[:12],
            results.rule(item.rule).title.zh,
            item.rule,
            item.rule_version,
            SEVERITIES[Severity(item.severity)].zh,
            family_title(item.family).zh,
            item.from_at,
            item.to_at,
            view.headline.zh,
            view.sentence.zh,
            view.headline.en,
            view.sentence.en,
            item.measure,
            item.threshold,
            results.rule(item.rule).measure_unit,
            view.unverified.zh if view.unverified else None,
            item.act,
            item.finding_id,
        ]
        for item, view in zip(lead.findings, told, strict=True)
    ]
