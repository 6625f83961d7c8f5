"""Tables that a program sends as JSON, as the CSV files that they stand for."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from jianzhen.web.filing.guard import limits
from jianzhen.web.filing.guard.archive import Member
from jianzhen.web.filing.guard.refusal import RefusedFileError
from jianzhen.words import Words

_TABLE = re.compile(r"[\w ]{1,60}")
_MOST_TABLES = 60
_REMEDY = Words(
    '应为 {"tables": {"表名": [{"列名": 值, …}, …]}}', 'Expected {"tables": {"table": [{"column": value, …}, …]}}'
)


def members(path: Path, name: str, into: Path) -> list[Member]:
    """Write one CSV for each table; numbers keep their digits as they were sent.

    Raises:
        RefusedFileError: It is not of the form.
    """
    tables = _tables(path, name)
    written = []
    for number, (table, rows) in enumerate(tables.items()):
        target = into / f"{number:04d}"
        _write(target, table, rows, name)
        written.append(Member(f"{table}.csv", target))
    return written


def _tables(path: Path, name: str) -> Mapping[str, list[Any]]:
    try:
        said = json.loads(
            path.read_text(encoding="utf-8-sig"), parse_float=str, parse_int=str,
            parse_constant=_no_number, object_pairs_hook=_once,
        )  # fmt: skip
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise _refused(
            name, Words(f"不是可读的 JSON：{error}"[:200], f"no JSON that can be read: {error}"[:200])
        ) from error
    tables = said.get("tables") if isinstance(said, dict) else None
    if not isinstance(tables, dict) or not tables or len(tables) > _MOST_TABLES:
        raise _refused(name, Words("缺少 tables", "there are no tables"))
    if sum(len(rows) for rows in tables.values() if isinstance(rows, list)) > limits.JSON_ROWS:
        raise _refused(name, Words(f"多于 {limits.JSON_ROWS} 行", f"more than {limits.JSON_ROWS} rows"))
    return tables


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _write(target: Path, table: str, rows: object, name: str) -> None:
    if not _TABLE.fullmatch(table) or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _refused(name, Words("表名或行的形式不对", "a table's name or its rows are of another form"))
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with target.open("x", encoding="utf-8", newline="", errors="backslashreplace") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for row in rows:
            writer.writerow([_text(row.get(heading), name) for heading in headings])


def _text(value: object, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str) or "\0" in value:
        raise _refused(
            name, Words("单元格只能是文字、数字、真假或 null", "a cell is a text, a number, a truth value or null")
        )
    return value


def _refused(name: str, why: Words) -> RefusedFileError:
    return RefusedFileError("json", name, why, _REMEDY)
