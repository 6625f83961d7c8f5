"""Row ids in SQL: the same digest as ``jianzhen.seal.rows.row_id``, for whole batches."""

from __future__ import annotations

from functools import cache

from jianzhen.contract import TABLES, Column, Kind
from jianzhen.seal.digest import ID_DIGITS


@cache
def row_id_sql(table: str) -> str:
    """The DuckDB expression that digests a row with the contract's columns."""
    parts = [f"'{table}\n'", *(_part(column) for column in TABLES[table].columns)]
    return f"left(sha256(concat({', '.join(parts)})), {ID_DIGITS})"


def _part(column: Column) -> str:
    text = _text(column)
    # A null makes the whole chain of || null, which concat leaves out.
    return f"'{column.name}=' || strlen({text}) || ':' || {text} || ';'"


def _text(column: Column) -> str:
    name = f'"{column.name}"'
    match column.kind:
        case Kind.FLOAT:
            return f"printf('%.17g', {name})"
        case Kind.TIMESTAMP:
            return f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%f')"
        case Kind.TEXT:
            return name
        case _:
            return f"CAST({name} AS VARCHAR)"
