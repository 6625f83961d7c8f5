"""The law on the day of the fact: every basis that touches it, for a person to choose from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from jianzhen import law
from jianzhen.law import Basis, BasisEntry
from jianzhen.report.results import LeadRecord, Results
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class LawView:
    """The basis of one act on one day or on several that have the same basis."""

    act: Words
    days: tuple[dt.date, ...]
    day_known: bool
    """False when the day of the act is unknown and the day of the run stands in for it."""
    entries: tuple[BasisEntry, ...]
    later: tuple[BasisEntry, ...]
    notes: tuple[Words, ...]


def law_view(results: Results, lead: LeadRecord) -> tuple[LawView, ...]:
    """One entry per act and state of the law, the weightiest finding's first."""
    run_day = dt.date.fromisoformat(results.run["on"])
    asked = dict.fromkeys((item.act, item.from_at.date() if item.from_at else None) for item in lead.findings)
    views: dict[tuple[object, ...], LawView] = {}
    for act, day in asked:
        view = _view(act, day or run_day, day_known=day is not None)
        same = (view.act, view.day_known, view.entries, view.later, view.notes)
        known = views.get(same)
        views[same] = _also_on(known, view.days) if known else view
    return tuple(views.values())


def _also_on(view: LawView, days: tuple[dt.date, ...]) -> LawView:
    days = tuple(sorted({*view.days, *days}))
    return LawView(view.act, days, view.day_known, view.entries, view.later, view.notes)


def _view(act: str, day: dt.date, *, day_known: bool) -> LawView:
    try:
        found: Basis = law.basis(act, day)
    except law.UnknownActError:
        missing = Words(f"法条库没有行为“{act}”", f"the library of law has no act “{act}”")
        return LawView(Words(act, act), (day,), day_known, (), (), (missing,))
    notes = tuple(dict.fromkeys(note.words for note in found.notes))
    return LawView(found.act.title, (day,), day_known, found.entries, found.later, notes)
