"""Real cases rebuilt: the guilty set gives a lead with the right rules, its innocent twin none.

A case is a folder ``OC-nn`` with ``story.md``, ``expect.toml`` (``rules`` that must be among
the findings, ``subject`` of the lead), and the tables in ``guilty/`` and ``innocent/``.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from jianzhen.intake.faults import Severity
from jianzhen.rules import catalogue
from jianzhen.screen.engines import Engine
from jianzhen.screen.load import load
from jianzhen.screen.run import Screening, screen

CASES = sorted(path.parent for path in Path(__file__).parent.glob("OC-*/expect.toml"))
TODAY = dt.date(2026, 6, 30)


def names(case: Path) -> str:
    return case.name


def judged(case: Path, side: str, engines: list[Engine], work: Path) -> Screening:
    """Screen one side with the whole catalogue; its own rules on every engine, with the same answer."""
    loaded = load(case / side, work)
    faults = list(loaded.staged.faults.read(Severity.FAULT))
    assert not faults, f"{case.name}/{side} does not check clean: {faults}"
    rules = catalogue.catalogue()
    whole = screen(loaded.dataset, engines[0], rules, on=TODAY, with_sql=False)
    assert not whole.failed, whole.failed
    mine = {rule_id: rules[rule_id] for rule_id in expected(case)["rules"]}
    for engine in engines[1:]:
        other = screen(loaded.dataset, engine, mine, on=TODAY, with_sql=False)
        assert not other.failed, other.failed
        assert other.findings == [finding for finding in whole.findings if finding.rule in mine]
        assert sorted(other.coverage) == sorted(row for row in whole.coverage if row.rule in mine)
    return whole


def expected(case: Path) -> dict[str, Any]:
    return tomllib.loads((case / "expect.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=names)
def test_the_case_is_found(case: Path, engines: list[Engine], tmp_path: Path) -> None:
    wanted = expected(case)
    leads = judged(case, "guilty", engines, tmp_path).leads
    found = {finding.rule for lead in leads if lead.subject == wanted["subject"] for finding in lead.findings}
    assert set(wanted["rules"]) <= found


@pytest.mark.parametrize("case", CASES, ids=names)
def test_its_innocent_twin_is_left_alone(case: Path, engines: list[Engine], tmp_path: Path) -> None:
    screening = judged(case, "innocent", engines, tmp_path)
    assert [lead.title.zh for lead in screening.leads] == []
    told = {row.rule for row in screening.coverage if row.status == "no_finding"}
    assert set(expected(case)["rules"]) <= told, "silent only because it could not tell"


def test_every_case_tells_its_story() -> None:
    assert CASES
    for case in CASES:
        assert (case / "story.md").read_text(encoding="utf-8").strip(), case.name
