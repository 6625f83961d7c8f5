"""No request carries more than it may: asked before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.filing.guard.limits import UPLOAD_BYTES
from jianzhen.words import Words

_Next = Callable[[HttpRequest], HttpResponse]
_OF_STRANGERS = 1 << 20
"""Bytes of a request of somebody who has not signed in: a form and no more."""
_ROOM = 1 << 20
"""For the fields beside the files."""
TOO_LARGE = 413
_TITLE = Words("上传的内容过大", "Too large")
_ADVICE = Words(
    f"一次最多 {UPLOAD_BYTES >> 20} MB。请分几次上传，或压缩为 .zip。",
    f"At most {UPLOAD_BYTES >> 20} MB at once. Upload it in parts, or pack it as .zip.",
)


def request_size(get_response: _Next) -> _Next:
    """Refuse by the length that is announced; without one the server reads no body at all."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        known = cast("Asked", request).actor.user_id is not None
        most = UPLOAD_BYTES + _ROOM if known else _OF_STRANGERS
        if length.isdecimal() and int(length) > most:
            return _refused(request)
        return get_response(request)

    return middleware


def _refused(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"error": {"zh": _ADVICE.zh, "en": _ADVICE.en}}, status=TOO_LARGE)
    context = {"status": TOO_LARGE, "title": _TITLE, "advice": _ADVICE}
    return render(request, "site/error.html", context, status=TOO_LARGE)
