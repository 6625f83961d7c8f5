"""What was measured of the rules is kept, read back and shown with its origin."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from scripts.docs_pages import figures_page

from jianzhen.rules import page as page_module
from jianzhen.rules.catalogue import catalogue, find
from jianzhen.rules.figures import Behaviour, Figures, RuleFigures, measured, wilson, write
from jianzhen.rules.page import page

FIGURES = Figures(
    command="python benchmarks/recall.py --seed 7",
    measured_on=dt.date(2026, 5, 6),
    scale=0.05,
    seeds=(7,),
    institution_months=48.0,
    clean_leads={"high": 0, "middle": 1},
    behaviours={"drove_too_fast": Behaviour(4, 3, {"travel_time_impossible": 2, "person_two_places": 1})},
    rules={"travel_time_impossible": RuleFigures(beside=5, clean=1)},
)


def test_figures_come_back_as_they_were_written(tmp_path: Path) -> None:
    write(FIGURES, tmp_path / "figures.json")
    assert measured(tmp_path / "figures.json") == FIGURES


def test_wilsons_interval() -> None:
    assert wilson(20, 20) == pytest.approx((0.839, 1.0), abs=0.001)
    assert wilson(0, 20) == pytest.approx((0.0, 0.161), abs=0.001)
    assert wilson(15, 20) == pytest.approx((0.531, 0.888), abs=0.001)


def test_a_rules_page_tells_its_figures_and_where_they_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "measured", lambda: FIGURES)
    said = page(find("travel_time_impossible"))
    for part in ("drove_too_fast: 2/4", "1 项发现", "48 机构·月", "之外 beside the planted acts: 5", FIGURES.command):
        assert part in said


@pytest.mark.parametrize("figures", [None, FIGURES])
def test_a_rule_without_figures_says_so(figures: Figures | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "measured", lambda: figures)
    assert "Not measured" in page(find("scope_exceeded"))


def test_the_page_of_figures_names_recall_and_rates() -> None:
    said = figures_page(FIGURES)
    assert "| `drove_too_fast` | 3/4 | 75% | 30% – 95% |" in said
    assert "| 全部 all | 3/4 | 75% | 30% – 95% |" in said
    assert "| middle | 1 | 0.0208 |" in said
    assert "not measured" in figures_page(None)


def test_published_figures_speak_of_rules_that_exist() -> None:
    published = measured()
    if published is not None:
        named = {rule for act in published.behaviours.values() for rule in act.found_by}
        assert named <= set(catalogue())
