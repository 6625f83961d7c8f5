"""Handing in by program: the same services, the same scope, the same checks as the pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.filing.guard.refusal import RefusedFileError
from jianzhen.web.filing.models import Duty, Submission
from jianzhen.web.filing.services import accepting, faultlist
from jianzhen.web.filing.services.duties import duties_of
from jianzhen.web.filing.services.idempotency import LONGEST_KEY, once
from jianzhen.web.filing.services.receipts import shown
from jianzhen.web.filing.services.receiving import About, arrive, receive
from jianzhen.web.filing.views.party import party_of
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.query import text_of
from jianzhen.words import Words

_MOST = 200
_PIECE = 1 << 16
_READABLE = {"ensure_ascii": False}
_TOKEN = Words("接口写入需要令牌", "Writing takes a token")
_KEY = Words("请在 Idempotency-Key 中给出 1–200 个可见字符", "Give 1 to 200 visible characters as Idempotency-Key")
_PARAMETER = Words("参数有误：{name}", "Wrong parameter: {name}")
_BODY = Words(
    "请求体应为 application/json 或带 file 的 multipart/form-data",
    "The body is application/json, or multipart/form-data with file",
)
View = Callable[..., HttpResponse]


def _refused(status: int, words: Words) -> JsonResponse:
    return JsonResponse({"error": {"zh": words.zh, "en": words.en}}, status=status, json_dumps_params=_READABLE)


def by_token(view: View) -> View:
    """Writing takes a token: a cookie could be sent along by a page of somebody else."""

    @wraps(view)
    def guarded(request: Asked, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.actor.cap is None:
            return _refused(403, _TOKEN)
        if request.method == "POST" and Right.PARTY_FILE not in request.actor.rights:
            return _refused(403, Words("只有外部单位的账号可以报送", "Only accounts of outside parties hand in"))
        try:
            return view(request, *args, **kwargs)
        except (RefusedError, RefusedFileError) as refusal:
            return _refused(422, refusal.words)

    return csrf_exempt(guarded)


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@by_token
@require_http_methods(["GET", "POST"])
def api_submissions(request: Asked) -> HttpResponse:
    """The list, the newest first; or a new submission."""
    return _hand_in(request) if request.method == "POST" else _list(request)


def _list(request: Asked) -> HttpResponse:
    found = Submission.objects.select_related("party").order_by("-pk")
    if state := text_of(request.GET, "state"):
        found = found.filter(state=state)
    after = text_of(request.GET, "after")
    if after and not _is_number(after):
        return _refused(400, _PARAMETER.format(name="after"))
    if after:
        found = found.filter(pk__lt=int(after))
    rows = list(found[: _MOST + 1])
    following = str(rows[_MOST - 1].pk) if len(rows) > _MOST else None
    answer = {"submissions": [_plain(request, one) for one in rows[:_MOST]], "next": following}
    return JsonResponse(answer, json_dumps_params=_READABLE)


def _hand_in(request: Asked) -> HttpResponse:
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable() or not key.strip():
        return _refused(400, _KEY)
    wrong = _wrong_parameter(request)
    if wrong:
        return _refused(400, _PARAMETER.format(name=wrong))
    files = _files(request)
    if files is None:
        return _refused(400, _BODY)
    kept = arrive(party_of(request), files)
    said = [sorted(request.GET.dict().items()), [(one.name, one.sha256) for one in kept]]
    content = hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def do() -> tuple[int, Any]:
        made = receive(request, party_of(request), kept, _about(request))
        made.refresh_from_db()
        return 202, _plain(request, made)

    status, answer, remembered = once(request.user, key, content, do)
    headers = {"Idempotency-Replayed": "true"} if remembered else {}
    return JsonResponse(answer, status=status, headers=headers, json_dumps_params=_READABLE)


def _files(request: Asked) -> list[tuple[str, Iterable[bytes]]] | None:
    if request.content_type == "application/json":
        # Read piece by piece: a large body is never held in memory as a whole.
        return [("records.json", iter(lambda: request.read(_PIECE), b""))]
    if request.content_type == "multipart/form-data" and request.FILES.getlist("file"):
        return [(file.name or "", file.chunks()) for file in request.FILES.getlist("file")]
    return None


_NAMES = frozenset({"duty", "period", "corrects", "reason", "submit"})


def _wrong_parameter(request: Asked) -> str:
    """The first parameter that is unknown or of another form; "" when all are in order."""
    for name in request.GET:
        value = request.GET.get(name, "")
        numbers = name in {"duty", "corrects"}
        fits = {"submit": value in {"true", "false"}}.get(name, _is_number(value) if numbers else "\0" not in value)
        if name not in _NAMES or not fits or len(request.GET.getlist(name)) > 1:
            return name[:40].replace("\0", "")
    return ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18  # noqa: PLR2004 - what a database holds


def _about(request: Asked) -> About:
    duty = text_of(request.GET, "duty")
    corrects = text_of(request.GET, "corrects")
    return About(
        duty=_duty(request, int(duty)) if duty else None,
        period=text_of(request.GET, "period") if duty else "",
        corrects=get_object_or_404(Submission.objects.all(), pk=int(corrects)) if corrects else None,
        reason=text_of(request.GET, "reason")[:500],
        channel="api",
        at_once=request.GET.get("submit") == "true",
    )


def _duty(request: Asked, key: int) -> Duty:
    found = next((one for one in duties_of(party_of(request)) if one.pk == key), None)
    if found is None:
        raise RefusedError(Words("没有这项报送要求", "There is no such duty"))
    return found


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_GET
def api_submission(request: Asked, submission_id: int) -> HttpResponse:
    """One submission."""
    one = get_object_or_404(Submission.objects.select_related("party"), pk=submission_id)
    return JsonResponse(_plain(request, one), json_dumps_params=_READABLE)


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_GET
def api_submission_faults(request: Asked, submission_id: int) -> HttpResponse:
    """Its faults: file, sheet, row, column, what was found, what was expected, what to do."""
    one = get_object_or_404(Submission.objects.all(), pk=submission_id)
    after = text_of(request.GET, "after") or "0"
    if not _is_number(after):
        return _refused(400, _PARAMETER.format(name="after"))
    entries, total = faultlist.slice_of(faultlist.table_of(one), int(after), _MOST)
    reached = int(after) + len(entries)
    faults = [
        {**{name: entry[name] for name in _OF_A_FAULT}, "expected": entry["expected"]._asdict(),
         "remedy": entry["remedy"]._asdict()}
        for entry in entries
    ]  # fmt: skip
    answer = {"faults": faults, "next": str(reached) if entries and reached < total else None}
    return JsonResponse(answer, json_dumps_params=_READABLE)


_OF_A_FAULT = ("severity", "code", "table", "file", "sheet", "row", "column", "found")


@access(Right.PARTY_FILE)
@by_token
@require_POST
def api_submit(request: Asked, submission_id: int) -> HttpResponse:
    """Submit what was checked; a second call gets the same receipt."""
    one = get_object_or_404(Submission.objects.select_related("party"), pk=submission_id)
    accepting.submit(request, one)
    one.refresh_from_db()
    return JsonResponse(_plain(request, one), json_dumps_params=_READABLE)


def _plain(request: Asked, one: Submission) -> dict[str, Any]:
    number = shown(one.number or "")
    trouble = one.trouble_words
    return {
        "id": one.pk,
        "party": one.party.uscc,
        "purpose": one.purpose,
        "state": one.state,
        "duty": one.duty_id,
        "period": one.period or None,
        "version": one.version,
        "corrects": one.corrects_id,
        "uploaded_at": one.uploaded_at.isoformat(),
        "digest": one.digest,
        "faults": one.faults,
        "warnings": one.warnings,
        "trouble": trouble._asdict() if trouble else None,
        "tables": one.tables,
        "receipt": {
            "number": number,
            "accepted_at": one.accepted_at.isoformat() if one.accepted_at else None,
            "address": request.build_absolute_uri(reverse("receipt", args=[number])),
        }
        if number
        else None,
        "lake_batch": one.lake_batch,
    }
