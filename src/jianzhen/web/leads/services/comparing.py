"""What a run no longer finds."""

from __future__ import annotations

from jianzhen.report.results import Results
from jianzhen.web.leads.models import Lead, LeadRule, ScreeningRun

_CHUNK = 500


def mark_gone(results: Results, run: ScreeningRun) -> list[Lead]:
    """Mark the leads of the data set that the run looked for and did not find; gives them.

    A lead is gone only if every rule that it rests on has judged again and none has broken: what was
    not looked for is not gone. People's work on it stays; the desk only says that the data now tell
    nothing of the kind.
    """
    if not run.dataset:
        return []
    judged = {rule["id"] for rule in results.run["rules"]} - set(results.run["results"]["failed"])
    found = {record.lead_id for record in results.leads}
    earlier = Lead.objects.filter(run__dataset=run.dataset, gone_in=None).exclude(run=run)
    candidates = [lead for lead in earlier.only("key", "region", "remit").iterator() if lead.key not in found]
    gone = [lead for chunk in _chunks(candidates) for lead in _looked_for(chunk, judged)]
    for chunk in _chunks(gone):
        Lead.objects.filter(pk__in=[lead.pk for lead in chunk]).update(gone_in=run)
    return gone


def _looked_for(leads: list[Lead], judged: set[str]) -> list[Lead]:
    others = LeadRule.objects.filter(lead__in=leads).exclude(rule__in=judged).values_list("lead_id", flat=True)
    left = set(others)
    return [lead for lead in leads if lead.pk not in left]


def _chunks(leads: list[Lead]) -> list[list[Lead]]:
    return [leads[start : start + _CHUNK] for start in range(0, len(leads), _CHUNK)]
