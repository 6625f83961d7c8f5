"""One's own page: posts, tokens, the elevated mode."""

from __future__ import annotations

import datetime as dt

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianzhen.web import audit
from jianzhen.web.accounts import sessions
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.forms import TokenForm
from jianzhen.web.accounts.models import Post
from jianzhen.web.accounts.services import tokens
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import chosen
from jianzhen.words import Words


@access()
@require_safe
def me(request: Asked) -> HttpResponse:
    """Posts in force, tokens, what may be done."""
    return _page(request, TokenForm(request.actor))


def _page(request: Asked, form: TokenForm, shown: str = "") -> HttpResponse:
    context = {
        "posts": Post.objects.in_force(dt.datetime.now().date()).filter(user=request.user).select_related("department"),
        "tokens": request.user.tokens.all(),
        "form": form,
        "shown": shown,
        "now": dt.datetime.now(),
    }
    return render(request, "accounts/me.html", context)


@access(elevated=True)
@require_POST
def make_token(request: Asked) -> HttpResponse:
    """A new token; its text is in this answer and nowhere else."""
    form = TokenForm(request.actor, request.POST)
    if not form.is_valid():
        return _page(request, form)
    rights = frozenset(Right(name) for name in form.cleaned_data["rights"])
    try:
        _, text = tokens.make(
            request, request.user, name=form.cleaned_data["name"], rights=rights, days=form.cleaned_data["days"]
        )
    except RefusedError as refusal:
        form.add_error(None, chosen(refusal.words))
        return _page(request, form)
    return _page(request, TokenForm(request.actor), shown=text)


@access()
@require_POST
def revoke_token(request: Asked, token_id: int) -> HttpResponse:
    """End a token of one's own."""
    tokens.revoke(request, get_object_or_404(request.user.tokens, pk=token_id))
    messages.success(request, chosen(Words("令牌已撤销。", "The token is revoked.")))
    return redirect("me")


@access()
@require_http_methods(["GET", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def elevated(request: Asked) -> HttpResponse:
    """Enter the elevated mode: one proves once more who one is, and it ends by itself."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "GET":
        return render(request, "accounts/elevated.html", {"next": back})
    with transaction.atomic():
        until = sessions.elevate(request.session, dt.datetime.now())
        audit.record(
            "account.elevated",
            actor=request.user,
            request=request,
            after={"until": until.isoformat(timespec="seconds")},
            words=Words(
                "{actor}进入特权模式，至{after.until}", "{actor} entered the elevated mode until {after.until}"
            ),
        )
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if back and safe else reverse("me"))


@access()
@require_POST
def step_down(request: Asked) -> HttpResponse:
    """Leave the elevated mode."""
    sessions.step_down(request.session)
    return redirect("me")


@access()
@require_safe
def api_me(request: Asked) -> HttpResponse:
    """What a token may do."""
    return JsonResponse({"account": request.user.username, "rights": sorted(request.actor.rights)})
