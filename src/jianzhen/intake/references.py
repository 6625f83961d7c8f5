"""Cells that point to a row of another table: a missing target is a warning.

A table that is not in the data at all says nothing about what points to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.contract import TABLES
from jianzhen.intake.faults import Severity
from jianzhen.intake.place import Place
from jianzhen.intake.problem import Problem
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from jianzhen.contract import Column
    from jianzhen.intake.faultlog import FaultLog
    from jianzhen.intake.parts import Part


def verify_references(engine: duckdb.DuckDBPyConnection, parts: Mapping[str, Part], log: FaultLog) -> None:
    """List every cell whose target row is not in the data."""
    for part in parts.values():
        for column in TABLES[part.table].columns:
            target, _, name = column.references.partition(".")
            if target in parts and name in parts[target].columns and column.name in part.columns:
                _verify(engine, part, column, parts[target], log)


def _verify(engine: duckdb.DuckDBPyConnection, part: Part, column: Column, target: Part, log: FaultLog) -> None:
    problem = missing_target(column)
    one = f"unnest(string_split(\"{column.name}\", ';'))" if column.many else f'"{column.name}"'
    pointed = column.references.partition(".")[2]
    query = (
        f"SELECT _row, value FROM (SELECT _file, _sheet, _row, {one} AS value FROM {_source(part)}) "
        f'WHERE value IS NOT NULL AND value NOT IN (SELECT "{pointed}" FROM {_source(target)} '
        f'WHERE "{pointed}" IS NOT NULL) AND _file = ? AND _sheet = ? ORDER BY _row'
    )
    for (file, sheet), printed in part.printed.items():
        if column.name in printed:
            found = engine.sql(query, params=[file, sheet]).to_arrow_table()
            numbers, values = found["_row"].combine_chunks(), found["value"].combine_chunks()
            log.add_cells(Place(file, sheet, part.table), printed[column.name], problem, numbers, values)


def missing_target(column: Column) -> Problem:
    """A pointer that points at nothing."""
    target, _, name = column.references.partition(".")
    facts = TABLES[target]
    return Problem(
        "reference.missing",
        Words(f"“{facts.zh}”表中有的{facts[name].zh}", f"a {name} that stands in the table {target}"),
        Words(
            "补上那一行，或改正编号；涉及该项的规则可能“无法判断”",
            "add that row or correct the number; rules may not be able to tell",
        ),
        Severity.WARNING,
    )


def _source(part: Part) -> str:
    return f"read_parquet('{str(part.path).replace(chr(39), chr(39) * 2)}')"
