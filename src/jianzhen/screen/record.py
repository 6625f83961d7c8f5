"""The run record: what was read, with which rules and thresholds, so that a run can be repeated."""

from __future__ import annotations

import datetime as dt
import inspect
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jianzhen import __version__
from jianzhen.rules.model import Rule
from jianzhen.screen.findings import Finding
from jianzhen.screen.settings import Settings
from jianzhen.seal.digest import digest_of, sha256_of, sha256_of_file

FORMAT = "jianzhen-run/1"


class RecordError(ValueError):
    """A run record that cannot be read or is not one."""


def rule_source(rule: Rule) -> Path:
    """The file a rule stands in.

    Raises:
        RecordError: The function has no source file.
    """
    found = inspect.getsourcefile(rule.function)
    if found is None:
        raise RecordError(f"rule {rule.id} has no source file")
    return Path(found)


def record(
    *,
    data_path: str,
    files: Iterable[Mapping[str, Any]],
    tables: Mapping[str, int],
    faults: Mapping[str, int],
    rules: Mapping[str, Rule],
    settings: Settings,
    on: dt.date,
    engine: str,
    found: Iterable[Finding],
    leads: int,
    failed: Iterable[str],
    started_at: dt.datetime,
    finished_at: dt.datetime,
    lake: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Put a run on record.

    The ``run_id`` covers everything that decides the answer; engine, path and clock do not.
    A run over a lake names its batch in ``lake``; among ``files`` stands the batch's entry.
    """
    chosen = [rule for rule in rules.values() if settings.enabled(rule)]
    ids = sorted(item.finding_id for item in found)
    deciding = {
        "program": {"name": "jianzhen", "version": __version__},
        "on": on.isoformat(),
        "files": sorted(({"name": f["name"], "sha256": f["sha256"]} for f in files), key=lambda f: str(f["name"])),
        "rules": [_rule(rule, settings) for rule in chosen],
        "settings": settings.plain(),
    }
    return {
        "format": FORMAT,
        "run_id": digest_of(deciding),
        **deciding,
        "engine": engine,
        "data": {
            "path": data_path,
            "files": sorted((dict(f) for f in files), key=lambda f: str(f["name"])),
            "tables": dict(sorted(tables.items())),
            "faults": dict(faults),
        },
        **({"lake": dict(lake)} if lake else {}),
        "results": {"findings": len(ids), "leads": leads, "findings_sha256": sha256_of(ids), "failed": sorted(failed)},
        "started_at": started_at.isoformat(timespec="seconds"),
        "finished_at": finished_at.isoformat(timespec="seconds"),
    }


def _rule(rule: Rule, settings: Settings) -> dict[str, Any]:
    return {
        "id": rule.id,
        "version": rule.version,
        "sha256": sha256_of_file(rule_source(rule)),
        "parameters": settings.of(rule, "", None),
    }


def read_record(path: Path) -> dict[str, Any]:
    """Read a run record.

    Raises:
        RecordError: The file cannot be read or is no record of this format.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise RecordError(f"{path.name}: cannot be read as a run record 无法读作运行记录: {error}") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise RecordError(f"{path.name}: expected a run record of format {FORMAT} 应为该格式的运行记录")
    missing = [key for key in ("run_id", "on", "files", "rules", "settings", "data", "results") if key not in data]
    if missing:
        raise RecordError(f"{path.name}: incomplete run record, missing 缺: {', '.join(missing)}")
    return data
