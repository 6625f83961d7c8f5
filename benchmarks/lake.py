"""What a lake costs: adding a million rows, and reading them against a bare scan of the same Parquet file.

Usage: python benchmarks/lake.py [--rows N] [--table observations|results] [--rounds N]
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from jianzhen.contract.arrow import schema
from jianzhen.lake.add import add
from jianzhen.lake.compact import compact
from jianzhen.lake.entry import Act
from jianzhen.lake.place import Lake, open_or_make
from jianzhen.lake.snapshot import files, row_count, snapshot
from jianzhen.lake.verify import verify

ACT = Act("benchmark")

ROWS = {
    # Minute values of ten devices with three factors each.
    "observations": """
        printf('64020000000000000000AB%02d', i % 10) AS device_id,
        ['a21026', 'a21002', 'a34013'][i // 10 % 3 + 1] AS factor,
        factor AS factor_code, 'minute' AS "cycle",
        TIMESTAMP '2026-01-01' + to_minutes(i // 30) AS "at", 20 + i % 977 / 100 AS avg,
        19 + i % 977 / 100 AS min, 21 + i % 977 / 100 AS max, 'N' AS flag""",
    # Ten parameters of each sample.
    "results": """
        '91640100MA0LAB0005' AS lab_id, printf('FS%08d', i // 10) AS sample_no, 'P' || i % 10 AS parameter,
        'P' || i % 10 AS parameter_code, 'HJ 828-2017' AS method, 'HJ 828-2017' AS method_code, 1 AS replicate,
        printf('%.1f', 20 + i % 977 / 10) AS value_text, 20 + i % 977 / 10 AS value, 'mg/L' AS unit,
        'mg/L' AS unit_code,
        TIMESTAMP '2026-01-01' + to_minutes(i // 30) AS entered_at""",
}


def make(table: str, path: Path, first: int, rows: int, change: str = "") -> Path:
    """Write rows as a staged table; ``change`` replaces a column."""
    sql = f"SELECT {ROWS[table]}, 'b.csv' AS source_file, i + 2 AS source_row FROM range({first}, {first + rows}) t(i)"
    sql = f"SELECT * {f'REPLACE ({change})' if change else ''} FROM ({sql})"
    sql = f"SELECT *, md5(concat_ws('|', source_row, {'1' if change else '0'})) AS row_id FROM ({sql})"
    have = {row[0] for row in duckdb.sql(f"DESCRIBE {sql}").fetchall()}
    wanted = [(field.name, _sql_type(str(field.type))) for field in schema(table)]
    columns = ", ".join(f'CAST({f"{chr(34)}{n}{chr(34)}" if n in have else "NULL"} AS {t}) AS "{n}"' for n, t in wanted)
    duckdb.sql(f"COPY (SELECT {columns} FROM ({sql})) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    return path


def _sql_type(arrow: str) -> str:
    names = {"string": "VARCHAR", "double": "DOUBLE", "int64": "BIGINT", "bool": "BOOLEAN", "date32[day]": "DATE"}
    return names.get(arrow, "TIMESTAMP")


def timed(work: Callable[[], Any]) -> dict[str, float]:
    """Seconds by the clock and of the processor; the clock alone also counts waiting for other programs."""
    wall, used = time.perf_counter(), time.process_time()
    work()
    return {"seconds": round(time.perf_counter() - wall, 2), "cpu": round(time.process_time() - used, 2)}


def scan(table: str, paths: Sequence[Path]) -> None:
    """Read every value of every column of the contract."""
    listed = ", ".join(f"'{path}'" for path in paths)
    columns = ", ".join(f'"{name}"' for name in schema(table).names)
    source = f"read_parquet([{listed}], hive_partitioning = false, union_by_name = {len(paths) > 1})"
    duckdb.sql(f"SELECT bit_xor(hash({columns})) FROM {source}").fetchall()


def ratio(table: str, bare: Path, lake: Lake, work: Path, rounds: int) -> dict[str, Any]:
    """Reading the newest snapshot, in turn with a bare scan; medians and their ratio."""
    taken: dict[str, list[dict[str, float]]] = {"bare": [], "list": [], "lake": []}
    paths: tuple[Path, ...] = ()

    def find() -> None:
        nonlocal paths
        paths = files(snapshot(lake.folder), work)[table]

    for _ in range(rounds):
        taken["bare"].append(timed(lambda: scan(table, [bare])))
        taken["list"].append(timed(find))
        taken["lake"].append(timed(lambda: scan(table, paths)))
    cpu = {what: statistics.median(one["cpu"] for one in times) for what, times in taken.items()}
    wall = {what: statistics.median(one["seconds"] for one in times) for what, times in taken.items()}
    return {
        "files": len(paths),
        "rows": row_count(paths),
        "seconds": wall,
        "cpu": cpu,
        "ratio_scan": round(cpu["lake"] / cpu["bare"], 2),
        "ratio_all": round((cpu["lake"] + cpu["list"]) / cpu["bare"], 2),
    }


def main() -> None:
    """Make the rows, fill a lake, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--table", choices=ROWS, default="observations")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    table = options.table
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lake = open_or_make(place / "lake")
        bare = make(table, place / "all.parquet", 0, options.rows)
        day = make(table, place / "day.parquet", options.rows, 43_200)
        few = make(table, place / "few.parquet", 0, 1000, "21.5 AS " + ("avg" if table == "observations" else "value"))
        said: dict[str, Any] = vars(options) | {"bare_MB": round(bare.stat().st_size / 1e6, 1)}
        said["add"] = timed(lambda: add(lake, {table: bare}, ACT))
        said["add_again"] = timed(lambda: add(lake, {table: bare}, ACT))
        said["read"] = ratio(table, bare, lake, place, options.rounds)
        said["add_43200_more"] = timed(lambda: add(lake, {table: day}, ACT))
        said["correct_1000"] = timed(lambda: add(lake, {table: few}, ACT))
        said["read_corrected"] = ratio(table, bare, lake, place, options.rounds)
        said["compact"] = timed(lambda: compact(lake, ACT, keep_days=0))
        said["read_compacted"] = ratio(table, bare, lake, place, options.rounds)
        said["verify"] = timed(lambda: verify(lake))
        stored = list((lake.folder / "tables").rglob("*.parquet"))
        said["lake_MB"] = round(sum(path.stat().st_size for path in stored) / 1e6, 1)
        said["peak_MiB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        print(json.dumps(said, indent=1))


if __name__ == "__main__":
    main()
