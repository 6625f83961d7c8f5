"""``judge``: run a rule on rows given in the test, on both engines, and demand the same answer."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.support.facts import stage_rows

from jianzhen.rules import catalogue
from jianzhen.screen.engines import Engine
from jianzhen.screen.judge import Answer
from jianzhen.screen.judge import judge as run_rule
from jianzhen.screen.settings import parse

Rows = Sequence[Mapping[str, Any]]
TODAY = dt.date(2026, 6, 30)


@pytest.fixture
def judge(engines: list[Engine], tmp_path: Path) -> Callable[..., Answer]:
    """Run a rule on rows of tables and return its answer, equal on every engine."""
    folders = (tmp_path / f"staged-{number}" for number in itertools.count())

    def run(
        rule_id: str,
        tables: Mapping[str, Rows],
        *,
        settings: Mapping[str, Any] | None = None,
        on: dt.date = TODAY,
    ) -> Answer:
        rule = catalogue.find(rule_id)
        dataset = stage_rows(tables, next(folders))
        chosen = parse(settings or {}, catalogue.catalogue())
        answers = [run_rule(rule, dataset, engine, on=on, settings=chosen) for engine in engines]
        first = answers[0]
        for engine, answer in zip(engines[1:], answers[1:], strict=True):
            assert answer.findings == first.findings, f"{engine.name} finds otherwise than {engines[0].name}"
            assert answer.coverage == first.coverage, f"{engine.name} could judge otherwise than {engines[0].name}"
        return first

    return run
