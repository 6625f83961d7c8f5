"""Recall per behaviour, and leads on the honest twin, on made-up regions of seeds not used while rules were written.

    .venv/bin/python benchmarks/region.py --scale 0.01 --seeds 101,102,103

An act counts as found when the rule written for it shows one of the rows that the act left, as evidence and not as
context. Prints Markdown tables and, with --json, the figures.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from jianzhen.rules import catalogue
from jianzhen.screen.engines import open_engine
from jianzhen.screen.findings import Finding
from jianzhen.screen.load import load
from jianzhen.screen.run import Screening, screen
from jianzhen.screen.settings import Settings
from jianzhen.synth import BEHAVIOURS, Dimensions, write_region
from jianzhen.synth.dimensions import LAST_DAY

EXPECTED: dict[str, tuple[str, ...]] = {
    "certificate_ran_out": ("cert_expired_report",),
    "reports_while_suspended": ("suspended_period_report",),
    "one_team_everywhere": ("team_day_overload",),
    "signed_at_two_places": ("person_two_places", "travel_time_impossible"),
    "data_copied": ("duplicate_dataset",),
    "number_used_twice": ("sample_number_reused",),
    "photos_used_again": ("photo_reuse",),
    "drove_too_fast": ("travel_time_impossible",),
    "went_for_form": ("plant_not_operating",),
    "plant_stood_still": ("plant_not_operating",),
    "two_runs_at_once": ("instrument_overlap",),
    "sampled_before_contract": ("sample_before_contract",),
    "never_sampled": ("no_raw_record", "instrument_log_absent"),
    "sampler_ran_shortly": ("sampling_duration_short",),
    "one_measurement_for_three": ("sample_count_short",),
    "samples_too_close": ("sample_interval_short",),
    "no_port": ("no_sampling_port",),
    "broken_chain": ("sample_chain_missing",),
    "more_samples_than_filters": ("consumable_balance",),
    "went_alone": ("one_person_sampling",),
    "sampled_in_office": ("sampling_gps_offsite",),
    "analysed_before_taken": ("analysis_before_sampling",),
    "analysed_before_receipt": ("analysis_before_receipt",),
    "stale_samples": ("holding_time_exceeded",),
    "incubated_too_shortly": ("below_min_duration",),
    "no_analysis": ("instrument_log_absent",),
    "records_missing": ("no_raw_record",),
    "file_rewritten": ("file_mtime_anomaly",),
    "paper_differs": ("paper_electronic_mismatch",),
    "calibration_ran_out": ("cal_expired_use",),
    "value_made_better": ("report_raw_mismatch",),
    "impossible_parts": ("physical_relation_violation",),
    "key_item_left_out": ("key_item_omitted",),
    "ticket_retouched": ("ticket_vs_device",),
    "beyond_scope": ("scope_exceeded",),
    "unlisted_method": ("method_not_in_scope",),
    "borrowed_signature": ("signer_unauthorized",),
    "hired_twice": ("dual_employment",),
    "punished_twice_before": ("two_penalties_in_two_years",),
    "signal_held": ("constant_value",),
    "converted_with_other_oxygen": ("conversion_recalc_mismatch",),
}
"""The rule that was written for each behaviour; any of several counts."""

DAYS_PER_MONTH = 30.4


@dataclass(frozen=True)
class Act:
    """One planted act as the labels tell it."""

    behaviour: str
    subject: str
    from_at: dt.datetime
    to_at: dt.datetime
    what: str
    rows: frozenset[str]


def acts_of(labels: Path) -> list[Act]:
    """Read the planted acts."""
    grouped: dict[int, list[dict[str, object]]] = defaultdict(list)
    for row in pq.read_table(labels).to_pylist():
        grouped[row["label"]].append(row)
    return [
        Act(*(rows[0][name] for name in ("behaviour", "subject", "from_at", "to_at", "what_zh")),  # type: ignore[arg-type]
            frozenset(str(row["row_id"]) for row in rows))
        for rows in grouped.values()
    ]  # fmt: skip


def is_found_by(act: Act, finding: Finding) -> bool:
    """Whether a finding tells of the act: its evidence holds a row that the act left."""
    return any(row.row_id in act.rows for row in finding.evidence if row.role != "context")


def missed(acts: list[Act], screening: Screening) -> list[Act]:
    """The acts that the rule written for them did not find."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in screening.findings:
        by_rule[finding.rule].append(finding)
    return [act for act in acts
            if not any(is_found_by(act, one) for rule in EXPECTED[act.behaviour] for one in by_rule[rule])]  # fmt: skip


def screened(folder: Path, work: Path) -> Screening:
    """Screen a region with DuckDB and the default thresholds."""
    engine = open_engine("duckdb")
    try:
        dataset = load(folder / "data", work).dataset
        return screen(dataset, engine, catalogue.catalogue(), on=LAST_DAY, settings=Settings())
    finally:
        engine.close()


def main() -> None:
    """Make regions, screen them, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--scale", type=float, default=0.01)
    parser.add_argument("--seeds", default="101,102,103")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    planted: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    clean: Counter[tuple[str, str]] = Counter()
    findings: Counter[str] = Counter()
    months = 0.0
    for seed in map(int, chosen.seeds.split(",")):
        size = Dimensions(chosen.scale, seed)
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            write_region(work / "tampered", size, tuple(BEHAVIOURS))
            acts, answer = acts_of(work / "tampered" / "labels.parquet"), screened(work / "tampered", work / "one")
            planted.update(act.behaviour for act in acts)
            for act in missed(acts, answer):
                lost[act.behaviour] += 1
                print(f"missed (seed {seed}): {act.behaviour} {act.subject} {act.from_at} {act.what}")
            write_region(work / "clean", size)
            honest = screened(work / "clean", work / "two")
            clean.update(("lead", lead.grade) for lead in honest.leads)
            findings.update(one.rule for one in honest.findings)
            for rule in (*answer.failed, *honest.failed):
                print(f"failed: {rule}")
        months += size.laboratories * size.days / DAYS_PER_MONTH
    _tell(planted, lost, clean, findings, months)
    if chosen.json:
        chosen.json.write_text(json.dumps({
            "scale": chosen.scale, "seeds": chosen.seeds, "planted": planted, "missed": lost, "months": months,
            "clean_findings": findings, "clean_leads": {grade: n for (_, grade), n in clean.items()},
        }, ensure_ascii=False, indent=1), encoding="utf-8")  # fmt: skip


def _tell(
    planted: Counter[str], lost: Counter[str], clean: Counter[tuple[str, str]], findings: Counter[str], months: float
) -> None:
    print("| behaviour | rule | planted | found | recall |\n|---|---|---:|---:|---:|")
    for name, count in planted.items():
        found = count - lost[name]
        print(f"| {name} | {', '.join(EXPECTED[name])} | {count} | {found} | {found / count:.0%} |")
    total = sum(planted.values())
    print(f"| **all** | | {total} | {total - sum(lost.values())} | {1 - sum(lost.values()) / max(total, 1):.1%} |")
    print(f"\nHonest twin: {months:.1f} institution-months")
    for (_, grade), count in clean.items():
        print(f"- {grade}: {count} leads, {count / months:.3f} per institution-month")
    print("- findings by rule:", dict(findings) or "none")


if __name__ == "__main__":
    main()
