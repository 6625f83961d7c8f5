"""Answers of rules kept on disk, so that a run that was broken off goes on with the next rule."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jianzhen.screen.coverage import CoverageRow
from jianzhen.screen.findings import EvidenceRow, Finding, plain
from jianzhen.screen.judge import Answer

_MOMENTS = ("from_at", "to_at")


@dataclass(frozen=True, slots=True)
class Memory:
    """Answers in ``folder``, one file a rule. The folder is named after all that decides them."""

    folder: Path

    def get(self, rule_id: str) -> Answer | None:
        """What the rule said; None when it was not asked yet, or the file is not whole."""
        try:
            said = json.loads(self._file(rule_id).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return Answer([_finding(one) for one in said["findings"]], [CoverageRow(*row) for row in said["coverage"]])

    def put(self, rule_id: str, answer: Answer) -> None:
        """Keep what the rule said: the file appears whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        findings, coverage = [_plain(one) for one in answer.findings], [list(row) for row in answer.coverage]
        text = json.dumps({"findings": findings, "coverage": coverage}, ensure_ascii=False)
        unfinished = self._file(rule_id).with_suffix(f".{os.getpid()}")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(self._file(rule_id))

    def _file(self, rule_id: str) -> Path:
        return self.folder / f"{rule_id}.json"


def _plain(finding: Finding) -> dict[str, Any]:
    fields = {**dataclasses.asdict(finding), "evidence": [list(row) for row in finding.evidence]}
    return {name: plain(value) if name in _MOMENTS else value for name, value in fields.items()}


def _finding(fields: dict[str, Any]) -> Finding:
    moments = {name: dt.datetime.fromisoformat(fields[name]) if fields[name] else None for name in _MOMENTS}
    return Finding(**{**fields, **moments, "evidence": tuple(EvidenceRow(*row) for row in fields["evidence"])})
