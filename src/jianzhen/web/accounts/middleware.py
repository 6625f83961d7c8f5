"""Finds out who asks, and lets through what the route's rule allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from jianzhen.web.accounts import factors, sessions
from jianzhen.web.accounts.actors import actor_of
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services import limits, tokens
from jianzhen.web.scope.access import Access, access_of
from jianzhen.web.scope.actor import NOBODY
from jianzhen.web.scope.net import acting_for
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_Next = Callable[[HttpRequest], HttpResponse]
API = "/api/"
_IDLE = Words("长时间未操作或登录已到期，请重新登录。", "Signed out after a while without work. Sign in again.")
_ELEVATE = Words("这项操作需要先进入特权模式。", "This takes the elevated mode; enter it first.")
_SETTLE = Words("请先设置自己的密码。", "Choose a password of your own first.")
_FACTOR = Words(
    "请先启用第二验证方式（动态口令或通行密钥）。", "Set up a second factor first: one-time codes or a passkey."
)


def people(get_response: _Next) -> _Next:
    """Set ``request.actor`` and ask the database in that person's name for the rest of the request."""

    def middleware(plain: HttpRequest) -> HttpResponse:
        refusal = _identify(plain, dt.datetime.now())
        if refusal is not None:
            return refusal
        request = cast("Asked", plain)
        with acting_for(request.actor):
            return get_response(request)

    return middleware


def _identify(plain: HttpRequest, now: dt.datetime) -> HttpResponse | None:
    request = cast("Asked", plain)
    header = request.headers.get("Authorization", "")
    if request.path.startswith(API) and header:
        return _by_token(request, header, now)
    if plain.user.is_authenticated and sessions.is_over(request.session, now):
        logout(request)
        messages.warning(request, chosen(_IDLE))
    if not plain.user.is_authenticated:
        request.actor = NOBODY
        return None
    sessions.note(request.session, now)
    request.actor = actor_of(request.user, elevated=sessions.elevated_until(request.session, now) is not None)
    return None


def _by_token(request: Asked, header: str, now: dt.datetime) -> HttpResponse | None:
    """A token speaks for itself: the cookies beside it count for nothing."""
    kind, _, text = header.partition(" ")
    token = tokens.holder(text.strip(), now) if kind.lower() == "bearer" else None
    if token is None:
        address = str(request.META.get("REMOTE_ADDR", ""))
        wait = limits.take("token", address, now)
        return _api_refusal(429 if wait else 401)
    request.user = token.user
    request.actor = actor_of(token.user, token=token)
    return None


class Gate:
    """Asks the rule of the route; a route without one is closed to everybody."""

    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is done once the route is known."""
        return self.get_response(request)

    def process_view(self, plain: HttpRequest, view: Callable[..., Any], *_: object) -> HttpResponse | None:
        """Before the view runs."""
        request = cast("Asked", plain)
        name = request.resolver_match.url_name if request.resolver_match else None
        rule = access_of(view, name)
        if rule is None:
            raise PermissionDenied
        if rule.public and (request.actor.user_id is None or rule.settling):
            return None
        if request.actor.user_id is None:
            return _ask_to_sign_in(request)
        return _unsettled(request, rule) or _unfit(request, rule)


def _unsettled(request: Asked, rule: Access) -> HttpResponse | None:
    """A password of one's own and a second factor come before everything else."""
    if rule.settling or request.actor.cap is not None:
        return None
    if not request.user.settled:
        messages.warning(request, chosen(_SETTLE))
        return redirect("account_change_password")
    if settings.OPTIONS.second_factor and not factors.has_factor(request):
        messages.warning(request, chosen(_FACTOR))
        return redirect("mfa_index")
    return None


def _unfit(request: Asked, rule: Access) -> HttpResponse | None:
    if rule.rights and not rule.rights & request.actor.rights:
        if request.path.startswith(API):
            return _api_refusal(403)
        raise PermissionDenied
    if rule.elevated and not request.actor.elevated:
        messages.warning(request, chosen(_ELEVATE))
        back = request.get_full_path() if request.method == "GET" else ""
        return redirect(f"{reverse('elevated')}?{urlencode({'next': back})}")
    return None


def _ask_to_sign_in(request: Asked) -> HttpResponse:
    if request.path.startswith(API):
        return _api_refusal(401)
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


_API_WORDS = {
    401: Words("令牌无效或已过期", "the token is not valid, or no longer"),
    403: Words("没有这项权限", "the token or its person lacks the right"),
    429: Words("尝试过多，请稍后再试", "too many tries; wait a while"),
}


def _api_refusal(status: int) -> HttpResponse:
    words = _API_WORDS[status]
    return JsonResponse({"error": {"zh": words.zh, "en": words.en}}, status=status)
