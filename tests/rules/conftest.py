"""``judge``: run a rule on rows given in the test; what one module asked, every engine answers alike."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.support.scenarios import Rows, Scenario, ask, demand_agreement

from jianzhen.screen.engines import Engine
from jianzhen.screen.judge import Answer

TODAY = dt.date(2026, 6, 30)


@pytest.fixture(scope="module")
def scenarios(engines: list[Engine], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Scenario]]:
    """What the tests of a module asked; at its end every engine must have given the same answers."""
    asked: list[Scenario] = []
    yield asked
    if len(engines) > 1:
        demand_agreement(asked, engines, tmp_path_factory.mktemp("together"))


@pytest.fixture
def judge(engines: list[Engine], scenarios: list[Scenario], tmp_path: Path) -> Callable[..., Answer]:
    """Run a rule on rows of tables and return its answer."""
    folders = (tmp_path / f"staged-{number}" for number in itertools.count())

    def run(
        rule_id: str,
        tables: Mapping[str, Rows],
        *,
        settings: Mapping[str, Any] | None = None,
        on: dt.date = TODAY,
    ) -> Answer:
        scenario = Scenario(rule_id, tables, settings or {}, on, 0)
        (answer,) = ask(scenario, engines[:1], next(folders))
        scenarios.append(Scenario(rule_id, tables, settings or {}, on, len(answer.findings)))
        return answer

    return run
