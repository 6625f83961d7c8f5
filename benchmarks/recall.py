"""What the rules find of planted acts, and what they say of an honest region, on seeds of your choice.

    python benchmarks/recall.py --scale 0.05 --seed 901 --seed 902 [--write]

For each seed a region with every behaviour and an honest one are made, screened with the whole
catalogue and compared with the labels. An act counts as found when a finding about the same party
stands on at least one row of the act (a row that is more than context). ``--write`` puts the
figures where the rules' pages and the docs read them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from jianzhen.rules import catalogue
from jianzhen.rules.figures import FIGURES, Behaviour, Figures, RuleFigures, write
from jianzhen.rules.verdict import CONTEXT
from jianzhen.screen.dataset import Dataset
from jianzhen.screen.engines import open_engine
from jianzhen.screen.findings import Finding
from jianzhen.screen.leads import Grade
from jianzhen.screen.load import load
from jianzhen.screen.run import Screening, screen

ON = dt.date(2026, 6, 30)
DAYS_OF_A_MONTH = 365.25 / 12


@dataclass(slots=True)
class Act:
    """One planted act."""

    behaviour: str
    subject: str
    keys: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """Keys of its rows, by table."""


@dataclass(slots=True)
class Tally:
    """Counts over all seeds."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    found_by: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    beside: Counter[str] = field(default_factory=Counter)
    """Findings of the tampered regions that stand on no planted row, by rule."""
    clean: Counter[str] = field(default_factory=Counter)
    clean_leads: Counter[str] = field(default_factory=Counter)
    months: float = 0.0


def made(scale: float, seed: int, folder: Path, *, clean: bool) -> tuple[Dataset, Screening]:
    """Make a region with the command a user has, and screen it."""
    command = [sys.executable, "-m", "jianzhen", "synth", str(folder), "--scale", str(scale), "--seed", str(seed)]
    subprocess.run([*command, *(["--clean"] if clean else [])], check=True, stdout=subprocess.DEVNULL)
    dataset = load(folder / "data", folder / "staged").dataset
    engine = open_engine("duckdb")
    try:
        screening = screen(dataset, engine, catalogue.catalogue(), on=ON, with_sql=False)
    finally:
        engine.close()
    if screening.failed:
        raise SystemExit("\n".join(screening.failed.values()))
    return dataset, screening


def acts(labels: Path) -> list[Act]:
    """The planted acts with the keys of their rows."""
    by_number: dict[object, Act] = {}
    for row in pq.read_table(labels).to_pylist():
        act = by_number.setdefault(row["label"], Act(row["behaviour"], row["subject"]))
        key = dict(part.split("=", 1) for part in row["row"].split(";"))
        act.keys[row["table"]].append(key)
    return list(by_number.values())


def row_ids(dataset: Dataset, planted: list[Act]) -> Iterator[tuple[Act, set[tuple[str, str]]]]:
    """Each act with the ids of its rows."""
    index: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], str]] = {}
    for act in planted:
        ids: set[tuple[str, str]] = set()
        for table, keys in act.keys.items():
            for key in keys:
                names = tuple(key)
                if (table, names) not in index:
                    index[table, names] = by_key(dataset, table, names)
                ids.add((table, index[table, names][tuple(key.values())]))
        yield act, ids


def by_key(dataset: Dataset, table: str, names: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    """Row id by the text of some columns."""
    rows = pq.read_table(dataset.paths(table)[0], columns=[*names, "row_id"])
    columns = [[str(value) for value in rows[name].to_pylist()] for name in names]
    return dict(zip(zip(*columns, strict=True), rows["row_id"].to_pylist(), strict=True))


def stands_on(finding: Finding) -> set[tuple[str, str]]:
    """The rows that a finding rests on."""
    return {(row.table, row.row_id) for row in finding.evidence if row.role != CONTEXT}


def count_tampered(tally: Tally, dataset: Dataset, screening: Screening, labels: Path) -> None:
    """Which acts were found, by which rules, and what was found beside them."""
    rows = [(finding, stands_on(finding)) for finding in screening.findings]
    explained: set[str] = set()
    for act, ids in row_ids(dataset, acts(labels)):
        hits = [finding for finding, own in rows if finding.subject == act.subject and own & ids]
        explained.update(finding.finding_id for finding in hits)
        tally.planted[act.behaviour] += 1
        tally.found[act.behaviour] += bool(hits)
        tally.found_by[act.behaviour].update({finding.rule for finding in hits})
    tally.beside.update(finding.rule for finding, _ in rows if finding.finding_id not in explained)


def count_clean(tally: Tally, dataset: Dataset, screening: Screening) -> None:
    """What was said of an honest region."""
    tally.clean.update(finding.rule for finding in screening.findings)
    tally.clean_leads.update(lead.grade.value for lead in screening.leads)
    tally.months += institution_months(dataset)


def institution_months(dataset: Dataset) -> float:
    """Laboratories times months from the first to the last report."""
    reports = pq.read_table(dataset.paths("reports")[0], columns=["lab_id", "issued_at"])
    moments = [moment for moment in reports["issued_at"].to_pylist() if moment]
    days = (max(moments) - min(moments)).days + 1
    laboratories = len(set(reports["lab_id"].to_pylist()))
    return float(laboratories * days / DAYS_OF_A_MONTH)


def figures(tally: Tally, command: str, scale: float, seeds: tuple[int, ...]) -> Figures:
    """The counts as they are published."""
    behaviours = {
        name: Behaviour(planted, tally.found[name], dict(tally.found_by[name].most_common()))
        for name, planted in sorted(tally.planted.items())
    }
    rules = {rule: RuleFigures(tally.beside[rule], tally.clean[rule]) for rule in catalogue.catalogue()}
    today = dt.date.today()  # noqa: DTZ011 - the day a person reads beside the figure
    leads = {grade.value: tally.clean_leads[grade.value] for grade in Grade}
    return Figures(command, today, scale, seeds, round(tally.months, 1), leads, behaviours, rules)


def show(done: Figures) -> None:
    """Print what was counted."""
    for name, said in done.behaviours.items():
        print(f"{name:34} {said.found:4}/{said.planted:<4} {said.recall:6.1%}  {_by(said.found_by)}")
    planted = sum(said.planted for said in done.behaviours.values())
    found = sum(said.found for said in done.behaviours.values())
    print(f"all {found}/{planted} = {found / planted:.1%}")
    for name, rule in done.rules.items():
        if rule.beside or rule.clean:
            print(f"{name:34} beside the acts {rule.beside:4}; honest regions {rule.clean:4}")
    months = done.institution_months
    per_month = ", ".join(f"{grade} {number / months:.4f}" for grade, number in done.clean_leads.items())
    print(f"leads per institution-month, honest, over {months:.0f}: {per_month}")


def _by(found_by: Mapping[str, int]) -> str:
    return ", ".join(f"{rule} {number}" for rule, number in found_by.items())


def main() -> None:
    """Make, screen, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=0.05)
    parser.add_argument("--seed", type=int, action="append", required=True)
    parser.add_argument("--write", action="store_true", help=f"write {FIGURES.name} for the rules' pages")
    options = parser.parse_args()
    tally = Tally()
    for seed in options.seed:
        with tempfile.TemporaryDirectory() as work:
            dataset, screening = made(options.scale, seed, Path(work) / "tampered", clean=False)
            count_tampered(tally, dataset, screening, Path(work) / "tampered" / "labels.parquet")
            count_clean(tally, *made(options.scale, seed, Path(work) / "clean", clean=True))
        print(f"seed {seed} done", flush=True)
    seeds = tuple(options.seed)
    command = f"python benchmarks/recall.py --scale {options.scale:g} " + " ".join(f"--seed {seed}" for seed in seeds)
    done = figures(tally, command, options.scale, seeds)
    show(done)
    if options.write:
        write(done)


if __name__ == "__main__":
    main()
