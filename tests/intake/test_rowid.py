"""The id computed by the database engine equals the one a verifier computes without it."""

from __future__ import annotations

import string
from datetime import date, datetime

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzhen.contract import TABLES, Column, Kind
from jianzhen.contract.arrow import ARROW_TYPES
from jianzhen.intake.rowid import row_id_sql
from jianzhen.seal.rows import row_id

_TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8) | st.text(
    string.ascii_letters
)
VALUES = {
    Kind.TEXT: _TEXT,
    Kind.FLOAT: st.floats(allow_nan=False, allow_infinity=False).map(lambda x: x + 0.0),
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.BOOLEAN: st.booleans(),
    Kind.TIMESTAMP: st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)),
    Kind.DATE: st.dates(date(1900, 1, 1), date(2100, 12, 31)),
}


_SQL = {Kind.FLOAT: "DOUBLE", Kind.TIMESTAMP: "TIMESTAMP"}


def _value(column: Column) -> st.SearchStrategy:
    return st.none() | VALUES[column.kind]


# Between them these tables have columns of every kind.
_TABLES = st.sampled_from(["sampling_events", "capabilities", "samples", "movements", "analysis_runs"])
_ROWS = _TABLES.flatmap(
    lambda name: st.tuples(
        st.just(name), st.fixed_dictionaries({column.name: _value(column) for column in TABLES[name].columns})
    )
)


@settings(max_examples=200, deadline=None)
@given(_ROWS)
def test_both_ways_give_the_same_id(case):
    name, row = case
    kinds = pa.schema([(column.name, ARROW_TYPES[column.kind]) for column in TABLES[name].columns])
    with duckdb.connect() as engine:
        engine.register("batch", pa.Table.from_pylist([row], schema=kinds))
        found = engine.sql(f"SELECT {row_id_sql(name)} FROM batch").fetchall()[0][0]
    assert found == row_id(TABLES[name], row)


def test_the_id_is_the_documented_digest():
    with duckdb.connect() as engine:
        columns = ", ".join(
            f'CAST(NULL AS {_SQL.get(column.kind, "VARCHAR")}) AS "{column.name}"'
            for column in TABLES["filed_parameters"].columns
            if column.name not in {"device_id", "value"}
        )
        engine.execute(f"CREATE TABLE t AS SELECT '设' AS device_id, 0.1::DOUBLE AS value, {columns}")
        found = engine.sql(f"SELECT {row_id_sql('filed_parameters')} FROM t").fetchall()[0][0]
        text = "filed_parameters\ndevice_id=3:设;value=19:0.10000000000000001;"
        assert found == engine.sql("SELECT left(sha256(?), 32)", params=[text]).fetchall()[0][0]
