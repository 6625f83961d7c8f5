"""What happens at sign-in, sign-out and changes of the account: times are set, and the log told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from jianzhen.web import audit
from jianzhen.web.accounts import factors, sessions
from jianzhen.web.accounts.models import User
from jianzhen.words import Words


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    sessions.begin(request.session, dt.datetime.now())
    _tell("account.signed_in", request, user, Words("{actor}登录", "{actor} signed in"))


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        _tell("account.signed_out", request, user, Words("{actor}退出", "{actor} signed out"))


@receiver(password_changed)
def _password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    user.settled = True
    user.save(update_fields=["settled"])
    _tell("account.password_changed", request, user, Words("{actor}修改了密码", "{actor} changed the password"))


@receiver(authenticator_added)
def _factor_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    factors.forget(request)
    words = Words("{actor}启用了{after.type}", "{actor} set up {after.type}")
    _tell("account.factor_added", request, user, words, after={"type": str(authenticator.type)})


@receiver(authenticator_removed)
def _factor_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    factors.forget(request)
    words = Words("{actor}停用了{after.type}", "{actor} removed {after.type}")
    _tell("account.factor_removed", request, user, words, after={"type": str(authenticator.type)})


def _tell(kind: str, request: HttpRequest, user: User, words: Words, after: dict[str, object] | None = None) -> None:
    with transaction.atomic():
        audit.record(kind, actor=user, request=request, target=user, after=after, words=words)
