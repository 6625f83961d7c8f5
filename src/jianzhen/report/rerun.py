"""Repeating a run from its record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jianzhen.report.screening import Request
from jianzhen.rules import catalogue
from jianzhen.screen.engines import NAMES
from jianzhen.screen.record import RecordError
from jianzhen.screen.settings import parse

Run = Mapping[str, Any]


def request_of(run: Run, run_file: Path, *, data: Path | None, out: Path, engine: str | None) -> Request:
    """The request that a record describes.

    Raises:
        RecordError: The record does not hold what a request needs.
        jianzhen.screen.settings.SettingsError: Its settings do not fit the rules of today.
    """
    settings = parse(run["settings"], catalogue.catalogue())
    if (engine or run.get("engine")) not in NAMES:
        raise RecordError(f"{run_file.name}: unknown engine 未知引擎 {run.get('engine')!r}; known: {', '.join(NAMES)}")
    try:
        return Request(
            data=data or run_file.resolve().parent / run["data"]["path"],
            out=out,
            on=dt.date.fromisoformat(run["on"]),
            rule_ids=tuple(rule["id"] for rule in run["rules"]),
            settings=settings,
            engine=engine or run["engine"],
            batch=run["lake"]["batch"] if "lake" in run else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(f"{run_file.name}: incomplete run record 运行记录不完整: {error}") from None


def differences(old: Run, new: Run) -> list[str]:
    """What differs between two runs: inputs, rules, thresholds, findings. Empty when they are the same."""
    return [*_files(old, new), *_rules(old, new), *_rest(old, new)]


def _files(old: Run, new: Run) -> Iterator[str]:
    before, after = ({item["name"]: item["sha256"] for item in run["files"]} for run in (old, new))
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield f"文件 file {name}: {_state(before.get(name), after.get(name))}"


def _rules(old: Run, new: Run) -> Iterator[str]:
    before, after = ({item["id"]: item for item in run["rules"]} for run in (old, new))
    for rule_id in sorted({*before, *after}):
        one, other = before.get(rule_id, {}), after.get(rule_id, {})
        for key in ("version", "sha256", "parameters"):
            if one.get(key) != other.get(key):
                yield f"规则 rule {rule_id} {key}: {one.get(key)} → {other.get(key)}"


def _rest(old: Run, new: Run) -> Iterator[str]:
    if old.get("program") != new.get("program"):
        yield f"程序 program: {old.get('program')} → {new.get('program')}"
    before, after = old["results"], new["results"]
    if before["findings_sha256"] != after["findings_sha256"]:
        yield f"发现 findings: {before['findings']} → {after['findings']} (编号不同 other ids)"


def _state(old: str | None, new: str | None) -> str:
    if old is None:
        return "新增 new"
    return "缺失 missing" if new is None else "内容已变 changed"
