"""Options and engines of the whole test suite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jianzhen.screen.engines import Engine, open_engine
from jianzhen.screen.engines.spark import SparkEngine

TINY = {
    # A test has a dozen rows: compiling a query to machine code takes longer than running it.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", default="both", choices=["both", "duckdb", "spark"], help="engines for rule tests")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on both engines are marked, so that they can be run in one process with one cluster."""
    for item in items:
        if "engines" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.spark)


@pytest.fixture(scope="session")
def engines(pytestconfig: pytest.Config) -> Iterator[list[Engine]]:
    """The engines every rule test runs on; Spark is a cluster of two worker processes."""
    wanted = pytestconfig.getoption("--engine")
    names = ("duckdb", "spark") if wanted == "both" else (wanted,)
    opened = [SparkEngine.start(config=TINY) if name == "spark" else open_engine(name) for name in names]
    yield opened
    for engine in opened:
        engine.close()
