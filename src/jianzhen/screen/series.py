"""Hands one subject's rows of several tables to a series rule, on either engine."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.contract.model import Kind
from jianzhen.rules import catalogue
from jianzhen.rules.model import Rule
from jianzhen.rules.series import Columns, SeriesVerdict
from jianzhen.rules.verdict import Table
from jianzhen.screen.dataset import Dataset
from jianzhen.screen.engines.base import OUTCOME, SUBJECT, Engine
from jianzhen.screen.findings import plain

TABLE = "table"
LINK = "outlet_id"
"""Tables without a device of their own reach it through the outlet the device stands at."""


def subject_rows(rule: Rule, tables: Mapping[str, Table], dataset: Dataset, engine: Engine) -> Table:
    """All rows a series rule reads, in one table: ``subject``, ``table``, and a column per table and column."""
    reads = rule.reads or {}
    devices = dataset.read("devices", engine)
    outlets = devices.select(SUBJECT_DEVICE=devices.device_id, LINK_OUTLET=devices.outlet_id).distinct()
    parts = [_part(name, tables[name], reads, outlets) for name in reads]
    return parts[0] if len(parts) == 1 else ibis.union(*parts)


def _part(name: str, table: Table, reads: Mapping[str, tuple[str, ...]], outlets: Table) -> Table:
    if "device_id" in table.columns:
        subject = table.device_id
    elif LINK in table.columns:
        table = table.join(outlets, table[LINK] == outlets.LINK_OUTLET)
        subject = table.SUBJECT_DEVICE
    else:
        raise TypeError(f"table {name} has neither device_id nor outlet_id: a series rule cannot read it")
    columns: dict[str, Any] = {SUBJECT: subject, TABLE: ibis.literal(name)}
    for other, wanted in reads.items():
        types = schema(other)
        for column in ("row_id", *wanted):
            empty = ibis.null(_ibis_type(types.field(column).type))
            columns[f"{other}__{column}"] = table[column] if other == name else empty
    return table.select(**columns).filter(lambda rows: rows[SUBJECT].notnull())


def _ibis_type(kind: pa.DataType) -> str:
    if pa.types.is_timestamp(kind):
        return "timestamp"
    return {"double": "float64", "bool": "boolean", "date32[day]": "date"}.get(str(kind), str(kind))


def judge_subject(rule_id: str, parameters: dict[str, float], on: dt.date | None, rows: pa.Table) -> pa.Table:
    """Run a series rule on one subject's rows; the answer is JSON so that it crosses any border unchanged."""
    rule = catalogue.find(rule_id)
    reads = rule.reads or {}
    inputs = {name: _columns(rows, name, wanted) for name, wanted in reads.items()}
    verdict: SeriesVerdict = rule.function(**inputs, **parameters, **({"on": on} if on else {}))
    payload = json.dumps({"episodes": [_told(item) for item in verdict.episodes], "units": verdict.units})
    return pa.Table.from_pylist([{SUBJECT: rows[SUBJECT][0].as_py(), "payload": payload}], OUTCOME)


def _columns(rows: pa.Table, name: str, wanted: tuple[str, ...]) -> Columns:
    """One table's rows as arrays, in the order of time and row id."""
    mine = rows.filter(pc.equal(rows[TABLE], name))
    order = [(f"{name}__{column}", "ascending") for column in (*_clock(name, wanted), "row_id")]
    ordered = mine.sort_by(order)
    return Columns({column: _array(ordered[f"{name}__{column}"]) for column in ("row_id", *wanted)})


def _clock(name: str, wanted: tuple[str, ...]) -> list[str]:
    """The first moment among the columns, by which the rows are ordered."""
    return [column.name for column in TABLES[name].columns if column.name in wanted and column.kind is Kind.TIMESTAMP][
        :1
    ]


def _array(column: pa.ChunkedArray) -> NDArray[Any]:
    kind = column.type
    if pa.types.is_timestamp(kind):
        return np.asarray(column.cast(pa.timestamp("us")).to_numpy(), dtype="datetime64[us]")
    if pa.types.is_date(kind):
        return np.asarray(column.to_numpy(), dtype="datetime64[D]")
    if pa.types.is_floating(kind) or pa.types.is_integer(kind):
        return np.asarray(column.cast(pa.float64()).to_numpy(), dtype=np.float64)
    return np.array(column.to_pylist(), dtype=object)


def _told(episode: Any) -> dict[str, Any]:
    return {
        "from_at": _iso(episode.from_at),
        "to_at": _iso(episode.to_at),
        "measure": float(episode.measure),
        "threshold": float(episode.threshold),
        "severity": episode.severity,
        "detail": {name: _plain(value) for name, value in episode.detail.items()},
        "evidence": [[proof.table, str(row), proof.role] for proof in episode.evidence for row in proof.rows],
    }


def _iso(moment: np.datetime64) -> str:
    stamp: dt.datetime = moment.astype("datetime64[us]").item()
    return stamp.isoformat()


def _plain(value: Any) -> Any:
    if isinstance(value, np.datetime64):
        return _iso(value)
    if isinstance(value, np.generic):
        value = value.item()
    return plain(value)
