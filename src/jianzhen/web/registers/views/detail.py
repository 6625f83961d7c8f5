"""One entry: what is true of it on a day, what it has to do with, and what became of it."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.leads.models import Lead
from jianzhen.web.registers.catalogue import ORGANISATIONS, PERSONAL, REGISTERS
from jianzhen.web.registers.history import steps_of
from jianzhen.web.registers.linking import same_as
from jianzhen.web.registers.listing import day_of
from jianzhen.web.registers.models import Record, State
from jianzhen.web.registers.relations import names_of, owner_of, pointed_to, pointing_at
from jianzhen.web.registers.views.common import SEE, record_found, register_named
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.query import text_of

_LEADS = 10


@access(*SEE)
@require_safe
def entry(request: Asked, register: str, key: str) -> HttpResponse:
    """The page of one entry, as it was on a day and as it was believed to be at the end of another."""
    return entry_page(request, record_found(register_named(register), key))


def entry_page(request: Asked, record: Record, *, unmasked: dict[str, str] | None = None) -> HttpResponse:
    """The page; with personal data in full when somebody gave a reason."""
    day = day_of(text_of(request.GET, "on")) or dt.datetime.now().date()
    known = day_of(text_of(request.GET, "known"))
    states = list(record.states.select_related("change", "change__author").order_by("recorded_at", "valid_from"))
    state = _on(states, day, known)
    newest = state or states[-1]
    officer = Right.REGISTERS_VIEW in request.actor.rights
    context = {
        "record": record,
        "register": record.kind,
        "state": state,
        "newest": newest,
        "day": day,
        "known": known,
        "asked_on": text_of(request.GET, "on"),
        "in_force": state.in_force(day) if state else None,
        "owner": owner_of(newest, day),
        "pointed": pointed_to(newest, day),
        "related": list(pointing_at(newest, day)),
        "names": names_of([newest], day),
        "steps": steps_of(states),
        "leads": _leads(request, newest),
        "same": same_as(record, dt.datetime.now().date()) if officer else (),
        "is_organisation": record.register == ORGANISATIONS,
        "editable": request.actor.may(Right.REGISTERS_EDIT, record),
        "unmaskable": bool(PERSONAL.keys() & newest.facts.keys()) and request.actor.may(Right.PERSONAL_UNMASK, record),
        "unmasked": unmasked or {},
        # What officers attach, write as reasons and sign is theirs; a party sees what is registered, and when it was.
        "officer": officer,
        "attachments": record.attachments.filter(removed_at=None).select_related("author") if officer else (),
        "seen": max(one.pk for one in states),
    }
    return render(request, "registers/entry.html", context)


def _on(states: list[State], day: dt.date, known: dt.date | None) -> State | None:
    """The state of a day; as it was believed at the end of another, or is now."""
    at = dt.datetime.combine(known, dt.time.max) if known else None
    for state in states:
        believed = state.recorded_at <= at < state.replaced_at if at else state.replaced_at.year == dt.MAXYEAR
        if believed and state.valid_from <= day < state.valid_to and not state.gone:
            return state
    return None


def _leads(request: Asked, state: State) -> list[Lead]:
    """Leads about the thing itself, for those who see leads."""
    if Right.LEADS_VIEW not in request.actor.rights:
        return []
    kinds = {ORGANISATIONS: "organization", "devices": "device", "outlets": "outlet", "employments": "person"}
    kind = kinds.get(state.register)
    if kind is None:
        return []
    subject = state.facts.get(REGISTERS[state.register].table.key[0].name)
    return list(Lead.objects.filter(subject_kind=kind, subject=subject)[:_LEADS])
