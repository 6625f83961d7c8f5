from __future__ import annotations

import pytest

from jianzhen.synth import make_region
from jianzhen.synth.tampering import BEHAVIOURS


def test_a_seed_makes_the_same_region_again() -> None:
    assert make_region(5).tables == make_region(5).tables


def test_seeds_differ() -> None:
    assert make_region(5, clean=True).tables["results"] != make_region(6, clean=True).tables["results"]


def test_a_clean_region_has_no_labels() -> None:
    assert make_region(5, clean=True).labels == []


def test_planting_changes_few_rows() -> None:
    honest, planted = make_region(5, clean=True), make_region(5)
    for table, rows in honest.tables.items():
        kept = sum(row in planted.tables[table] for row in rows) if len(rows) < 2000 else None
        assert kept is None or kept > 0.6 * len(rows), table


@pytest.mark.parametrize("seed", range(12))
def test_every_behaviour_finds_its_place_in_every_region(seed: int) -> None:
    assert [label.behaviour for label in make_region(seed).labels] == list(BEHAVIOURS)
