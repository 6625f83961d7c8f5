"""Whether every rule finds the same on Spark as on DuckDB.

    jianzhen synth REGION --scale 0.1 --seed 941
    python benchmarks/engines_agree.py REGION/data --work STAGED [--rule ID ...] [--on 2026-06-30]

Stages the data once into ``--work`` (left there for the next run), then judges with each rule on both engines;
Spark is two workers on this machine unless JIANZHEN_SPARK_MASTER names a cluster. Compared are the digests of the
findings, which hold their measures to nine digits, their texts and every row of evidence, and the counts of what
could be judged. Ends with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from pathlib import Path

from screening import stage, staged

from jianzhen.rules import catalogue
from jianzhen.rules.model import Rule
from jianzhen.screen.dataset import Dataset
from jianzhen.screen.engines import Engine, open_engine
from jianzhen.screen.judge import Answer, judge


def timed(rule: Rule, dataset: Dataset, engine: Engine, on: dt.date) -> tuple[Answer, float]:
    """An answer and the seconds it took."""
    start = time.perf_counter()
    return judge(rule, dataset, engine, on=on), time.perf_counter() - start


def differences(here: Answer, there: Answer) -> list[str]:
    """What two answers do not have in common, as one line each."""
    ours, theirs = ({finding.finding_id: finding for finding in answer.findings} for answer in (here, there))
    lines = [f"on DuckDB alone: {ours[key]}" for key in sorted(ours.keys() - theirs.keys())]
    lines += [f"on Spark alone: {theirs[key]}" for key in sorted(theirs.keys() - ours.keys())]
    return lines + [f"counts: {row}" for row in sorted(set(here.coverage) ^ set(there.coverage))]


def main() -> None:
    """Stage what is not staged yet, judge on both engines, print."""
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
    duckdb, spark = open_engine("duckdb"), open_engine("spark")
    apart = 0
    try:
        for rule in rules:
            apart += agrees(rule, dataset, (duckdb, spark), options.on)
    finally:
        spark.close()
    print(f"{len(rules)} rules, {apart} not alike")
    sys.exit(bool(apart))


def agrees(rule: Rule, dataset: Dataset, engines: tuple[Engine, Engine], on: dt.date) -> bool:
    """Judge on both engines and print the outcome; true where they differ."""
    (here, took), (there, lasted) = (timed(rule, dataset, engine, on) for engine in engines)
    told = differences(here, there)
    says = "NOT ALIKE" if told else "alike"
    print(f"{rule.id:32} {len(here.findings):8,} findings {took:7.1f} s {lasted:7.1f} s {says}", flush=True)
    for line in told[:4]:
        print(f"    {line[:600]}", flush=True)
    return bool(told)


if __name__ == "__main__":
    main()
