"""What a request is called, and where it really comes from."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_Next = Callable[[HttpRequest], HttpResponse]
_ID_BYTES = 8


def request_names(get_response: _Next) -> _Next:
    """Give every request a name of our own choosing; one from outside could be anybody's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.request_id = secrets.token_hex(_ID_BYTES)  # type: ignore[attr-defined]
        if settings.OPTIONS.https:
            request.META["REMOTE_ADDR"] = _caller(request)
        response = get_response(request)
        response.headers["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response

    return middleware


def _caller(request: HttpRequest) -> str:
    """The address the proxy saw: the last of the list, for a caller can write what comes before."""
    seen = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
    return seen or str(request.META.get("REMOTE_ADDR", ""))
