"""Forms that take a one-time code, every try counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.exceptions import ValidationError

from jianzhen.web.accounts.adapter import wait_text
from jianzhen.web.accounts.services import limits


class _Counted:
    """Six digits are guessed soon enough by whoever may try without end."""

    user: Any

    def clean_code(self) -> str:
        """Use a try up, look, and give it back when the code is right.

        Raises:
            ValidationError: No try was left, or the code is wrong.
        """
        subject = str(self.user.pk)
        wait = limits.take("code", subject, dt.datetime.now())
        if wait is not None:
            raise ValidationError(wait_text(wait))
        code: str = super().clean_code()  # type: ignore[misc]  # the form beside it has the method
        limits.give_back("code", subject, dt.datetime.now())
        return code


class CountedAuthenticateForm(_Counted, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """At sign-in."""


class CountedReauthenticateForm(_Counted, ReauthenticateForm):  # type: ignore[misc]
    """Before something delicate."""
