"""Whether somebody has a second factor; asked of the database once a session."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

_KNOWN = "has_factor"


def has_factor(request: HttpRequest) -> bool:
    """One-time codes or a passkey; recovery codes alone are none."""
    if not request.session.get(_KNOWN):
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        request.session[_KNOWN] = Authenticator.objects.filter(user_id=request.user.pk, type__in=kinds).exists()
    return bool(request.session[_KNOWN])


def forget(request: HttpRequest) -> None:
    """Ask the database again: something was added or removed."""
    request.session.pop(_KNOWN, None)
