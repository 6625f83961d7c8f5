"""Adding, changing, striking off; personal data in full."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.registers.catalogue import Register
from jianzhen.web.registers.forms import EntryForm, ReasonForm
from jianzhen.web.registers.models import Record, State
from jianzhen.web.registers.services import editing, unmasking
from jianzhen.web.registers.views.common import record_found, register_named
from jianzhen.web.registers.views.detail import entry_page
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_DONE = Words("已登记，并已记入日志。", "Recorded, and put on record.")


@access(Right.REGISTERS_EDIT)
@require_http_methods(["GET", "POST"])
def add(request: Asked, register: str) -> HttpResponse:
    """A new entry."""
    kind = register_named(register)
    form = EntryForm(kind, request.POST or None, initial={"valid_from": dt.datetime.now().date().isoformat()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = editing.add(request, kind, form.checked.values, valid_from=data["valid_from"], reason=data["reason"])
        except RefusedError as refusal:
            form.add_error(None, chosen(refusal.words))
        else:
            return _done(request, made)
    return _form(request, kind, form, None)


@access(Right.REGISTERS_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: Asked, register: str, key: str) -> HttpResponse:
    """Change an entry from a day on."""
    record = _editable(request, register, key)
    today = dt.datetime.now().date()
    state = _to_edit(record, today)
    initial = {"valid_from": today.isoformat(), "seen": editing.newest(record)}
    form = EntryForm(record.kind, request.POST or None, facts=state.facts, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            editing.edit(request, record, form.checked.values, valid_from=data["valid_from"], reason=data["reason"],
                         seen=data["seen"] or 0)  # fmt: skip
        except RefusedError as refusal:
            form.add_error(None, chosen(refusal.words))
        else:
            return _done(request, record)
    return _form(request, record.kind, form, state)


@access(Right.REGISTERS_EDIT)
@require_POST
def end(request: Asked, register: str, key: str) -> HttpResponse:
    """Strike an entry off."""
    record = _editable(request, register, key)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, chosen(Words("请填写日期和理由。", "Give a day and a reason.")))
        return redirect("register_entry", register=register, key=key)
    data = form.cleaned_data
    try:
        editing.end(request, record, valid_from=data["valid_from"], reason=data["reason"], seen=data["seen"] or 0)
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
        return redirect("register_entry", register=register, key=key)
    return _done(request, record)


@access(Right.PERSONAL_UNMASK, elevated=True)
@require_POST
def unmask(request: Asked, register: str, key: str, field: str) -> HttpResponse:
    """One personal field in full, for a reason."""
    record = record_found(register_named(register), key)
    if not request.actor.may(Right.PERSONAL_UNMASK, record):
        raise PermissionDenied
    try:
        text = unmasking.unmask(request, record, field, reason=request.POST.get("reason", ""))
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
        return redirect("register_entry", register=register, key=key)
    return entry_page(request, record, unmasked={field: text})


def _editable(request: Asked, register: str, key: str) -> Record:
    """404 for an entry out of sight, 403 for one that one may only look at."""
    record = record_found(register_named(register), key)
    if not request.actor.may(Right.REGISTERS_EDIT, record):
        raise PermissionDenied
    return record


def _to_edit(record: Record, today: dt.date) -> State:
    """What is true today, or else what was believed last."""
    state = editing.state_on(record, today)
    return state or State.objects.believed().filter(record=record).order_by("-valid_from")[0]


def _done(request: Asked, record: Record) -> HttpResponse:
    messages.success(request, chosen(_DONE))
    return redirect("register_entry", register=record.register, key=record.key)


def _form(request: Asked, register: Register, form: EntryForm, state: State | None) -> HttpResponse:
    return render(request, "registers/form.html", {"register": register, "form": form, "state": state})
