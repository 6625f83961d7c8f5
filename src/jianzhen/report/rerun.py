"""Repeating a run from its record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jianzhen.report.screening import Request
from jianzhen.rules import catalogue
from jianzhen.screen.record import RecordError
from jianzhen.screen.settings import parse


def request_of(run: Mapping[str, Any], run_file: Path, *, data: Path | None, out: Path, engine: str | None) -> Request:
    """The request that a record describes.

    Raises:
        RecordError: The record does not hold what a request needs.
        jianzhen.screen.settings.SettingsError: Its settings do not fit the rules of today.
    """
    try:
        where = data or run_file.resolve().parent / run["data"]["path"]
        return Request(
            data=where,
            out=out,
            on=dt.date.fromisoformat(run["on"]),
            rule_ids=tuple(rule["id"] for rule in run["rules"]),
            settings=parse(run["settings"], catalogue.catalogue()),
            engine=engine or run["engine"],
        )
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, UserWarning):
            raise
        raise RecordError(f"{run_file.name}: incomplete run record 运行记录不完整: {error}") from error


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What differs between two runs: inputs, rules, thresholds, findings. Empty when they are the same."""
    found: list[str] = []
    files = (
        {item["name"]: item["sha256"] for item in old["files"]},
        {item["name"]: item["sha256"] for item in new["files"]},
    )
    for name in sorted({*files[0], *files[1]}):
        if files[0].get(name) != files[1].get(name):
            found.append(f"文件 file {name}: {_state(files[0].get(name), files[1].get(name))}")
    rules = {item["id"]: item for item in old["rules"]}, {item["id"]: item for item in new["rules"]}
    for rule_id in sorted({*rules[0], *rules[1]}):
        before, after = rules[0].get(rule_id, {}), rules[1].get(rule_id, {})
        found.extend(
            f"规则 rule {rule_id} {key}: {before.get(key)} → {after.get(key)}"
            for key in ("version", "sha256", "parameters")
            if before.get(key) != after.get(key)
        )
    if old.get("program") != new.get("program"):
        found.append(f"程序 program: {old.get('program')} → {new.get('program')}")
    if old["results"]["findings_sha256"] != new["results"]["findings_sha256"]:
        found.append(
            f"发现 findings: {old['results']['findings']} → {new['results']['findings']} (不同的编号 other ids)"
        )
    return found


def _state(old: str | None, new: str | None) -> str:
    if old is None:
        return "新增 new"
    if new is None:
        return "缺失 missing"
    return "内容已变 changed"
