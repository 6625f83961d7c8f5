"""How long a whole screening takes, against a bare scan of the columns that its rules read.

    jianzhen synth REGION --scale 1 --seed 5
    python benchmarks/screening.py REGION/data --work STAGED [--rule ID ...] [--on 2026-06-30]

Stages the data once into ``--work`` (left there for the next run), then takes in one process the
scan and the rules. Prints for each rule the seconds by the clock and, where other programs share the machine, by
the processor; the ratio of the whole to the scan; and the peak memory.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import time
from collections import defaultdict
from collections.abc import Iterable
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import ibis
import ibis.expr.operations as ops
from ibis.expr.operations import relations

from jianzhen.contract import TABLES
from jianzhen.rules import catalogue
from jianzhen.rules.model import Rule
from jianzhen.screen.dataset import Dataset
from jianzhen.screen.engines import Engine, open_engine
from jianzhen.screen.judge import judge
from jianzhen.screen.load import load


def stage(data: Path, work: Path) -> None:
    """Stage in a process of its own, whose memory does not count for the rules."""
    start = time.perf_counter()
    process = get_context("spawn").Process(target=load, args=(data, work))
    process.start()
    process.join()
    print(f"staged in {time.perf_counter() - start:.0f} s", flush=True)


def staged(work: Path) -> Dataset:
    """What an earlier run staged."""
    files = {path.stem: path for path in work.glob("*.parquet") if path.stem in TABLES}
    reference = work / "methods-with-reference.parquet"
    return Dataset(work, {**files, "methods": reference} if reference.exists() else files)


def columns_read(rules: Iterable[Rule], dataset: Dataset, on: dt.date) -> dict[str, set[str]]:
    """Columns by table that any of the rules looks at."""
    read: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        tables = {name: ibis.table(dataset.read(name, _SCHEMAS).schema(), name) for name in (*rule.needs, *rule.uses)}
        if rule.is_series:
            for name, table in tables.items():
                read[name] |= set(table.columns)
            continue
        verdict = rule.function(**tables, **({"on": on} if rule.takes_on else {}))
        for expression in (verdict.findings, verdict.units):
            for field in expression.op().find(ops.Field):
                source = origin(field.rel)
                if isinstance(source, ops.UnboundTable):
                    read[source.name].add(field.name)
    return {name: columns for name, columns in read.items() if dataset.has(name)}


def origin(relation: ops.Relation) -> ops.Relation:
    """The relation whose columns these are, through all that only picks, orders or renames rows."""
    while isinstance(relation, (relations.Simple, relations.Reference)):
        relation = relation.parent
    return relation


_SCHEMAS = open_engine("duckdb")


class Spent(NamedTuple):
    """Seconds of work."""

    clock: float
    processor: float

    @classmethod
    def until_now(cls) -> Spent:
        """Since some moment, by this process and those it waited for."""
        others = resource.getrusage(resource.RUSAGE_CHILDREN)
        return cls(time.perf_counter(), time.process_time() + others.ru_utime + others.ru_stime)

    def since(self, start: Spent) -> Spent:
        """The difference of two moments."""
        return Spent(self.clock - start.clock, self.processor - start.processor)


def scan(dataset: Dataset, engine: Engine, columns: dict[str, set[str]]) -> Spent:
    """What it takes to read columns once and do nothing else with them."""
    start = Spent.until_now()
    for name, wanted in columns.items():
        table = dataset.read(name, engine)
        # A hash, since counts, lowest and highest values may come from the file's footer unread.
        engine.fetch(table.aggregate(**{column: table[column].hash().bit_xor() for column in sorted(wanted)}))
    return Spent.until_now().since(start)


def main() -> None:
    """Stage what is not staged yet, scan, run the rules, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--rule", action="append", default=[])
    parser.add_argument("--on", type=dt.date.fromisoformat, default=dt.date(2026, 6, 30))
    options = parser.parse_args()
    if not any(options.work.glob("*.parquet")):
        stage(options.data, options.work)
    dataset = staged(options.work)
    rules = [rule for rule in catalogue.catalogue().values() if not options.rule or rule.id in options.rule]
    columns = columns_read(rules, dataset, options.on)
    engine = open_engine("duckdb")
    scan(dataset, engine, columns)
    bare = scan(dataset, engine, columns)
    rows = sum(int(dataset.read(name, engine).count().execute()) for name in columns)
    print(f"scan of {sum(map(len, columns.values()))} columns, {rows:,} rows: {_told(bare)}", flush=True)
    spent: list[Spent] = []
    for rule in rules:
        start = Spent.until_now()
        answer = judge(rule, dataset, engine, on=options.on)
        spent.append(Spent.until_now().since(start))
        found = len(answer.findings)
        print(f"{rule.id:32} {_told(spent[-1])} {found:8,} findings, peak {peak_gb():.2f} GB", flush=True)
    clock, processor = (sum(parts) for parts in zip(*spent, strict=True))
    print(f"whole set {_told(Spent(clock, processor))}; peak memory {peak_gb():.2f} GB")
    print(f"= {clock / bare.clock:.1f} scans by the clock, {processor / bare.processor:.1f} by the processor")


def _told(spent: Spent) -> str:
    return f"{spent.clock:8.2f} s (processor {spent.processor:8.2f} s)"


def peak_gb() -> float:
    """The most memory this process ever held, and its largest helper beside it on every core."""
    own, helper = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + helper * (os.cpu_count() or 1)) / 2**20


if __name__ == "__main__":
    main()
