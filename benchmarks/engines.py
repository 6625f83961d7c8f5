"""How long the engines take for one rule over many sampling events, against a bare scan of its columns.

    python benchmarks/engines.py [--events 200000] [--engine duckdb --engine spark]

Prints the ratio of the rule to the scan, taken in the same run; absolute times depend on the machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jianzhen.contract.arrow import schema
from jianzhen.rules import catalogue
from jianzhen.screen.dataset import Dataset
from jianzhen.screen.engines import Engine, open_engine
from jianzhen.screen.judge import judge
from jianzhen.screen.reference import with_reference

RULE = "person_two_places"


def made_up(events: int, folder: Path) -> Dataset:
    """Sampling events of 10 per person and month; one in 10,000 overlaps another one far away."""
    chance = np.random.default_rng(1)
    people = max(events // 120, 1)
    person = np.sort(chance.integers(0, people, events))
    slot = chance.permutation(365 * 24)[:, None][np.arange(events) % (365 * 24)].ravel()
    planted = np.arange(0, events - 1, 10_000)
    slot[planted + 1], person[planted + 1] = slot[planted], person[planted]
    start = np.datetime64("2025-01-01", "us") + slot.astype("timedelta64[h]")
    ids = pa.array([f"E{number:08d}" for number in range(events)])
    tables = {
        "sampling_events": {
            "event_id": ids,
            "lab_id": pa.array([f"LAB{number % 80:02d}" for number in person]),
            "started_at": pa.array(start),
            "ended_at": pa.array(start + np.timedelta64(50, "m")),
            "lon": pa.array(chance.uniform(105, 107, events)),
            "lat": pa.array(chance.uniform(36, 39, events)),
            "row_id": ids,
        },
        "sampling_crew": {
            "event_id": ids,
            "person_id": pa.array([f"P{number:06d}" for number in person]),
            "row_id": ids,
        },
    }
    files = {name: folder / f"{name}.parquet" for name in tables}
    for name, columns in tables.items():
        fields = schema(name)
        full = {field.name: columns.get(field.name, pa.nulls(events, field.type)) for field in fields}
        pq.write_table(pa.table(full, schema=fields), files[name])
    return with_reference(Dataset(folder, files))


def scan(dataset: Dataset, engine: Engine) -> float:
    """Seconds to read the columns that the rule reads, and nothing more."""
    columns = {
        "sampling_events": ["event_id", "lab_id", "started_at", "ended_at", "lon", "lat", "row_id"],
        "sampling_crew": ["event_id", "person_id", "row_id"],
    }
    start = time.perf_counter()
    for name, wanted in columns.items():
        table = dataset.read(name, engine)
        engine.fetch(table.aggregate(**{column: table[column].max() for column in wanted}))
    return time.perf_counter() - start


def main() -> None:
    """Make the events, run the rule on every engine, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--engine", action="append", choices=["duckdb", "spark"])
    options = parser.parse_args()
    found: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as work:
        dataset = made_up(options.events, Path(work))
        for name in options.engine or ["duckdb", "spark"]:
            engine = open_engine(name)
            scan(dataset, engine)
            bare = scan(dataset, engine)
            start = time.perf_counter()
            answer = judge(catalogue.find(RULE), dataset, engine, on=dt.date(2026, 1, 1))
            took = time.perf_counter() - start
            engine.close()
            found[name] = [item.finding_id for item in answer.findings]
            print(
                f"{name}: {options.events:,} events, {len(answer.findings)} findings, scan {bare:.2f} s, "
                f"rule {took:.2f} s, ratio {took / bare:.1f}"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    same = len({tuple(ids) for ids in found.values()}) == 1
    print(f"same findings on {', '.join(found)}: {same}; peak memory of this process {peak:.0f} MB")


if __name__ == "__main__":
    main()
