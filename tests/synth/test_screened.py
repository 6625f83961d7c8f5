"""What screening makes of a made-up region: nothing of an honest one, every planted act of the other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from jianzhen.rules import catalogue
from jianzhen.screen.engines import open_engine
from jianzhen.screen.load import load
from jianzhen.screen.run import Screening, screen
from jianzhen.screen.settings import Settings
from jianzhen.synth import Label, Region, make_region, write_region
from jianzhen.synth.tampering import BEHAVIOURS

EXPECTED = {
    "certificate_ran_out": "cert_expired_report",
    "signed_at_two_places": "person_two_places",
    "drove_too_fast": "travel_time_impossible",
    "two_runs_at_once": "instrument_overlap",
    "data_copied": "duplicate_dataset",
    "number_used_twice": "sample_number_reused",
    "samples_too_close": "sample_interval_short",
    "sampler_ran_shortly": "sampling_duration_short",
    "plant_stood_still": "plant_not_operating",
    "went_for_form": "plant_not_operating",
    "analysed_before_taken": "analysis_before_sampling",
    "incubated_too_shortly": "below_min_duration",
    "records_missing": "no_raw_record",
    "beyond_scope": "scope_exceeded",
    "value_made_better": "report_raw_mismatch",
    "punished_twice_before": "two_penalties_in_two_years",
    "signal_held": "constant_value",
    "converted_with_other_oxygen": "conversion_recalc_mismatch",
}
"""The rule that was written for each behaviour; others may see it too."""


SEEDS = [1, 2, 3]


@pytest.fixture(scope="module", params=SEEDS)
def honest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Screening:
    return screened(make_region(request.param, clean=True), tmp_path_factory.mktemp("honest"))


@pytest.fixture(scope="module", params=SEEDS)
def tampered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Label], Screening]:
    region = make_region(request.param)
    return region.labels, screened(region, tmp_path_factory.mktemp("tampered"))


def screened(region: Region, folder: Path) -> Screening:
    write_region(region, folder)
    engine = open_engine("duckdb")
    try:
        dataset = load(folder / "data", folder / "staged").dataset
        return screen(dataset, engine, catalogue.catalogue(), on=dt.date(2026, 6, 30), settings=Settings())
    finally:
        engine.close()


def is_found(label: Label, screening: Screening) -> bool:
    """Whether the rule found the subject within the time of the act (to the day)."""
    return any(
        finding.rule == EXPECTED[label.behaviour]
        and finding.subject == label.subject
        and finding.from_at.date() <= label.to_at.date()
        and finding.to_at.date() >= label.from_at.date()
        for finding in screening.findings
    )


def test_every_behaviour_has_its_rule() -> None:
    assert set(EXPECTED) == set(BEHAVIOURS)
    assert set(EXPECTED.values()) == set(catalogue.catalogue())


def test_an_honest_region_gives_no_lead(honest: Screening) -> None:
    assert [lead.title.zh for lead in honest.leads] == []


def test_every_planted_act_is_found(tampered: tuple[list[Label], Screening]) -> None:
    labels, screening = tampered
    assert [label.behaviour for label in labels if not is_found(label, screening)] == []


def test_two_families_that_agree_make_a_high_lead(tampered: tuple[list[Label], Screening]) -> None:
    labels, screening = tampered
    (act,) = (label for label in labels if label.behaviour == "went_for_form")
    high = [lead for lead in screening.leads if lead.grade == "high" and lead.subject == act.subject]
    assert any(lead.from_at.date() <= act.to_at.date() and lead.to_at.date() >= act.from_at.date() for lead in high)
