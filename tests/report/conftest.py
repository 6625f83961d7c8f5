"""One screened data set for all tests of the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.report_data import RULES, write_data
from tests.support.runs import jianzhen

from jianzhen.report.results import LeadRecord, Results


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of a run; read only."""
    folder = tmp_path_factory.mktemp("report")
    data = write_data(folder / "data")
    result = jianzhen("screen", data, "--out", folder / "out", "--rules", RULES, "--on", "2026-06-30")
    assert result.exit_code == 0, result.output
    return folder / "out"


@pytest.fixture(scope="session")
def results(run_folder: Path) -> Results:
    return Results(run_folder)


@pytest.fixture(scope="session")
def lead_of(results: Results):
    """The lead that a rule found."""

    def find(rule: str) -> LeadRecord:
        return next(lead for lead in results.leads if rule in {item.rule for item in lead.findings})

    return find
