"""The page of running, and what a monitoring system reads."""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzhen.web.demo.marker import is_loopback
from jianzhen.web.operations import metrics as texts
from jianzhen.web.operations.state import state
from jianzhen.web.operations.troubles import troubles
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right

REFUSED = 403


@access(Right.PLATFORM_VIEW)
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """What runs, what waits, what is kept; numbers of the whole platform, nobody's business in particular."""
    found = state(settings.OPTIONS, dt.datetime.now())
    return render(request, "operations/operations.html", {"state": found, "troubles": troubles(found)})


@access(public=True, settling=True)
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For a monitoring system on this machine, or with the token of the settings."""
    if not (_shows_token(request) or _is_here(request)):
        return HttpResponse("loopback or token only\n", status=REFUSED, content_type="text/plain")
    return HttpResponse(texts.text(state(settings.OPTIONS, dt.datetime.now())), content_type=texts.CONTENT_TYPE)


def _shows_token(request: HttpRequest) -> bool:
    token = settings.OPTIONS.metrics_token
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    return bool(token) and kind.lower() == "bearer" and secrets.compare_digest(shown.strip().encode(), token.encode())


def _is_here(request: HttpRequest) -> bool:
    """From this machine, and not through a proxy, behind which everybody would be."""
    proxied = any(name in request.headers for name in ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via"))
    return not proxied and is_loopback(str(request.META.get("REMOTE_ADDR", "")))
