"""Writes a region: a contract data folder, and beside it the labels, which no screening sees."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jianzhen.contract import TABLES
from jianzhen.synth.region import Label, Region, Row

DATA = "data"
LABELS = "labels.csv"
LABEL_COLUMNS = ("label", "behaviour", "case", "subject", "from_at", "to_at", "what_zh", "what_en", "table", "row")


class ForeignFolderError(ValueError):
    """The folder holds data that this program did not make."""


def write_region(region: Region, out: Path) -> None:
    """Write ``out/data`` and ``out/labels.csv``; an earlier region there is replaced.

    Raises:
        ForeignFolderError: ``out/data`` exists and no labels lie beside it.
    """
    refuse_foreign(out)
    out.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".jianzhen-", dir=out))
    try:
        data = unfinished / DATA
        data.mkdir()
        for name, rows in region.tables.items():
            columns = [column.name for column in TABLES[name].columns]
            _write(data / f"{name}.csv", columns, ([row.get(column) for column in columns] for row in rows))
        _write(unfinished / LABELS, LABEL_COLUMNS, (row for label in _numbered(region) for row in label))
        shutil.rmtree(out / DATA, ignore_errors=True)
        (unfinished / LABELS).replace(out / LABELS)
        data.rename(out / DATA)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def refuse_foreign(out: Path) -> None:
    """Make sure that writing destroys nothing but an earlier region.

    Raises:
        ForeignFolderError: ``out/data`` exists and no labels lie beside it, or ``out`` is no folder.
    """
    if out.exists() and not out.is_dir():
        raise ForeignFolderError(f"{out}: 不是文件夹，请换一个名字 not a folder; choose another name")
    if (out / DATA).exists() and not (out / LABELS).is_file():
        raise ForeignFolderError(
            f"{out / DATA}: 已存在且不是本程序生成的，请换一个名字 exists and was not made by this program; "
            "choose another name"
        )


def _numbered(region: Region) -> Iterable[Iterable[list[Any]]]:
    for number, label in enumerate(region.labels, 1):
        yield [[number, *_said(label), table, _key(table, row)] for table, row in label.rows]


def _said(label: Label) -> list[Any]:
    return [label.behaviour, label.case, label.subject, label.from_at, label.to_at, label.what.zh, label.what.en]


def _key(table: str, row: Row) -> str:
    return ";".join(f"{column.name}={_cell(row.get(column.name))}" for column in TABLES[table].key)


def _write(path: Path, columns: Iterable[str], rows: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value)
