"""``transmission.xlsx``: the figures for people who work in Excel or WPS."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Any

import xlsxwriter

from jianzhen.kpi.columns import DEVICE_COLUMNS, FIGURE_COLUMNS, LOSS_COLUMNS, is_rate, percent
from jianzhen.kpi.conventions import CONVENTIONS, FORMULAS
from jianzhen.kpi.figures import BY_TITLES, LEVEL_TITLES, LEVELS, TOTAL, Figure
from jianzhen.kpi.losses import HOW_TITLES, STATE_TITLES, Loss, factor_title, reason_title
from jianzhen.kpi.standing import BASIS_TITLES, STATUS_TITLES, Standing
from jianzhen.report.xlsx.book import CREATED, OPTIONS
from jianzhen.report.xlsx.sheet import Column, Sheets

if TYPE_CHECKING:
    from pathlib import Path

    from jianzhen.kpi.transmission import Transmission
    from jianzhen.words import Words

MOST_FIGURES = 50_000
MOST_LOSSES = 20_000
"""Rows of one sheet: more take minutes to open. The CSV files have them all, and the last row says so."""

_KEYS = {"key": 28, "name": 26, "from_at": 17, "to_at": 17}


def write_workbook(found: Transmission, by: str, path: Path) -> None:
    """Write figures by group and span, devices that are not networked, lost hours, and what the columns mean."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        book.set_properties({"title": "鉴真传输有效率 Jianzhen transmission", "created": CREATED})
        _figures(book, "全部 Total", [found.total()], f"{TOTAL}-period.csv")
        for level in LEVELS:
            group = TOTAL if level == "hour" else by
            title = f"{'全部' if group == TOTAL else BY_TITLES[by].zh}按{LEVEL_TITLES[level].zh} by {level}"
            _figures(book, title, found.figures(group, level), f"{group}-{level}.csv")
        _devices(book, found.standings())
        _losses(book, found)
        _about(book, found)


def _heading(title: Words) -> str:
    return f"{title.zh} {title.en}"


def _figures(book: Any, title: str, rows: list[Figure], file: str) -> None:
    columns = [Column(_heading(words), _KEYS.get(name, 12)) for name, words in FIGURE_COLUMNS.items()]
    sheets = Sheets(book, title, columns)
    rates = [number for number, name in enumerate(FIGURE_COLUMNS) if is_rate(name)]
    for row in rows[:MOST_FIGURES]:
        values = list(astuple(row))
        for number in rates:
            values[number] = percent(values[number])
        sheets.add(values)
    _rest(sheets, len(rows) - MOST_FIGURES, file, len(columns))
    sheets.finish()


def _rest(sheets: Sheets, number: int, file: str, columns: int) -> None:
    """Say what did not fit."""
    if number > 0:
        sheets.add([f"另有 {number:,} 行，见 {file} / {number:,} more rows in {file}", *[None] * (columns - 1)])


def _devices(book: Any, standings: list[Standing]) -> None:
    columns = [Column(_heading(words), 20) for words in DEVICE_COLUMNS.values()]
    sheets = Sheets(book, "设备 Devices", [*columns, Column("说明", 40, wrap=True), Column("Note", 40, wrap=True)])
    for one in standings:
        values = [value if not hasattr(value, "isoformat") else value.isoformat(" ") if hasattr(value, "hour")
                  else value.isoformat() for value in astuple(one)]  # fmt: skip
        values[list(DEVICE_COLUMNS).index("status")] = _heading(STATUS_TITLES[one.status])
        sheets.add([*values, one.note.zh, one.note.en])
    sheets.finish()


def _losses(book: Any, found: Transmission) -> None:
    columns = [Column(_heading(words), 20) for words in LOSS_COLUMNS.values()]
    sheets = Sheets(
        book, "小时明细 Hours lost", [*columns, Column("因子名称 Factor", 18), Column("原因", 34), Column("Reason", 34)]
    )
    rows, number = found.losses(MOST_LOSSES)
    for row in rows:
        sheets.add(_loss(row))
    _rest(sheets, number - len(rows), "losses.csv", len(LOSS_COLUMNS) + 3)
    sheets.finish()


def _loss(row: Loss) -> list[Any]:
    values = dict(zip(LOSS_COLUMNS, astuple(row), strict=True))
    values["state"] = _heading(STATE_TITLES[row.state])
    values["how"] = _heading(HOW_TITLES[row.how])
    values["basis"] = _heading(BASIS_TITLES[row.basis])
    reason = reason_title(row.reason)
    return [*values.values(), factor_title(row.factor).zh, reason.zh, reason.en]


def _about(book: Any, found: Transmission) -> None:
    columns = (Column("项目 Item", 30), Column("说明 Meaning", 90, wrap=True), Column("依据 Standing", 60, wrap=True))
    sheets = Sheets(book, "公式与口径 Formulas", columns)
    sheets.add(("时段 Period", f"{found.period.from_at:%Y-%m-%d %H:%M} – {found.period.to_at:%Y-%m-%d %H:%M}", None))
    sheets.add(
        ("单位 Unit", "率为百分数；个数为小时值个数（每因子每小时 1 个）\nRates in %; counts are hour values", None)
    )
    for formula in FORMULAS:
        tag = f"{formula.tag.words.zh}\n{formula.tag.words.en}" if formula.tag else None
        sheets.add((_heading(formula.title), f"{formula.text}\n{formula.meaning.zh}\n{formula.meaning.en}", tag))
    for one in CONVENTIONS:
        standing = f"{one.source.zh}；{one.standing.zh}\n{one.source.en}; {one.standing.en}"
        sheets.add((_heading(one.title), f"{one.rule.zh}\n{one.rule.en}", standing))
    sheets.finish()
