"""Submissions: the list, the upload, one of them with all that was found."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianzhen.contract import TABLES
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.filing.forms import ReasonForm, UploadForm
from jianzhen.web.filing.guard.limits import FILES, UPLOAD_BYTES
from jianzhen.web.filing.guard.refusal import RefusedFileError
from jianzhen.web.filing.models import Filing, Submission
from jianzhen.web.filing.models.submission import PURPOSES
from jianzhen.web.filing.services import accepting, faultlist
from jianzhen.web.filing.services.duties import owed_by
from jianzhen.web.filing.services.receipts import shown
from jianzhen.web.filing.services.receiving import About, Arrived, arrive, latest_of, receive
from jianzhen.web.filing.states import STATE_TITLES, State, Step
from jianzhen.web.filing.views.party import party_of
from jianzhen.web.scope.access import access
from jianzhen.web.scope.queryset import ScopedQuerySet
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.query import text_of
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_PER_PAGE = 50
_FAULTS_PER_PAGE = 100
_MOVING = (State.CHECKING.value, State.ACCEPTED.value)


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def submissions(request: Asked) -> HttpResponse:
    """Everything that was handed in within sight."""
    wanted = {name: text_of(request.GET, name) for name in ("q", "state", "purpose")}
    found = fitting(wanted).select_related("party", "duty")
    context = {
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "states": [(state.value, title) for state, title in STATE_TITLES.items()],
        "purposes": list(PURPOSES.items()),
        "is_party": Right.PARTY_FILE in request.actor.rights,
        "undecided": Filing.objects.filter(step=Step.SUBMITTED.value).count(),
    }
    return render(request, "filing/submissions.html", context)


def fitting(wanted: dict[str, str]) -> ScopedQuerySet[Submission]:
    """The submissions that an address asks for; what it says wrongly is left out."""
    found = Submission.objects.get_queryset()
    if wanted["state"] in State._value2member_map_:
        found = found.filter(state=wanted["state"])
    if wanted["purpose"] in PURPOSES:
        found = found.filter(purpose=wanted["purpose"])
    if text := wanted["q"]:
        number = text.upper().replace("-", "")
        found = found.filter(Q(party__name__icontains=text) | Q(party__uscc=text.upper()) | Q(number=number))
    return found


@access(Right.PARTY_FILE)
@require_http_methods(["GET", "POST"])
def new_submission(request: Asked) -> HttpResponse:
    """Upload files."""
    party = party_of(request)
    dues = owed_by(party)
    form = UploadForm(dues, request.POST or None, initial={"due": text_of(request.GET, "due")})
    if request.method == "POST" and form.is_valid():
        duty, _, period = form.cleaned_data["due"].partition(":")
        chosen_duty = next((one.duty for one in dues if str(one.duty.pk) == duty), None)
        answer = _taken_in(request, party, form, About(duty=chosen_duty, period=period if chosen_duty else ""))
        if answer is not None:
            return answer
    return render(request, "filing/new_submission.html", {"form": form, **_limits()})


@access(Right.PARTY_FILE)
@require_http_methods(["GET", "POST"])
def correct_submission(request: Asked, submission_id: int) -> HttpResponse:
    """Upload a new version, for a reason."""
    old = _own(request, submission_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        about = About(purpose=old.purpose, corrects=old, reason=form.cleaned_data["reason"])
        answer = _taken_in(request, party_of(request), form, about)
        if answer is not None:
            return answer
    return render(request, "filing/new_submission.html", {"form": form, "corrects": old, **_limits()})


def _taken_in(request: Asked, party: Party, form: Any, about: About) -> HttpResponse | None:
    try:
        made = receive(request, party, arrived(request, party), about)
    except (RefusedError, RefusedFileError) as refusal:
        form.add_error(None, chosen(refusal.words))
        return None
    return redirect("submission", submission_id=made.pk)


def arrived(request: Asked, party: Party) -> list[Arrived]:
    """The files of a form, kept.

    Raises:
        RefusedError, RefusedFileError: One is not taken.
    """
    return arrive(party, [(file.name or "", file.chunks()) for file in request.FILES.getlist("file")])


def _limits() -> dict[str, int]:
    return {"most_files": FILES, "most_megabytes": UPLOAD_BYTES >> 20}


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def submission(request: Asked, submission_id: int) -> HttpResponse:
    """One submission: state, receipt, tables, every fault, versions, files."""
    one = _found(submission_id)
    faults = faultlist.table_of(one)
    code = text_of(request.GET, "code")
    start = max(0, _number(request.GET.get("from", "")))
    entries, total = faultlist.slice_of(faults, start, _FAULTS_PER_PAGE, code)
    latest = latest_of(one)
    mine = request.actor.may(Right.PARTY_FILE, one)
    context = {
        "submission": one,
        "number": shown(one.number or ""),
        "moving": one.state in _MOVING,
        "tables": [{**table, "facts": TABLES.get(str(table["table"]))} for table in one.tables],
        "kinds": faultlist.kinds(faults),
        "entries": entries,
        "code": code,
        "total": total,
        "start": start,
        "end": start + len(entries),
        "next": start + _FAULTS_PER_PAGE if start + _FAULTS_PER_PAGE < total else None,
        "previous": max(0, start - _FAULTS_PER_PAGE) if start else None,
        "files": list(one.files.all()),
        "versions": Submission.objects.filter(series=one.series, number__isnull=False).order_by("version"),
        "mine": mine,
        "submittable": mine and one.state == State.READY.value and one.purpose == "records",
        "correctable": mine and latest is not None and latest.pk == one.pk and one.purpose == "records",
    }
    return render(request, "filing/submission.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - of a sane list


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def submission_status(request: Asked, submission_id: int) -> HttpResponse:
    """Asked by the page while something is going on; tells it to load itself anew when that is over."""
    one = _found(submission_id)
    answer = render(request, "filing/status.html", {"submission": one, "moving": one.state in _MOVING})
    if one.state != request.GET.get("seen"):
        answer.headers["HX-Refresh"] = "true"
    return answer


@access(Right.PARTY_FILE)
@require_POST
def submit_submission(request: Asked, submission_id: int) -> HttpResponse:
    """Submit what was checked."""
    one = _own(request, submission_id)
    try:
        accepting.submit(request, one)
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        words = Words("已接收，回执如下。", "Accepted; the receipt stands below.")
        messages.success(request, chosen(words))
    return redirect("submission", submission_id=one.pk)


def _found(submission_id: int) -> Submission:
    found = Submission.objects.select_related("party", "duty", "corrects", "uploaded_by")
    return get_object_or_404(found, pk=submission_id)


def _own(request: Asked, submission_id: int) -> Submission:
    """404 for what is out of sight, 403 for what one may only look at."""
    found = _found(submission_id)
    if not request.actor.may(Right.PARTY_FILE, found):
        raise PermissionDenied
    return found
