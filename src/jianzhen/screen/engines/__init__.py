"""Where rules run: DuckDB on one machine, Spark on a cluster."""

from __future__ import annotations

from jianzhen.screen.engines.base import Engine, EngineUnavailableError

NAMES = ("duckdb", "spark")


def open_engine(name: str) -> Engine:
    """Open the engine of a name.

    Raises:
        EngineUnavailableError: Its packages or its Java are not installed.
        ValueError: There is no such engine.
    """
    if name == "duckdb":
        from jianzhen.screen.engines.duckdb import DuckDBEngine  # noqa: PLC0415 - only the engine in use is loaded

        return DuckDBEngine()
    if name == "spark":
        from jianzhen.screen.engines.spark import SparkEngine  # noqa: PLC0415

        return SparkEngine.start()
    raise ValueError(f"no engine {name!r}; there are {', '.join(NAMES)}")


__all__ = ["NAMES", "Engine", "EngineUnavailableError", "open_engine"]
