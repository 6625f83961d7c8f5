"""Workbooks out and in."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianzhen.intake.faults import Fault
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.registers.annotate import annotated
from jianzhen.web.registers.exporting import MOST_ROWS, empty, exported
from jianzhen.web.registers.forms import ImportForm
from jianzhen.web.registers.listing import Wanted, fitting
from jianzhen.web.registers.models import PendingImport
from jianzhen.web.registers.services import importing
from jianzhen.web.registers.services.planning import Plan
from jianzhen.web.registers.views.common import SEE, register_named
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import chosen, in_english
from jianzhen.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 200


def workbook(data: bytes, name: str) -> HttpResponse:
    """A workbook to keep."""
    answer = HttpResponse(data, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


@access(*SEE)
@require_POST
def export(request: Asked, register: str) -> HttpResponse:
    """The rows of a list, as they are shown, in a workbook; on record."""
    wanted = Wanted.read(register_named(register), request.GET)
    found = fitting(wanted)
    number = found.count()
    if number > MOST_ROWS:
        told = Words(f"最多导出 {MOST_ROWS} 条，请先筛选", f"{MOST_ROWS} entries at most; narrow the list first")
        messages.error(request, chosen(told))
        return redirect("register", register=register)
    data = exported(wanted.register, (facts for facts in found.values_list("facts", flat=True).iterator(2000)))
    with transaction.atomic():
        audit.record(
            "registers.exported",
            actor=request.user,
            request=request,
            target=f"register:{register}",
            after={"rows": number, "day": wanted.day.isoformat()},
            words=Words("导出名录{target} {after.rows} 条", "exported {after.rows} entries of {target}"),
        )
    return workbook(data, f"{register}-{wanted.day.isoformat()}")


@access(Right.REGISTERS_EDIT)
@require_safe
def template(request: Asked, register: str) -> HttpResponse:
    """The workbook to fill in."""
    del request
    return workbook(empty(register_named(register)), f"{register}-template")


@access(Right.REGISTERS_EDIT)
@require_http_methods(["GET", "POST"])
def upload(request: Asked) -> HttpResponse:
    """Hand a workbook in; nothing is written yet."""
    form = ImportForm(
        request.POST or None, request.FILES or None, initial={"valid_from": dt.datetime.now().date().isoformat()}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            pending = importing.keep(request, data["file"], valid_from=data["valid_from"], reason=data["reason"])
        except RefusedError as refusal:
            form.add_error("file", chosen(refusal.words))
        else:
            return redirect("register_import", pending_id=pending.pk)
    return render(request, "registers/upload.html", {"form": form})


@access(Right.REGISTERS_EDIT)
@require_safe
def preview(request: Asked, pending_id: int) -> HttpResponse:
    """What the workbook would do."""
    pending = _mine(request, pending_id)
    found = importing.dry_run(request, pending)
    context = {"pending": pending, "plan": found, "rows": found.rows[:_SHOWN], "faults": _first(found.faults),
               "warnings": _first(found.warnings), "shown": _SHOWN}  # fmt: skip
    return render(request, "registers/preview.html", context)


@access(Right.REGISTERS_EDIT)
@require_safe
def marked(request: Asked, pending_id: int) -> HttpResponse:
    """The workbook with its faults written in."""
    pending = _mine(request, pending_id)
    found = importing.dry_run(request, pending)
    if not found.faults or any(fault.code.startswith("file.") for fault in found.faults):
        raise Http404
    return workbook(annotated(pending.path, found.faults + found.warnings, english=in_english()), "marked")


@access(Right.REGISTERS_EDIT)
@require_POST
def take_in(request: Asked, pending_id: int) -> HttpResponse:
    """Do what was shown."""
    pending = _mine(request, pending_id)
    try:
        done: Plan = importing.take_in(request, pending)
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
        return redirect("register_import", pending_id=pending.pk)
    told = Words(
        f"已导入：新增 {done.new} 条，变更 {done.changed} 条", f"imported: {done.new} new, {done.changed} changed"
    )
    messages.success(request, chosen(told))
    return redirect("registers")


def _mine(request: Asked, pending_id: int) -> PendingImport:
    """Somebody else's workbook does not exist; nor does one whose bytes are gone."""
    pending = get_object_or_404(PendingImport, pk=pending_id, user=request.user)
    if not pending.path.exists():
        raise Http404
    return pending


def _first(faults: list[Fault]) -> list[Fault]:
    return faults[:_SHOWN]
