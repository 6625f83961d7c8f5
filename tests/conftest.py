"""Options and engines of the whole test suite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jianzhen.screen.engines import Engine, open_engine


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", default="both", choices=["both", "duckdb", "spark"], help="engines for rule tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on both engines run in one process, so that only one cluster is started."""
    for item in items:
        if "engines" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.spark)
            item.add_marker(pytest.mark.xdist_group("spark"))


@pytest.fixture(scope="session")
def engines(pytestconfig: pytest.Config) -> Iterator[list[Engine]]:
    """The engines every rule test runs on; Spark is a cluster of two worker processes."""
    wanted = pytestconfig.getoption("--engine")
    opened = [open_engine(name) for name in (("duckdb", "spark") if wanted == "both" else (wanted,))]
    yield opened
    for engine in opened:
        engine.close()
