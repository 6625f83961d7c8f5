"""Pages of the log; whoever takes something out of the house is in the log for it."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jianzhen.seal.merkle.verifier import PAGE, SCRIPT
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.audit.models import Entry, Head, Root
from jianzhen.web.audit.proving import NotProvableError, prove
from jianzhen.web.audit.roots import published
from jianzhen.web.logbook.entry import shown
from jianzhen.web.logbook.filters import Wanted, fitting, kinds_by_desk
from jianzhen.web.logbook.reach import entries_for, sees_everything
from jianzhen.web.logbook.table import COLUMNS, lines
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site import spreadsheet
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_PER_PAGE = 50
_ROOTS_SHOWN = 60
_EXPORTED = 10_000
_JSON = "application/json; charset=utf-8"


@access(Right.AUDIT_VIEW)
@require_safe
def log(request: Asked) -> HttpResponse:
    """The newest acts, narrowed by person, kind, object and day."""
    wanted = Wanted.read(request.GET)
    found = _found(request, wanted)[: _PER_PAGE + 1]
    entries = list(found)
    context = {
        "entries": [shown(entry, with_root=False) for entry in entries[:_PER_PAGE]],
        "next": entries[_PER_PAGE - 1].number if len(entries) > _PER_PAGE else None,
        "wanted": wanted,
        "kinds": kinds_by_desk(),
        "everything": sees_everything(request.actor),
        "size": Head.objects.values_list("size", flat=True).get(id=1),
        "newest_root": Root.objects.order_by("-size", "-id").first(),
    }
    return render(request, "logbook/list.html", context)


@access(Right.AUDIT_VIEW)
@require_safe
def log_entry(request: Asked, number: int) -> HttpResponse:
    """One act: who, what, when, through which request, why, before and after."""
    entry = get_object_or_404(entries_for(request.actor).prefetch_related("aparts"), number=number)
    return render(request, "logbook/entry.html", {"shown": shown(entry)})


@access(Right.AUDIT_VIEW)
@require_safe
def log_proof(request: Asked, number: int) -> HttpResponse:
    """A file with which anybody can check that the entry is in the log; personal data stay here."""
    entry = get_object_or_404(entries_for(request.actor), number=number)
    try:
        proof = prove(entry.number)
    except NotProvableError:
        return render(request, "logbook/not_yet.html", {"number": number}, status=409)
    words = Words(f"导出第 {number} 条的证明", f"exported the proof of entry {number}")
    audit.record(
        "audit.proof_exported", actor=request.user, request=request, target=f"audit.entry:{number}", words=words
    )
    return _file(proof.plain(), f"jianzhen-entry-{number}.json")


@access(Right.AUDIT_VIEW)
@require_POST
def log_export(request: Asked) -> HttpResponse:
    """The list as the filter leaves it, as Excel."""
    wanted = Wanted.read(request.POST)
    found = list(_found(request, wanted)[:_EXPORTED])
    content = spreadsheet.workbook("log", [chosen(title) for title in COLUMNS], lines(found), _cut(found))
    audit.record(
        "audit.list_exported",
        actor=request.user,
        request=request,
        words=Words(f"{{actor}}导出操作日志 {len(found)} 条", f"{{actor}} exported {len(found)} entries of the log"),
    )
    return spreadsheet.answer("jianzhen-log", content)


@access(public=True)
@require_safe
def verify(request: Asked) -> HttpResponse:
    """How anybody checks the log, and what it takes."""
    roots = Root.objects.order_by("-id")[:_ROOTS_SHOWN]
    return render(request, "logbook/verify.html", {"roots": roots})


@access(public=True)
@require_safe
def verify_file(request: Asked, name: str) -> HttpResponse:
    """The roots to be published, or one of the verifiers, to be kept and opened from disk."""
    del request
    if name == "roots":
        return _file(published().plain(), "jianzhen-roots.json")
    path = {"page": PAGE, "script": SCRIPT}.get(name)
    if path is None:
        return redirect("verify")
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)  # type: ignore[return-value]


def _found(request: Asked, wanted: Wanted) -> QuerySet[Entry]:
    return fitting(entries_for(request.actor), wanted).prefetch_related("aparts")


def _cut(found: list[Entry]) -> list[str]:
    if len(found) < _EXPORTED:
        return []
    return [chosen(Words(f"只含最新 {_EXPORTED} 条", f"Only the newest {_EXPORTED} entries"))]


def _file(data: Any, name: str) -> HttpResponse:
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return HttpResponse(text, content_type=_JSON, headers={"Content-Disposition": f'attachment; filename="{name}"'})
