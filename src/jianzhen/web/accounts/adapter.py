"""How allauth signs people in here: no sign-up, and every try counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from jianzhen.web import audit
from jianzhen.web.accounts.services import limits
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_WAIT = Words("尝试次数过多，请 {minutes} 分钟后再试。", "Too many tries. Try again in {minutes} minutes.")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by administrators; tries are limited per account and per address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account of their own."""
        del request
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Use a try up before looking at the password, so that tries at the same moment count too.

        Raises:
            ValidationError: None was left; says how long to wait.
        """
        now = dt.datetime.now()
        waits = [limits.take(name, subject, now) for name, subject in _subjects(request, credentials)]
        longest = max((wait for wait in waits if wait is not None), default=None)
        if longest is not None:
            _tell("account.locked", request, credentials, Words("{after.account}尝试过多", "{after.account} is locked"))
            raise ValidationError(wait_text(longest))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Check a password; a good one gives its tries back."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            for name, subject in _subjects(request, credentials):
                limits.give_back(name, subject, dt.datetime.now())
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Put a refused try on record."""
        words = Words("{after.account}登录失败", "sign-in of {after.account} refused")
        _tell("account.sign_in_refused", request, credentials, words)


def wait_text(wait: dt.timedelta) -> str:
    """How long to wait, in whole minutes, never zero."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return chosen(_WAIT.format(minutes=minutes))


def _subjects(request: HttpRequest, credentials: dict[str, Any]) -> list[tuple[str, str]]:
    return [("password", _account(credentials)), ("address", str(request.META.get("REMOTE_ADDR", "")))]


def _account(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username", "")).casefold()


def _tell(kind: str, request: HttpRequest, credentials: dict[str, Any], words: Words) -> None:
    with transaction.atomic():
        after = {"account": _account(credentials)}
        audit.record(kind, actor="anonymous", request=request, after=after, words=words)
