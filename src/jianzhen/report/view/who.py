"""Whom a lead is about, as far as the registry rows of the run tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jianzhen.contract import TABLES
from jianzhen.contract.codes import code_list
from jianzhen.report.results import Results, Row
from jianzhen.words import Words

KINDS = {
    "organization": Words("机构", "organisation"),
    "device": Words("自动监测设备", "automatic device"),
    "outlet": Words("排放口", "outlet"),
    "person": Words("人员", "person"),
}


@dataclass(frozen=True, slots=True)
class Party:
    """The subject of a lead; ``name`` is empty when the data do not give one."""

    kind: Words
    id: str
    name: str
    facts: tuple[tuple[Words, str], ...] = ()
    """What helps to reach it: (label, text)."""
    region: str | None = None


def party(results: Results, kind: str, subject: str) -> Party:
    """Look a subject up."""
    title = KINDS.get(kind, Words(kind, kind))
    if kind == "organization":
        row = _row(results, "organizations", "org_id", subject)
        return Party(title, subject, _name(row), tuple(_facts(row)), row["region"] if row else None)
    if kind == "device":
        return _device(results, title, subject)
    return Party(title, subject, "")


def _device(results: Results, title: Words, subject: str) -> Party:
    device = _row(results, "devices", "device_id", subject)
    outlet = _row(results, "outlets", "outlet_id", device["outlet_id"]) if device else None
    owner = _row(results, "organizations", "org_id", outlet["org_id"]) if outlet else None
    operator = _row(results, "organizations", "org_id", device["om_org_id"]) if device else None
    facts: list[tuple[Words, str]] = []
    if outlet:
        facts.append((Words("排放口", "outlet"), str(outlet["outlet_id"])))
        facts.append((Words("排污单位代码", "discharger"), str(outlet["org_id"])))
    if device and device["om_org_id"]:
        named = " ".join(filter(None, (_name(operator), device["om_org_id"])))
        facts.append((Words("运维机构", "O&M operator"), named))
    return Party(title, subject, _name(owner), (*facts, *_facts(owner)), owner["region"] if owner else None)


def _name(row: Row | None) -> str:
    return str(row["name"] or "") if row else ""


def _facts(row: Row | None) -> Iterator[tuple[Words, str]]:
    for name in ("kind", "region", "address", "phone"):
        if row and row[name]:
            column = TABLES["organizations"][name]
            title = code_list(column.codes).titles.get(row[name]) if column.codes else None
            yield Words(column.zh, column.en), title.zh if title else str(row[name])


def _row(results: Results, table: str, column: str, value: str | None) -> Row | None:
    found = results.store.where(table, column, value) if value else []
    return found[0] if found else None
