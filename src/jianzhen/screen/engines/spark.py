"""The second engine: Spark, for agencies that run a cluster."""

from __future__ import annotations

import os
import shutil
import sys
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from jianzhen.rules.verdict import Table
from jianzhen.screen.engines.base import OUTCOME, EngineUnavailableError, PerSubject

MASTER_VARIABLE = "JIANZHEN_SPARK_MASTER"
"""Environment variable with the cluster's address; without it two workers start on this machine."""

LOCAL_CLUSTER = "local-cluster[2,1,1024]"


class SparkEngine:
    """Ibis expressions on a Spark session; series rules by ``applyInArrow``."""

    name = "spark"

    def __init__(self, session: Any, *, stops_session: bool = False) -> None:
        self._session = session
        self._connection = ibis.pyspark.connect(session)
        self._stops_session = stops_session
        self._kept: dict[Any, tuple[Any, Table]] = {}
        self._lasting: set[Any] = set()

    @classmethod
    def start(cls, master: str | None = None, *, config: Mapping[str, str] | None = None) -> SparkEngine:
        """Start or join a cluster; ``config`` adds Spark's own settings to a session that starts here.

        Raises:
            EngineUnavailableError: PySpark or Java is missing.
        """
        session, is_new = start_session(master or os.environ.get(MASTER_VARIABLE, LOCAL_CLUSTER), config or {})
        return cls(session, stops_session=is_new)

    def read(self, *paths: Path) -> Table:
        """Parquet files as one table expression."""
        frame = self._session.read.schema(_schema(paths)).parquet(*(str(path) for path in paths))
        return self._named(frame)

    def fetch(self, expression: Table) -> pa.Table:
        """Compute an expression on the cluster."""
        # Not through Ibis: its way leads over pandas, which turns whole numbers with gaps into floats.
        rows = self._as_declared(expression).toArrow()
        return rows.cast(expression.schema().to_pyarrow())

    def map_subjects(self, expression: Table, function: PerSubject) -> pa.Table:
        """Apply a function per subject on the workers."""
        frame = self._as_declared(expression)
        done = frame.groupBy("subject").applyInArrow(function, schema="subject string, payload string")
        return done.toArrow().cast(OUTCOME)

    def keep(self, expression: Table, *, lasting: bool = False) -> Table:
        """Compute an expression once and hold the result until ``release``; a lasting one until ``close``."""
        if expression.op() not in self._kept:
            frame = self._as_declared(expression).cache()
            self._kept[expression.op()] = (frame, self._named(frame))
            if lasting:
                self._lasting.add(expression.op())
        return self._kept[expression.op()][1]

    def release(self) -> None:
        """Let go of everything that was kept and is not lasting."""
        for expression in self._kept.keys() - self._lasting:
            frame, table = self._kept.pop(expression)
            frame.unpersist()
            self._session.catalog.dropTempView(table.get_name())

    def _as_declared(self, expression: Table) -> Any:
        """A data frame with the types of the expression: Spark reads the float 0.5 as a decimal."""
        frame = self._session.sql(self._sql(expression))
        declared = expression.schema()
        floats = {
            name: frame[name].cast("double")
            for name, kind in frame.dtypes
            if kind.startswith("decimal") and declared[name].is_floating()
        }
        return frame.withColumns(floats)

    def _named(self, frame: Any) -> Table:
        """A data frame as a table expression."""
        name = f"jianzhen_{uuid.uuid4().hex}"
        frame.createOrReplaceTempView(name)
        return self._connection.table(name)

    def _sql(self, expression: Table) -> str:
        """The Spark SQL of an expression."""
        return str(ibis.to_sql(expression, dialect="pyspark"))

    def close(self) -> None:
        """Leave the cluster; stop the one that was started here."""
        self._lasting.clear()
        self.release()
        if self._stops_session:
            self._session.stop()


def _schema(paths: Sequence[Path]) -> Any:
    """What the files hold, read here: Spark would start a job for every table to find out."""
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - an extra, absent on most machines

    return from_arrow_schema(pa.unify_schemas([pq.read_schema(path) for path in paths]), prefer_timestamp_ntz=True)


def start_session(master: str, config: Mapping[str, str]) -> tuple[Any, bool]:
    """A Spark session that keeps Beijing time as it is written, and whether it was started here.

    Raises:
        EngineUnavailableError: PySpark or Java is missing.
    """
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra, absent on most machines
    except ImportError:
        raise EngineUnavailableError("PySpark is not installed 未安装 PySpark: pip install 'jianzhen[spark]'") from None
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise EngineUnavailableError("Spark needs Java 17 需要 Java 17: apt-get install openjdk-17-jre-headless")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    local = master.startswith("local")
    if local:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = (
        SparkSession.builder.appName("jianzhen")
        .master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        # Facts are naive Beijing time; with UTC no daylight rule of any zone can touch them.
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.inferTimestampNTZ.enabled", "true")
    )
    if local:
        builder = (
            builder.config("spark.sql.shuffle.partitions", "2")
            # Two workers gain nothing from planning anew between stages; small data lose much.
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            # One machine: no data are nearer than others, so no task waits for them.
            .config("spark.locality.wait", "0")
        )
    for name, value in config.items():
        builder = builder.config(name, value)
    is_new = SparkSession.getActiveSession() is None
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session, is_new
