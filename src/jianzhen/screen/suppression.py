"""Suppression as data: what is already explained weighs less, for a scope, with a reason, until a day.

A settings file may hold::

    [[suppressions]]
    id = "S-2026-03"
    rule = "person_two_places"      # "*" stands for every rule
    subject = "<subject>"           # "" or left out: every subject
    from_on = 2026-03-01            # period of the facts; either end may be left out
    to_on = 2026-03-31
    severity = "none"               # what the finding still weighs: none, low or middle
    reason = "clock of the sign-in device was wrong, confirmed by its maker"
    author = "who decided"
    expires_on = 2026-12-31         # from the day after, it no longer acts

Nothing is hidden: original and effective severity are both kept and shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pyarrow as pa

from jianzhen.rules.model import Rule
from jianzhen.screen.findings import Finding

NONE = "none"
EFFECTIVE = (NONE, "low", "middle")
_WEIGHT = {NONE: 0, "low": 1, "middle": 2, "high": 3}
EVERY = "*"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One decision that findings of a scope weigh less."""

    id: str
    rule: str
    reason: str
    author: str
    expires_on: dt.date
    severity: str = NONE
    subject: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None

    def plain(self) -> dict[str, Any]:
        """As plain data, for the run record."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}

    def covers(self, finding: Finding, on: dt.date) -> bool:
        """Whether it acts on a finding in a run as of a day."""
        if on > self.expires_on or self.rule not in {EVERY, finding.rule} or self.subject not in {"", finding.subject}:
            return False
        start = finding.from_at.date() if finding.from_at else None
        end = finding.to_at.date() if finding.to_at else start
        # A fact without a day lies in no period.
        if start is None or end is None:
            return self.from_on is None and self.to_on is None
        return (self.from_on is None or self.from_on <= start) and (self.to_on is None or end <= self.to_on)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that weighs less than it says, and who decided so."""

    finding_id: str
    suppression_id: str
    original_severity: str
    effective_severity: str
    reason: str
    author: str
    expires_on: dt.date


SUPPRESSED_SCHEMA = pa.schema(
    [
        ("finding_id", pa.string()),
        ("suppression_id", pa.string()),
        ("original_severity", pa.string()),
        ("effective_severity", pa.string()),
        ("reason", pa.string()),
        ("author", pa.string()),
        ("expires_on", pa.date32()),
    ]
)


def suppress(found: Iterable[Finding], decisions: Sequence[Suppression], on: dt.date) -> list[Suppressed]:
    """What acts on which finding; of several the one that leaves least, and none that would raise."""
    told = []
    for finding in found:
        acting = [item for item in decisions if item.covers(finding, on)]
        lighter = [item for item in acting if _WEIGHT[item.severity] < _WEIGHT[finding.severity]]
        if lighter:
            first = min(lighter, key=lambda item: (_WEIGHT[item.severity], item.id))
            told.append(
                Suppressed(
                    finding.finding_id,
                    first.id,
                    finding.severity,
                    first.severity,
                    first.reason,
                    first.author,
                    first.expires_on,
                )
            )
    return told


def suppressed_table(told: Iterable[Suppressed]) -> pa.Table:
    """The table ``suppressed``."""
    rows = [{name: getattr(item, name) for name in SUPPRESSED_SCHEMA.names} for item in told]
    return pa.Table.from_pylist(rows, SUPPRESSED_SCHEMA)


def parse_suppressions(data: Any, rules: Mapping[str, Rule], faults: list[str]) -> tuple[Suppression, ...]:
    """Read decisions from a settings file; what is wrong with them goes to ``faults``."""
    if not isinstance(data, list) or not all(isinstance(item, Mapping) for item in data):
        faults.append("[[suppressions]]: expected a list of tables 应为若干张表")
        return ()
    read = [_one(number, item, rules, faults) for number, item in enumerate(data, 1)]
    ids = [item.id for item in read if item]
    faults.extend(f"[[suppressions]] id {name!r}: twice 重复" for name in sorted({x for x in ids if ids.count(x) > 1}))
    return tuple(item for item in read if item)


_TEXTS = ("id", "rule", "reason", "author")
_DAYS = ("expires_on", "from_on", "to_on")


def _one(number: int, item: Mapping[str, Any], rules: Mapping[str, Rule], faults: list[str]) -> Suppression | None:
    values = {name: _day(value) if name in _DAYS else value for name, value in item.items()}
    told = [f"[[suppressions]] {number} {fault}" for fault in _faults(values, rules)]
    faults.extend(told)
    return None if told else Suppression(**values)


def _faults(values: Mapping[str, Any], rules: Mapping[str, Rule]) -> Iterator[str]:
    known = [item.name for item in fields(Suppression)]
    for name in values:
        if name not in known:
            yield f"{name}: unknown 未知; known 可用: {', '.join(known)}"
    for name in _TEXTS:
        if not isinstance(values.get(name), str) or not values[name].strip():
            yield f"{name}: expected a text that is not empty 必须填写"
    for name in _DAYS:
        given = values.get(name)
        if not isinstance(given, dt.date) and (name == "expires_on" or given is not None):
            yield f"{name}: expected a day such as 2026-12-31 应为日期"
    if values.get("severity", NONE) not in EFFECTIVE:
        yield f"severity: expected one of 应为 {', '.join(EFFECTIVE)}"
    if not isinstance(values.get("subject", ""), str):
        yield "subject: expected a text 应为文本"
    if isinstance(values.get("rule"), str) and values["rule"] not in {EVERY, *rules}:
        yield f"rule: unknown rule 没有这条规则 {values['rule']!r}"


def _day(value: Any) -> Any:
    """A day comes from TOML as a date, from a run record as text."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value
    return value
