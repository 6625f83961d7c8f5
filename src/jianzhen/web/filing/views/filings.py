"""Filings: filled in by the institution, decided by the office."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.filing.forms import FilingForm
from jianzhen.web.filing.guard.refusal import RefusedFileError
from jianzhen.web.filing.models import Filing
from jianzhen.web.filing.services import adopting
from jianzhen.web.filing.services import filings as services
from jianzhen.web.filing.states import STEP_TITLES, Step
from jianzhen.web.filing.views.party import party_of
from jianzhen.web.filing.views.submissions import arrived
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.query import text_of
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_PER_PAGE = 50
_TO_ADOPT = "to_adopt"
_TO_ADOPT_TITLE = Words("已受理，待采纳入名录", "accepted, not in the registers yet")
_DONE = Words("已完成，并已记入日志。", "Done, and put on record.")


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def filings(request: Asked) -> HttpResponse:
    """All filings within sight; drafts are their institution's alone."""
    is_party = Right.PARTY_FILE in request.actor.rights
    found = Filing.objects.select_related("party")
    if not is_party:
        found = found.exclude(step=Step.DRAFT.value)
    step = text_of(request.GET, "step")
    if step in Step._value2member_map_:
        found = found.filter(step=step)
    elif step == _TO_ADOPT and not is_party:
        found = adopting.waiting(found)
    context = {
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        "step": step,
        "steps": [
            *((one.value, title) for one, title in STEP_TITLES.items()),
            *(() if is_party else ((_TO_ADOPT, _TO_ADOPT_TITLE),)),
        ],
        "is_party": is_party,
    }
    return render(request, "filing/filings.html", context)


@access(Right.PARTY_FILE)
@require_POST
def new_filing(request: Asked) -> HttpResponse:
    """Begin a filing, or a change of the one in force."""
    return redirect("filing", filing_id=services.draft(request, party_of(request)).pk)


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def filing(request: Asked, filing_id: int) -> HttpResponse:
    """One version of a filing."""
    return _page(request, _found(request, filing_id))


@access(Right.PARTY_FILE)
@require_POST
def save_filing(request: Asked, filing_id: int) -> HttpResponse:
    """Keep what was filled in."""
    one = _own(request, filing_id)
    form = FilingForm(request.POST, instance=Filing(pk=one.pk))
    if not form.is_valid():
        return _page(request, one, form=form)
    return _done(request, one, lambda: services.save(request, one, form.cleaned_data))


@access(Right.PARTY_FILE)
@require_POST
def attach_filing(request: Asked, filing_id: int) -> HttpResponse:
    """Attach the workbook with staff, instruments and certificates."""
    one = _own(request, filing_id)
    return _done(request, one, lambda: services.attach(request, one, arrived(request, one.party)))


@access(Right.PARTY_FILE)
@require_POST
def submit_filing(request: Asked, filing_id: int) -> HttpResponse:
    """Give the promise and hand it to the office."""
    one = _own(request, filing_id)
    promised = request.POST.get("promised") == "yes"
    return _done(request, one, lambda: services.submit(request, one, promised=promised))


@access(Right.FILINGS_DECIDE)
@require_POST
def decide_filing(request: Asked, filing_id: int) -> HttpResponse:
    """Accept or return."""
    one = _found(request, filing_id)
    if not request.actor.may(Right.FILINGS_DECIDE, one):
        raise PermissionDenied
    accepted, reason = request.POST.get("decision") == "accept", request.POST.get("reason", "").replace("\0", "")
    return _done(request, one, lambda: services.decide(request, one, accepted=accepted, reason=reason))


def _found(request: Asked, filing_id: int) -> Filing:
    one = get_object_or_404(
        Filing.objects.select_related("party", "material", "promised_by", "decided_by", "adopted_by"), pk=filing_id
    )
    if one.step == Step.DRAFT.value and not request.actor.may(Right.PARTY_FILE, one):
        # What is not handed in yet is nobody else's to read.
        return get_object_or_404(Filing.objects.none())
    return one


def _own(request: Asked, filing_id: int) -> Filing:
    one = _found(request, filing_id)
    if not request.actor.may(Right.PARTY_FILE, one):
        raise PermissionDenied
    return one


def _done(request: Asked, one: Filing, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except (RefusedError, RefusedFileError) as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        messages.success(request, chosen(_DONE))
    return redirect("filing", filing_id=one.pk)


def _page(request: Asked, one: Filing, *, form: FilingForm | None = None) -> HttpResponse:
    mine = request.actor.may(Right.PARTY_FILE, one)
    shown = Filing.objects.filter(party=one.party)
    context = {
        "filing": one,
        "form": form or FilingForm(instance=one),
        "editable": mine and one.is_editable,
        "decidable": one.step == Step.SUBMITTED.value and request.actor.may(Right.FILINGS_DECIDE, one),
        "adoptable": request.actor.may(Right.REGISTERS_EDIT, one) and adopting.is_waiting(one),
        "promise": services.PROMISE,
        "versions": shown if mine else shown.exclude(step=Step.DRAFT.value),
        "before": shown.filter(version=one.version - 1).first(),
    }
    return render(request, "filing/filing.html", context)
