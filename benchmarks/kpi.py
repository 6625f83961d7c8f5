"""A month of transmission figures over many devices: seconds, values a second, memory.

Run from the root::

    PYTHONPATH=src python benchmarks/kpi.py [devices] [factors]

Makes hour and minute data of September 2026 as staged Parquet files, as a lake holds them, with hours missing, flagged
and late; then measures `work_out` and each way of telling. Making the data is not measured.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

import duckdb

from jianzhen.kpi.csvs import write_csvs
from jianzhen.kpi.page import write_page
from jianzhen.kpi.period import read_period
from jianzhen.kpi.transmission import work_out
from jianzhen.kpi.workbook import write_workbook
from jianzhen.screen.dataset import Dataset

FACTORS = ("a21026", "a21002", "a34013", "a19001", "a01011", "a01012", "a01013", "a01014", "a00000", "a21005")
ROWS = """
    SELECT printf('64020000000000000000%04X', d::INTEGER) AS device_id, f AS factor, '{cycle}' AS cycle,
        TIMESTAMP '2026-09-01' + INTERVAL {step} * t AS "at", round(random() * 80, 2) AS avg,
        CASE WHEN random() < 0.98 THEN 'N' ELSE 'D' END AS flag,
        TIMESTAMP '2026-09-01' + INTERVAL {step} * t + INTERVAL 61 MINUTE AS received_at, f AS factor_code,
        md5(concat(d, t)) AS row_id
    FROM range({devices}) a(d), range({ends}) b(t), (SELECT unnest({factors}) AS f) WHERE random() < 0.99
"""


def make(folder: Path, devices: int, factors: int) -> Dataset:
    """Write the tables: a file per cycle, rows in order of time."""
    connection = duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(folder / "overflow")})
    connection.execute("SET preserve_insertion_order = false")
    names = list(FACTORS[:factors])
    files = []
    for cycle, step, ends in (("hour", "1 HOUR", 720), ("minute", "1 MINUTE", 43_200)):
        rows = ROWS.format(cycle=cycle, step=step, ends=ends, devices=devices, factors=names)
        # Ids of minute rows are not read: a constant keeps the file small.
        rows = rows if cycle == "hour" else rows.replace("md5(concat(d, t))", "''")
        files.append(folder / f"{cycle}.parquet")
        connection.execute(f"COPY ({rows}) TO '{files[-1]}' (FORMAT parquet, COMPRESSION zstd)")
    connection.execute(
        f"COPY (SELECT printf('64020000000000000000%04X', d::INTEGER) AS device_id, 'DA' || d AS outlet_id, "
        "'gas' AS kind, true AS network_required, DATE '2024-01-01' AS networked_on "
        f"FROM range({devices}) a(d)) TO '{folder}/devices.parquet'"
    )
    return Dataset(folder, {"observations": tuple(files), "devices": folder / "devices.parquet"})


def main(devices: int = 1000, factors: int = 2) -> None:
    """Print one JSON line."""
    told: dict[str, float] = {"devices": devices, "factors": factors, "cores": os.cpu_count() or 0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with get_context("spawn").Pool(1) as elsewhere:  # or its memory would be counted as ours
            dataset = elsewhere.apply(make, (folder, devices, factors))
        told["bytes"] = sum(path.stat().st_size for path in dataset.paths("observations"))
        began = time.perf_counter()
        with work_out(dataset, read_period("2026-09"), folder / "work") as found:
            [(values,)] = found.connection.execute("SELECT count(*) FROM observations").fetchall()
            told["values"] = values
            told["work_out_seconds"] = round(time.perf_counter() - began, 1)
            began = time.perf_counter()
            total = found.total()
            told["effective_rate"] = round(total.effective_rate or 0, 4)
            told["figures_seconds"] = round(time.perf_counter() - began, 2)
            began = time.perf_counter()
            (folder / "csv").mkdir()
            write_csvs(found, "device", folder / "csv")
            told["csv_seconds"] = round(time.perf_counter() - began, 1)
            began = time.perf_counter()
            write_workbook(found, "device", folder / "book.xlsx")
            told["workbook_seconds"] = round(time.perf_counter() - began, 1)
            began = time.perf_counter()
            write_page(found, "device", [], folder / "page.html")
            told["page_seconds"] = round(time.perf_counter() - began, 1)
            told["page_bytes"] = (folder / "page.html").stat().st_size
    told["values_per_second"] = round(told["values"] / told["work_out_seconds"])
    told["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    print("load", round(os.getloadavg()[0], 1), json.dumps(told))


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:]))
