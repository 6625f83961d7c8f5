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
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
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


_PARENT, _TICKS = 1, (11, 12)
"""Places of the parent and of the user's and the system's ticks, counted from behind the name."""


class Spent(NamedTuple):
    """Seconds of work."""

    clock: float
    processor: float

    @classmethod
    def until_now(cls) -> Spent:
        """Since some moment, by this process, those it waited for and those that live."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        living = sum(int(said[at]) for _, said in _helpers() for at in _TICKS) / os.sysconf("SC_CLK_TCK")
        return cls(time.perf_counter(), time.process_time() + ended.ru_utime + ended.ru_stime + living)

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
    peak = Peak()
    peak.start()
    for rule in rules:
        start = Spent.until_now()
        answer = judge(rule, dataset, engine, on=options.on)
        spent.append(Spent.until_now().since(start))
        found = len(answer.findings)
        print(f"{rule.id:32} {_told(spent[-1])} {found:8,} findings, peak {peak.gb:.2f} GB", flush=True)
    clock, processor = (sum(parts) for parts in zip(*spent, strict=True))
    print(f"whole set {_told(Spent(clock, processor))}; peak memory {peak.gb:.2f} GB")
    print(f"= {clock / bare.clock:.1f} scans by the clock, {processor / bare.processor:.1f} by the processor")
    peak.end()
    engine.close()
    _SCHEMAS.close()


def _told(spent: Spent) -> str:
    return f"{spent.clock:8.2f} s (processor {spent.processor:8.2f} s)"


class Peak(threading.Thread):
    """The most memory that this process and its helpers held at one moment, looked at twenty times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.pages = 0
        self._ended = threading.Event()

    def run(self) -> None:
        """Look on until ``end``."""
        while not self._ended.wait(0.05):
            self.pages = max(self.pages, _pages(os.getpid()) + sum(_pages(number) for number, _ in _helpers()))

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()

    @property
    def gb(self) -> float:
        """Resident memory; what processes share counts for each."""
        return self.pages * os.sysconf("SC_PAGE_SIZE") / 2**30


def _helpers() -> Iterator[tuple[int, list[str]]]:
    """Living child processes: number, and what /proc/N/stat says after the name."""
    for folder in Path("/proc").glob("[0-9]*"):
        said = _text(folder / "stat").rpartition(")")[2].split()
        if said and said[_PARENT] == str(os.getpid()):
            yield int(folder.name), said


def _pages(process: int) -> int:
    return int((_text(Path(f"/proc/{process}/statm")).split() or ["0", "0"])[1])


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:  # it ended meanwhile
        return ""


if __name__ == "__main__":
    main()
