"""Entries that people found to be one and the same, or not: what stands on their pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from jianzhen.web.audit.models import Entry
from jianzhen.web.registers.audit_kinds import DECIDED
from jianzhen.web.registers.catalogue import ORGANISATIONS
from jianzhen.web.registers.duplicates import SIGNS
from jianzhen.web.registers.models import DuplicateVerdict, Record, State
from jianzhen.web.registers.models.verdict import SAME, VERDICTS
from jianzhen.words import Words

_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict that counts for a pair, and where the log of acts tells of it."""

    verdict: DuplicateVerdict
    number: int | None

    @property
    def title(self) -> Words:
        """The verdict in words."""
        return VERDICTS[self.verdict.verdict]

    @property
    def signs(self) -> list[Words]:
        """What spoke for it when it was decided."""
        return [SIGNS[sign] for sign in self.verdict.signs if sign in SIGNS]


@dataclass(frozen=True, slots=True)
class Link:
    """Another entry that is the same organisation."""

    state: State
    decided: Decided


def decided_lately(most: int) -> list[Decided]:
    """The pairs decided last, each with the verdict that counts; whoever sees one sees both of its sides."""
    seen = DuplicateVerdict.objects.filter(other__in=Record.objects.values("pk"))
    newest = _newest(seen.select_related("one", "other", "author")[:_LOOKED_AT])
    return _told(newest[:most])


def same_as(record: Record, day: dt.date) -> list[Link]:
    """Entries in sight that a person found to be the same as this one, by the newest word on each pair."""
    if record.register != ORGANISATIONS:
        return []
    of_it = DuplicateVerdict.objects.filter(Q(one=record) | Q(other=record)).select_related("author")
    same = [one for one in _newest(of_it) if one.verdict == SAME]
    if not same:
        return []
    others = {one.other_id if one.one_id == record.pk else one.one_id: one for one in same}
    states = State.objects.believed().filter(record_id__in=others, valid_from__lte=day).order_by("valid_from")
    known = {state.record_id: state for state in states}
    told = {one.verdict.pk: one for one in _told(same)}
    return [Link(known[other], told[verdict.pk]) for other, verdict in others.items() if other in known]


def _newest(verdicts: Iterable[DuplicateVerdict]) -> list[DuplicateVerdict]:
    """Of each pair the first, which is the newest."""
    kept: dict[tuple[int, int], DuplicateVerdict] = {}
    for one in verdicts:
        kept.setdefault((one.one_id, one.other_id), one)
    return list(kept.values())


def _told(verdicts: list[DuplicateVerdict]) -> list[Decided]:
    """With the number of the entry of the log that tells of each."""
    targets = {f"registers.record:{one.one_id}" for one in verdicts}
    entries = Entry.objects.filter(kind=DECIDED.name, target__in=sorted(targets)) if targets else Entry.objects.none()
    numbers: dict[tuple[str, str, str], int] = {}
    for entry in entries.order_by("number"):
        after = entry.said["after"]
        numbers[entry.target, after["other"], after["verdict"]] = entry.number
    return [
        Decided(one, numbers.get((f"registers.record:{one.one_id}", f"registers.record:{one.other_id}", one.verdict)))
        for one in verdicts
    ]
