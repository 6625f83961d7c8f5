"""Taking a run's leads over: new ones appear, known ones are found again, what people did is not touched."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from jianzhen.report.results import LeadRecord, Results, Row
from jianzhen.report.view.who import party
from jianzhen.rules import catalogue
from jianzhen.screen.leads import RANKS, Grade, rank
from jianzhen.web import audit
from jianzhen.web.accounts.models import User
from jianzhen.web.leads.content import stored
from jianzhen.web.leads.models import Lead, LeadContent, LeadRule, RunChange, ScreeningRun
from jianzhen.web.leads.services.comparing import mark_gone
from jianzhen.web.leads.services.tallying import sum_up
from jianzhen.web.scope.divisions import placed
from jianzhen.web.scope.net import whole_table
from jianzhen.web.scope.remit import remit_of
from jianzhen.words import Words

RUNS = "runs"
"""Below the data folder."""
_CHUNK = 500
LABS = ("ecology", "market")
OTHERS = ("ecology",)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    run: ScreeningRun
    new: int
    known: int


def import_run(
    folder: Path, *, actor: User | None = None, request: HttpRequest | None = None, dataset: str = ""
) -> Imported:
    """Copy a run's folder and put its leads on the desk: all of them or none.

    Args:
        folder: What ``jianzhen screen`` has left behind.
        actor: Who does it; None for the platform itself.
        request: Through which request.
        dataset: Name of the data set, by which a run is compared with the one before; empty: not compared.

    Raises:
        jianzhen.screen.record.RecordError: The folder holds no run.
        OSError: It cannot be read, or the copy not written.
    """
    results = Results(folder)
    run_id: str = results.run["run_id"]
    kept = _keep(folder, run_id)
    now = dt.datetime.now()
    with whole_table("an import writes leads of every region"), transaction.atomic():
        known = {"folder": kept.name, "leads_found": len(results.leads), **({"dataset": dataset} if dataset else {})}
        run, _ = ScreeningRun.objects.update_or_create(
            run_id=run_id,
            defaults=known,
            create_defaults={**known, "judged_on": dt.date.fromisoformat(results.run["on"]), "imported_at": now},
        )
        imported = _take_over(Results(kept), run, now)
        sum_up()
        audit.record(
            "leads.imported",
            actor=actor,
            request=request,
            target=run,
            after={"new": imported.new, "known": imported.known},
            words=Words(
                "导入筛查{target}：新线索 {after.new} 条，已有 {after.known} 条",
                "imported the run {target}: {after.new} new leads, {after.known} known",
            ),
        )
    return imported


def _take_over(results: Results, run: ScreeningRun, now: dt.datetime) -> Imported:
    """All leads of a run, and what it changed by place."""
    changes: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    imported = Imported(run, 0, 0)
    for records in _chunks(results.leads):
        new, known = _chunk(results, records, run, now)
        imported = replace(imported, new=imported.new + len(new), known=imported.known + len(known))
        for lead in (*new, *known):
            # A run that is taken over once more was the first to find its own leads.
            changes[lead.region, lead.remit]["new" if lead.first_run_id == run.pk else "same"] += 1
    for lead in mark_gone(results, run):
        changes[lead.region, lead.remit]["gone"] += 1
    run.changes.all().delete()
    RunChange.objects.bulk_create(
        RunChange(run=run, region=region, remit=remit, **counts) for (region, remit), counts in changes.items()
    )
    return imported


def folder_of(run: ScreeningRun) -> Path:
    """Where a run's folder is kept."""
    return Path(settings.OPTIONS.data) / RUNS / run.folder


def _keep(folder: Path, run_id: str) -> Path:
    """A copy under a name of its own: under its final name only when it is whole."""
    home = Path(settings.OPTIONS.data) / RUNS
    target = home / run_id
    if target.exists() or folder.resolve() == target.resolve():
        return target
    home.mkdir(parents=True, exist_ok=True)
    unfinished = home / f".{run_id}-{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(folder, unfinished)
    unfinished.rename(target)
    return target


def _chunks(records: list[LeadRecord]) -> Iterator[list[LeadRecord]]:
    for start in range(0, len(records), _CHUNK):
        yield records[start : start + _CHUNK]


def _chunk(
    results: Results, records: list[LeadRecord], run: ScreeningRun, now: dt.datetime
) -> tuple[list[Lead], list[Lead]]:
    """One chunk; gives the new leads and the known ones."""
    by_key = {one.lead_id: one for one in records}
    known = list(Lead.objects.filter(key__in=by_key))
    for lead in known:
        # The run that found it last has its evidence and weighs it; state and hands stay as people left them.
        record = by_key.pop(lead.key)
        lead.run, lead.gone_in, lead.grade, lead.rank = run, None, record.grade, _rank(results, record)
    Lead.objects.bulk_update(known, ["run", "gone_in", "grade", "rank"], batch_size=_CHUNK)
    fresh = list(by_key.values())
    leads = Lead.objects.bulk_create([_lead(results, one, run, now) for one in fresh])
    LeadContent.objects.bulk_create(
        [LeadContent(lead=lead, findings=stored(one)) for lead, one in zip(leads, fresh, strict=True)]
    )
    LeadRule.objects.bulk_create([rule for lead, one in zip(leads, fresh, strict=True) for rule in _rules(lead, one)])
    return leads, known


def _lead(results: Results, record: LeadRecord, run: ScreeningRun, now: dt.datetime) -> Lead:
    whom = _subject(results, record.subject_kind, record.subject)
    return Lead(
        key=record.lead_id,
        run=run,
        first_run=run,
        region=placed(whom.region),
        remit=remit_of(LABS if whom.of_labs else OTHERS),
        subject_kind=record.subject_kind,
        subject=record.subject,
        subject_name=whom.name,
        title_zh=record.title_zh,
        title_en=record.title_en,
        grade=record.grade,
        rank=_rank(results, record),
        from_at=record.from_at,
        to_at=record.to_at,
        imported_at=now,
        changed_at=now,
    )


class _Whom(NamedTuple):
    name: str
    region: str | None
    of_labs: bool


def _subject(results: Results, kind: str, subject: str) -> _Whom:
    """Name, region, and whether market supervision shares the business: it answers for testing institutions.

    An institution whose kind the data do not say is shown to both rather than missed by one.
    """
    who = party(results, kind, subject)
    rows: list[Row] = results.store.where("organizations", "org_id", subject) if kind == "organization" else []
    of_labs = kind == "organization" and (not rows or rows[0]["kind"] in {"lab", None})
    return _Whom(who.name, who.region, of_labs)


def _rules(lead: Lead, record: LeadRecord) -> Iterator[LeadRule]:
    seen = {finding.rule: finding.family for finding in record.findings}
    for rule, family in seen.items():
        yield LeadRule(lead=lead, rule=rule, family=family, clause=_facts(rule)[0])


@cache
def _facts(rule_id: str) -> tuple[str, int]:
    """Clause and days until the evidence is gone; a rule that the catalogue has dropped has neither."""
    try:
        rule = catalogue.find(rule_id)
    except KeyError:
        return "", 0
    return rule.clause, rule.perishable_days


def _rank(results: Results, record: LeadRecord) -> int:
    """One number with the order of ``jianzhen.screen.leads``."""
    days = min((_facts(finding.rule)[1] for finding in record.findings), default=0)
    on = dt.date.fromisoformat(results.run["on"])
    grade, within = rank(Grade(record.grade), record.to_at or record.from_at, days, on)
    return grade * RANKS + within
