"""Rows that are there twice: the same words again, or the same key with other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.contract import TABLES
from jianzhen.contract.derive import derived_columns
from jianzhen.intake.faults import Severity
from jianzhen.intake.place import Place
from jianzhen.intake.problem import Problem
from jianzhen.words import Words

if TYPE_CHECKING:
    import duckdb

    from jianzhen.intake.faultlog import FaultLog
    from jianzhen.intake.parts import Part

REPEATED = Problem(
    "row.repeated",
    Words("每条记录只出现一次", "each record once"),
    Words("与前面的一行完全相同，已略去；删去重复行", "it equals an earlier row and is left out; remove it"),
    Severity.WARNING,
)
KEY_TWICE = Problem(
    "key.repeated",
    Words("主键不重复", "a key that no other row has"),
    Words(
        "两行主键相同而内容不同，都已保留：核对哪一行正确，或改正编号",
        "two rows share the key but differ, and both are kept: find out which is right, or correct the number",
    ),
)


def drop_repeats(engine: duckdb.DuckDBPyConnection, part: Part, log: FaultLog) -> int:
    """List repeated rows and keys; note in the table ``dropped`` the rows to leave out.

    Returns:
        The number of rows left out.
    """
    engine.execute("CREATE TABLE IF NOT EXISTS dropped (name VARCHAR, number BIGINT)")
    source = f"read_parquet('{str(part.path).replace(chr(39), chr(39) * 2)}', file_row_number = true)"
    dropped = _drop_same_row(engine, part, source, log) if _clashes(engine, source, "row_id") else 0
    key = key_columns(part.table)
    if key and _clashes(engine, source, key):
        _tell_same_key(engine, part, source, key, log)
    return dropped


def key_columns(table: str) -> str:
    """The key as SQL; parameters, methods and units count by their code, not by their spelling."""
    facts = TABLES[table]
    derived = {column.name for column in derived_columns(facts)}
    names = [f"{column.name}_code" if f"{column.name}_code" in derived else column.name for column in facts.key]
    return ", ".join(f'"{name}"' for name in names)


def _clashes(engine: duckdb.DuckDBPyConnection, source: str, key: str) -> bool:
    found = engine.sql(
        f"SELECT EXISTS (SELECT 1 FROM (SELECT hash({key}) AS h FROM {source}) GROUP BY h HAVING count(*) > 1)"
    ).fetchall()
    return bool(found[0][0])


def _drop_same_row(engine: duckdb.DuckDBPyConnection, part: Part, source: str, log: FaultLog) -> int:
    again = _again(source, "row_id", _shown(key_columns(part.table)), "true")
    _tell(engine, part, again, REPEATED, log)
    engine.execute(f"INSERT INTO dropped SELECT '{part.table}', file_row_number FROM ({again})")
    return int(engine.sql(f"SELECT count(*) FROM dropped WHERE name = '{part.table}'").fetchall()[0][0])


def _tell_same_key(engine: duckdb.DuckDBPyConnection, part: Part, source: str, key: str, log: FaultLog) -> None:
    kept = f"file_row_number NOT IN (SELECT number FROM dropped WHERE name = '{part.table}')"
    _tell(engine, part, _again(source, key, _shown(key), kept), KEY_TWICE, log)


def _shown(key: str) -> str:
    return f"concat_ws(', ', {key})"


def _again(source: str, key: str, shown: str, condition: str) -> str:
    """Rows whose key an earlier row has; ``found`` shows the key and where it stood first."""
    window = f"(PARTITION BY {key} ORDER BY file_row_number)"
    first = ", ".join(f"first_value({name}) OVER {window}" for name in ("_file", "nullif(_sheet, '')", "_row"))
    return (
        f"SELECT _file, _sheet, _row, file_row_number, {shown} || ' (= ' || concat_ws(' ', {first}) || ')' AS found "
        f"FROM {source} WHERE {condition} QUALIFY row_number() OVER {window} > 1"
    )


def _tell(engine: duckdb.DuckDBPyConnection, part: Part, rows: str, problem: Problem, log: FaultLog) -> None:
    for (file, sheet), printed in part.printed.items():
        found = engine.sql(
            f"SELECT _row, found FROM ({rows}) WHERE _file = ? AND _sheet = ? ORDER BY _row", params=[file, sheet]
        ).to_arrow_table()
        column = ", ".join(printed[column.name] for column in TABLES[part.table].key if column.name in printed)
        numbers, texts = found["_row"].combine_chunks(), found["found"].combine_chunks()
        log.add_cells(Place(file, sheet, part.table), column, problem, numbers, texts)
