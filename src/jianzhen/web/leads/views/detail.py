"""One lead: what it says, what it rests on, what was done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from jianzhen.report.lead_page import lead_pictures
from jianzhen.report.results import Results
from jianzhen.report.view import LeadView, lead_view
from jianzhen.report.view.who import party
from jianzhen.screen.record import RecordError
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party, User
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.leads.content import record_of
from jianzhen.web.leads.filters import title_of
from jianzhen.web.leads.forms import AssignForm, MoveForm, SuppressForm
from jianzhen.web.leads.models import Lead, Question
from jianzhen.web.leads.services import originals, packing, triage
from jianzhen.web.leads.services.importing import folder_of
from jianzhen.web.leads.services.reading import note_reading
from jianzhen.web.leads.transitions import State, Transition, ways_from
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import chosen, in_english
from jianzhen.words import Words

_OTHERS = 10
_GONE = Words(
    "这次筛查的文件夹不在原处，请系统管理员从备份恢复。", "The run's folder is gone; it is restored from the backup."
)
_RUNS_KEPT = 4


@access(Right.LEADS_VIEW)
@require_safe
def lead(request: Asked, key: str) -> HttpResponse:
    """The page of one lead; who reads it is on record."""
    found = _found(key)
    note_reading(request, found)
    return _page(request, found)


@access(Right.LEADS_VIEW)
@require_safe
def picture(request: Asked, key: str, name: str) -> HttpResponse:
    """A picture of a lead, in the language of the reader."""
    del request
    found = _found(key)
    results = _results(folder_of(found.run))
    if results is None:
        raise Http404
    drawn = lead_pictures(results, record_of(found, _families(found)))
    content = drawn.get(f"{name}.{'en' if in_english() else 'zh'}")
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/svg+xml")


@access(Right.LEADS_VIEW)
@require_POST
def evidence(request: Asked, key: str) -> HttpResponse:
    """The evidence package: everything that proves the lead in one sealed file; on record."""
    found = _found(key)
    results = _results(folder_of(found.run))
    if results is None:
        messages.error(request, chosen(_GONE))
        return redirect("lead", key=found.key)
    content = packing.pack_for(request, results, found)
    return _download(content, f"evidence-{found.key[:12]}.zip")


@access(Right.LEADS_VIEW)
@require_POST
def original(request: Asked, key: str) -> HttpResponse:
    """A file as it was screened, if it still is that file; on record."""
    found = _found(key)
    name = request.POST.get("file", "")
    try:
        content = originals.take(request, found, _view(found), name)
    except originals.NoOriginalError as error:
        if not error.known:
            raise Http404 from error
        messages.error(request, chosen(originals.CHANGED))
        return redirect("lead", key=found.key)
    return _download(content, name.rpartition("/")[2])


def _download(content: bytes, name: str) -> HttpResponse:
    """To be saved, never shown as a page of ours."""
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


@access(Right.LEADS_TRIAGE, Right.LEADS_ASSIGN)
@require_POST
def move(request: Asked, key: str) -> HttpResponse:
    """Do one act of the table of transitions."""
    found = _found(key)
    form = MoveForm(_parties(found), request.POST)
    if not form.is_valid():
        messages.error(request, chosen(Words("请检查填写的内容。", "Check what you have filled in.")))
        return redirect("lead", key=found.key)
    return _done(request, found, lambda: triage.move(request, found, **form.cleaned_data))


@access(Right.LEADS_ASSIGN)
@require_POST
def assign(request: Asked, key: str) -> HttpResponse:
    """Give it to somebody."""
    found = _found(key)
    form = AssignForm(User.people.all(), request.POST)
    if not form.is_valid():
        messages.error(request, chosen(Words("请选择人员。", "Choose somebody.")))
        return redirect("lead", key=found.key)
    return _done(request, found, lambda: triage.assign(request, found, **form.cleaned_data))


def _found(key: str) -> Lead:
    return get_object_or_404(Lead.objects.select_related("run", "assignee", "content", "merged_into"), key=key)


def _families(found: Lead) -> list[str]:
    return list(found.rules.values_list("family", flat=True).distinct())


def _done(request: Asked, found: Lead, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        messages.success(request, chosen(Words("已完成，并已记入日志。", "Done, and put on record.")))
    return redirect("lead", key=found.key)


def _page(request: Asked, found: Lead) -> HttpResponse:
    same_subject = Lead.objects.filter(subject_kind=found.subject_kind, subject=found.subject)
    view = _view(found)
    context = {
        "lead": found,
        "view": view,
        "steps": found.steps.select_related("actor"),
        "ways": [way for way in ways_from(State(found.state)) if _may(request, way, found)],
        "assign_form": _assign_form(request, found),
        "others": same_subject.exclude(pk=found.pk)[:_OTHERS],
        "parties": _parties(found),
        "questions": Question.objects.filter(lead=found).select_related("party", "answered_by"),
        "rules": [(rule, _rule_title(rule)) for rule in found.rules.values_list("rule", flat=True).order_by("rule")],
        "suppress_form": SuppressForm() if request.actor.may(Right.SCREENING_SET, found) else None,
        "originals": frozenset(originals.names(request.actor, found, view)) if view else frozenset(),
    }
    return render(request, "leads/lead.html", context)


def _rule_title(rule_id: str) -> Words:
    return title_of("rule", rule_id)


def _parties(found: Lead) -> QuerySet[Party]:
    """Who can be asked: the subject itself; of a device its owner and who runs it."""
    results = _results(folder_of(found.run))
    facts = party(results, found.subject_kind, found.subject).facts if results is not None else ()
    codes = {found.subject, *(word for _, text in facts for word in text.split())}
    return Party.objects.filter(uscc__in=codes)


def _may(request: Asked, way: Transition, found: Lead) -> bool:
    return request.actor.may(way.right_for(found.grade), found)


def _assign_form(request: Asked, found: Lead) -> AssignForm | None:
    if not found.is_open or not request.actor.may(Right.LEADS_ASSIGN, found):
        return None
    people = User.people.filter(is_active=True, party=None)
    return AssignForm(people, initial={"user": found.assignee_id, "due_on": found.due_on})


def _view(found: Lead) -> LeadView | None:
    """The ten parts; None when the run's folder is gone, and the page says so."""
    results = _results(folder_of(found.run))
    return lead_view(results, record_of(found, _families(found))) if results is not None else None


@lru_cache(maxsize=_RUNS_KEPT)
def _opened(folder: Path, changed: float) -> Results:
    del changed
    results = Results(folder)
    _ = results.run
    return results


def _results(folder: Path) -> Results | None:
    try:
        return _opened(folder, folder.stat().st_mtime)
    except (OSError, RecordError):
        return None
