"""What the rules find of planted acts, and what they say of an honest region, on seeds of your choice.

    python -m benchmarks.recall --scale 0.05 --seed 901 --seed 902 [--write]

For each seed a region with every behaviour and an honest one are made, screened with the whole
catalogue and compared with the labels. An act counts as found when a finding about the same party,
of the family of the rules written for the behaviour, rests on at least one row that the act left
(``benchmarks/expected.py``). ``--each`` plants every behaviour so often in a region. ``--write``
puts the figures where the rules' pages and the docs read them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq
from benchmarks.expected import acts_of, telling

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


def made(folder: Path, seed: int, size: argparse.Namespace, *, clean: bool) -> tuple[Dataset, Screening]:
    """Make a region with the command a user has, and screen it."""
    command = [sys.executable, "-m", "jianzhen", "synth", str(folder), "--scale", str(size.scale), "--seed", str(seed)]
    planted = ["--clean"] if clean else ["--each", str(size.each)] if size.each else []
    subprocess.run([*command, *planted], check=True, stdout=subprocess.DEVNULL)
    dataset = load(folder / "data", folder / "staged").dataset
    engine = open_engine("duckdb")
    try:
        screening = screen(dataset, engine, catalogue.catalogue(), on=ON, with_sql=False)
    finally:
        engine.close()
    if screening.failed:
        raise SystemExit("\n".join(screening.failed.values()))
    return dataset, screening


def count_tampered(tally: Tally, screening: Screening, labels: Path) -> None:
    """Which acts were found, by which rules, and what was found beside them."""
    acts = acts_of(labels)
    rows = frozenset(row for act in acts for row in act.rows)
    for act, hits in telling(acts, screening.findings):
        tally.planted[act.behaviour] += 1
        tally.found[act.behaviour] += bool(hits)
        tally.found_by[act.behaviour].update({finding.rule for finding in hits})
        if not hits:
            print(f"missed: {act.behaviour} {act.subject} {act.from_at} to {act.to_at}", flush=True)
    tally.beside.update(finding.rule for finding in screening.findings if not _touches(finding, rows))


def _touches(finding: Finding, rows: frozenset[str]) -> bool:
    return any(row.row_id in rows for row in finding.evidence if row.role != CONTEXT)


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
        share = f"{said.recall:6.1%} ({said.interval[0]:.0%}-{said.interval[1]:.0%})"
        print(f"{name:34} {said.found:4}/{said.planted:<4} {share}  {_by(said.found_by)}")
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
    parser.add_argument("--each", type=int, help="acts of every behaviour in a region")
    parser.add_argument("--seed", type=int, action="append", required=True)
    parser.add_argument("--write", action="store_true", help=f"write {FIGURES.name} for the rules' pages")
    options = parser.parse_args()
    tally = Tally()
    for seed in options.seed:
        with tempfile.TemporaryDirectory() as work:
            tampered = Path(work) / "tampered"
            _, screening = made(tampered, seed, options, clean=False)
            count_tampered(tally, screening, tampered / "labels.parquet")
            shutil.rmtree(tampered)
            count_clean(tally, *made(Path(work) / "clean", seed, options, clean=True))
        print(f"seed {seed} done", flush=True)
    seeds = tuple(options.seed)
    each = f"--each {options.each} " if options.each else ""
    command = f"python -m benchmarks.recall --scale {options.scale:g} {each}" + " ".join(
        f"--seed {seed}" for seed in seeds
    )
    done = figures(tally, command, options.scale, seeds)
    show(done)
    if options.write:
        write(done)


if __name__ == "__main__":
    main()
