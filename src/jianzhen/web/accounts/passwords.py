"""What a password must be, in both languages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_KINDS = 3
_ADVICE = Words(
    "至少包含大写字母、小写字母、数字、符号中的三类",
    "At least three of: capital letters, small letters, digits, other signs",
)


class VarietyValidator:
    """Three of four kinds of signs, as graded protection (GB/T 22239) asks for complexity."""

    def validate(self, password: str, user: Any = None) -> None:
        """Look at one password.

        Raises:
            ValidationError: It has too few kinds of signs.
        """
        del user
        tests = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
        if sum(any(test(sign) for sign in password) for test in tests) < _KINDS:
            raise ValidationError(chosen(_ADVICE), code="password_variety")

    def get_help_text(self) -> str:
        """What to do."""
        return chosen(_ADVICE)
