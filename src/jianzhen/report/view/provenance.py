"""Where a lead comes from: run, rules, thresholds, inputs, program, and the commands that repeat and prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.say import number
from jianzhen.report.view.numbers import thresholds_in_force
from jianzhen.words import Words

SHORT_ID = 12


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule as it ran."""

    id: str
    title: Words
    version: int
    sha256: str
    parameters: str
    """``name=value`` of every threshold."""


@dataclass(frozen=True, slots=True)
class InputView:
    """One file as it was read."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class ProvenanceView:
    """Everything needed to repeat a lead."""

    run_id: str
    on: str
    finished_at: str
    program: str
    engine: str
    rules: tuple[RuleView, ...]
    inputs: tuple[InputView, ...]
    """The files the evidence rows stand in."""
    files: int
    """All files the run read; their digests are in ``run.json``."""
    rerun: str
    pack: str


def provenance_view(results: Results, lead: LeadRecord, files: set[str], region: str | None) -> ProvenanceView:
    """Tell the origin of one lead; ``files`` are those its evidence rows stand in."""
    run = results.run
    ids = {item.rule for item in lead.findings}
    short = lead.lead_id[:SHORT_ID]
    return ProvenanceView(
        run_id=run["run_id"],
        on=run["on"],
        finished_at=str(run.get("finished_at", "")).replace("T", " "),
        program=program(run),
        engine=str(run.get("engine", "")),
        rules=tuple(_rule(results, lead, entry, region) for entry in run["rules"] if entry["id"] in ids),
        inputs=tuple(
            InputView(entry["name"], entry["sha256"], entry.get("bytes", 0))
            for entry in run["data"]["files"]
            if entry["name"] in files
        ),
        files=len(run["data"]["files"]),
        rerun="jianzhen rerun run.json",
        pack=f"jianzhen evidence pack . {short} {short}.zip",
    )


def program(run: dict[str, Any]) -> str:
    """Name and version of the program that ran."""
    told = run.get("program", {})
    return f"{told.get('name', '')} {told.get('version', '')}".strip()


def _rule(results: Results, lead: LeadRecord, entry: dict[str, Any], region: str | None) -> RuleView:
    rule = results.rule(entry["id"])
    chosen = thresholds_in_force(results, rule, lead.subject, region)
    parameters = ", ".join(f"{name}={number(value)}" for name, value in chosen.items())
    return RuleView(entry["id"], rule.title, entry["version"], entry["sha256"], parameters)
