"""The SQL of a rule as a text to put on record: contract tables by their names, no data needed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import pyarrow as pa

from jianzhen.contract.arrow import schema
from jianzhen.rules.model import Rule
from jianzhen.rules.verdict import Table, Verdict


def asked(
    rule: Rule, groups: Sequence[tuple[Mapping[str, float], frozenset[str] | None]], on: dt.date
) -> dict[str, str]:
    """The queries of a run: those with the general thresholds, and one more set for each particular one.

    Every text begins with the thresholds it holds and the subjects it was asked for.
    """
    texts: dict[str, str] = {}
    for number, (parameters, subjects) in enumerate(groups):
        whom = "all others" if subjects is None else ", ".join(sorted(subjects))
        head = f"-- thresholds: {json.dumps(parameters, sort_keys=True)}\n-- subjects: {whom}\n"
        suffix = "" if subjects is None else f".{number}"
        texts |= {f"{name}{suffix}": head + text for name, text in queries(rule, parameters, on).items()}
    return texts


def queries(rule: Rule, parameters: Mapping[str, float], on: dt.date) -> dict[str, str]:
    """What a relational rule asks of the tables, as DuckDB SQL: ``findings`` and ``units``.

    Empty for a series rule, whose source is the record. Spark is asked the same in its own dialect.
    """
    if rule.is_series:
        return {}
    tables = {name: _named(name) for name in (*rule.needs, *rule.uses)}
    as_of = {"on": on} if rule.takes_on else {}
    verdict: Verdict = rule.function(**tables, **parameters, **as_of)
    return {
        "findings": str(ibis.to_sql(verdict.findings, dialect="duckdb")),
        "units": str(ibis.to_sql(verdict.units, dialect="duckdb")),
    }


def _named(table: str) -> Table:
    """A contract table as an expression without data."""
    fields = {field.name: _type(field.type) for field in schema(table)}
    return ibis.table(fields, name=table)


def _type(kind: pa.DataType) -> Any:
    return ibis.dtype("timestamp") if pa.types.is_timestamp(kind) else ibis.dtype(kind)
