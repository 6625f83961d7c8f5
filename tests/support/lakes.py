"""Small deliveries for a lake, and what a lake says afterwards."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.dataset as pads
import pyarrow.parquet as pq

from jianzhen.contract.arrow import schema
from jianzhen.lake.add import add
from jianzhen.lake.entry import Act, Source
from jianzhen.lake.log import Entry
from jianzhen.lake.place import Lake
from jianzhen.lake.snapshot import files, snapshot
from jianzhen.lake.writing import Step, no_step
from jianzhen.screen.reference import typed

Row = Mapping[str, Any]
ACT = Act("张三", "测试", (Source("a.csv", "0" * 64, 1),), {"faults": 1})
START = dt.datetime(2026, 1, 1)
DEVICE = "64020000000000000000AB01"


def staged(folder: Path, tables: Mapping[str, Sequence[Row]]) -> dict[str, Path]:
    """Write rows as staged tables into a new folder below ``folder``."""
    place = Path(tempfile.mkdtemp(dir=folder))
    for table, rows in tables.items():
        pq.write_table(typed(table, rows, "a.csv"), place / f"{table}.parquet")
    return {table: place / f"{table}.parquet" for table in tables}


def deliver(lake: Lake, tables: Mapping[str, Sequence[Row]], *, step: Step = no_step, act: Act = ACT) -> Entry:
    """Add rows as one batch."""
    with tempfile.TemporaryDirectory() as folder:
        return add(lake, staged(Path(folder), tables), act, step=step)


def read(lake: Lake, table: str, batch: int | None = None) -> list[dict[str, Any]]:
    """The rows in force after a batch, with the contract's columns that are filled, sorted."""
    with tempfile.TemporaryDirectory() as work:
        paths = files(snapshot(lake.folder, batch), Path(work)).get(table, ())
        rows = pads.dataset([str(path) for path in paths], schema=schema(table), format="parquet").to_table()
        system = {"row_id", "source_file", "source_row", "ingested_at"}
        found = [{n: v for n, v in row.items() if v is not None and n not in system} for row in rows.to_pylist()]
    return sorted(found, key=repr)


def crew(*pairs: tuple[str, str], hour: int = 8) -> list[Row]:
    """People at sampling events, signed in at an hour of the first day."""
    at = START + dt.timedelta(hours=hour)
    return [{"event_id": event, "person_id": person, "signed_in_at": at} for event, person in pairs]


def minutes(days: int, *, per_day: int = 3, value: float = 1.0) -> list[Row]:
    """Minute values of one device."""
    return [
        {
            "device_id": DEVICE,
            "factor": "a21026",
            "cycle": "minute",
            "at": START + dt.timedelta(days=day, minutes=minute),
            "avg": value,
        }
        for day in range(days)
        for minute in range(per_day)
    ]
