"""Receipts, for the party to keep and for anybody to check."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services import limits
from jianzhen.web.filing.models import Submission
from jianzhen.web.filing.services import receipts
from jianzhen.web.filing.states import TAKEN
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.query import text_of

_TOO_MANY = 429
_NOT_FOUND = 404


@access(public=True, settling=True)
@require_safe
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Where a number is typed in."""
    number = receipts.typed(text_of(request.GET, "number"))
    if number.isascii() and number.isalnum():
        return redirect("receipt", number=receipts.shown(number[:24]))
    return render(request, "filing/check_receipt.html", {"asked": bool(number)})


@access(public=True, settling=True)
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What anybody who has the number may know."""
    if limits.take("receipt", str(request.META.get("REMOTE_ADDR", "")), dt.datetime.now()):
        return render(request, "filing/check_receipt.html", {"too_many": True}, status=_TOO_MANY)
    found = receipts.found(number)
    if found is None:
        return render(request, "filing/check_receipt.html", {"unknown": True}, status=_NOT_FOUND)
    return render(request, "filing/receipt.html", {"receipt": found})


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def submission_receipt(request: Asked, submission_id: int) -> HttpResponse:
    """The receipt to print, with the picture that leads to its public page."""
    one = _taken(submission_id)
    context = {"submission": one, "number": receipts.shown(one.number or ""), "address": _address(request, one)}
    return render(request, "filing/submission_receipt.html", context)


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def receipt_picture(request: Asked, submission_id: int) -> HttpResponse:
    """The QR code."""
    return HttpResponse(receipts.picture(_address(request, _taken(submission_id))), content_type="image/svg+xml")


def _taken(submission_id: int) -> Submission:
    found = Submission.objects.select_related("party", "duty").prefetch_related("files").filter(state__in=TAKEN)
    return get_object_or_404(found, pk=submission_id)


def _address(request: Asked, one: Submission) -> str:
    return request.build_absolute_uri(reverse("receipt", args=[receipts.shown(one.number or "")]))
