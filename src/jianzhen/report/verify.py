"""Verifies an evidence package with nothing but the file: seal, rows, findings, lead, rules."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jianzhen.contract import TABLES
from jianzhen.contract.model import FactTable, Kind
from jianzhen.report.evidence import LEAD, RUN
from jianzhen.seal.digest import digest_of
from jianzhen.seal.pack import Fault, Opened, open_sealed
from jianzhen.seal.rows import row_id


@dataclass(frozen=True, slots=True)
class Verification:
    """What the check of a package gave."""

    lead_id: str
    seal: str
    files: int
    rows: int
    findings: int
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults


def verify(path: Path) -> Verification:
    """Check a package: every byte, then that ids of rows, findings and lead say what they stand for.

    Raises:
        OSError: The file cannot be read.
    """
    opened = open_sealed(path)
    faults = list(opened.faults)
    lead: Mapping[str, Any] = {}
    rows: dict[tuple[str, str], Mapping[str, Any]] = {}
    if opened.contents:
        try:
            lead = json.loads(opened.contents.get(LEAD, b""))
            rows = _rows(opened)
            faults.extend(_check(opened, lead, rows))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            faults.append(Fault(LEAD, f"内容无法解读：{error!r}", f"contents cannot be interpreted: {error!r}"))
    return Verification(
        lead_id=str(lead.get("lead_id", "")) if isinstance(lead, dict) else "",
        seal=opened.seal,
        files=len(opened.contents),
        rows=len(rows),
        findings=len(lead.get("findings", ())) if isinstance(lead, dict) else 0,
        faults=tuple(faults),
    )


def _rows(opened: Opened) -> dict[tuple[str, str], Mapping[str, Any]]:
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for name, data in opened.contents.items():
        if name.startswith("rows/") and name.endswith(".json"):
            table = name.removeprefix("rows/").removesuffix(".json")
            for row in json.loads(data):
                found[table, row["row_id"]] = row
    return found


def _check(
    opened: Opened, lead: Mapping[str, Any], rows: Mapping[tuple[str, str], Mapping[str, Any]]
) -> Iterator[Fault]:
    for (table, given), row in rows.items():
        if row_id(TABLES[table], typed_row(TABLES[table], row)) != given:
            yield Fault(f"rows/{table}.json", f"行 {given} 与其编号不符", f"row {given} does not match its id")
    for finding in lead["findings"]:
        given = finding["finding_id"]
        if digest_of(finding["said"]) != given:
            yield Fault(LEAD, f"发现 {given} 与其编号不符", f"finding {given} does not match its id")
        for table, row, _ in finding["said"]["evidence"]:
            if (table, row) not in rows:
                yield Fault(f"rows/{table}.json", f"缺少证据行 {row}", f"evidence row {row} is missing")
    if digest_of(sorted(finding["finding_id"] for finding in lead["findings"])) != lead["lead_id"]:
        yield Fault(LEAD, "线索编号与发现不符", "the lead's id does not match its findings")
    for rule in json.loads(opened.contents[RUN])["rules"]:
        source = opened.contents.get(f"rules/{rule['id']}.py")
        if source is not None and hashlib.sha256(source).hexdigest() != rule["sha256"]:
            yield Fault(f"rules/{rule['id']}.py", "规则源码与运行记录不符", "rule source differs from the run record")


def typed_row(table: FactTable, row: Mapping[str, Any]) -> dict[str, Any]:
    """Plain data of a row as the values its id was worked out from.

    Raises:
        ValueError: A value is not of its column's kind.
    """
    return {column.name: _typed(column.kind, row[column.name]) for column in table.columns if column.name in row}


def _typed(kind: Kind, value: Any) -> Any:
    if kind is Kind.TIMESTAMP:
        return dt.datetime.fromisoformat(value)
    if kind is Kind.DATE:
        return dt.date.fromisoformat(value)
    return float(value) if kind is Kind.FLOAT else value
