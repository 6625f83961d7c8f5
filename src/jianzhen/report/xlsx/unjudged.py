"""Sheet of what could not be judged: a missing answer is never a clean one."""

from __future__ import annotations

from typing import Any

from jianzhen.report.results import Results
from jianzhen.report.view.reasons import reason_view
from jianzhen.report.view.who import party
from jianzhen.report.xlsx.sheet import Column, Sheets
from jianzhen.rules import catalogue
from jianzhen.screen.coverage import Status

COLUMNS = (
    Column("规则 Rule", 24),
    Column("规则代号 Rule id", 26),
    Column("对象 Subject", 24),
    Column("名称 Name", 28),
    Column("数量 Units", 10),
    Column("单位", 18),
    Column("原因", 50, wrap=True),
    Column("Reason", 50, wrap=True),
    Column("什么数据能解决", 40, wrap=True),
    Column("What would settle it", 40, wrap=True),
)
EVERYBODY = "（全部 all）"


def write_unjudged(book: Any, results: Results) -> None:
    """Write every answer "cannot tell"."""
    rules = catalogue.catalogue()
    names: dict[tuple[str, str], str] = {}
    sheets = Sheets(book, "不可判 Cannot tell", COLUMNS)
    for answer in results.coverage:
        if answer["status"] == Status.CANNOT_TELL:
            who = (answer["subject_kind"], answer["subject"])
            if who not in names:
                names[who] = party(results, *who).name
            rule = rules.get(answer["rule"])
            told = reason_view(rule, answer["reason"])
            sheets.add(
                [
                    rule.title.zh if rule else answer["rule"],
                    answer["rule"],
                    answer["subject"] or EVERYBODY,
                    names[who],
                    answer["units"],
                    rule.unit.zh if rule else None,
                    told.words.zh,
                    told.words.en,
                    told.remedy.zh if told.remedy else None,
                    told.remedy.en if told.remedy else None,
                ]
            )
    sheets.finish()
