"""Which rules were written for which planted behaviour, and when a planted act counts as found."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from jianzhen.rules import catalogue
from jianzhen.rules.verdict import CONTEXT
from jianzhen.screen.findings import Finding

EXPECTED: Mapping[str, tuple[str, ...]] = {
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
"""The rules that were written for each behaviour."""


@dataclass(frozen=True)
class Act:
    """One planted act as the labels tell it."""

    behaviour: str
    subject: str
    from_at: dt.datetime
    to_at: dt.datetime
    what: str
    rows: frozenset[str]
    """Row ids."""

    @property
    def families(self) -> frozenset[str]:
        """The families of evidence in which it must show."""
        return frozenset(catalogue.find(rule).family for rule in EXPECTED[self.behaviour])

    def told_by(self, finding: Finding) -> bool:
        """Whether a finding tells of it: same party, right family, and resting on a row that the act left.

        A row that a finding shows for context only does not count.
        """
        return (
            finding.subject == self.subject
            and catalogue.find(finding.rule).family in self.families
            and any(row.row_id in self.rows for row in finding.evidence if row.role != CONTEXT)
        )


def acts_of(labels: Path) -> list[Act]:
    """Read the planted acts."""
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in pq.read_table(labels).to_pylist():
        grouped[row["label"]].append(row)
    return [_act(rows) for rows in grouped.values()]


def _act(rows: list[dict[str, Any]]) -> Act:
    first = rows[0]
    ids = frozenset(str(row["row_id"]) for row in rows)
    return Act(first["behaviour"], first["subject"], first["from_at"], first["to_at"], first["what_zh"], ids)


def telling(acts: Iterable[Act], findings: Sequence[Finding]) -> list[tuple[Act, list[Finding]]]:
    """Each act with the findings that tell of it."""
    by_row: dict[str, dict[str, Finding]] = defaultdict(dict)
    for finding in findings:
        for row in finding.evidence:
            by_row[row.row_id][finding.finding_id] = finding
    told = []
    for act in acts:
        near = {key: one for row in act.rows for key, one in by_row[row].items()}
        told.append((act, [one for one in near.values() if act.told_by(one)]))
    return told
