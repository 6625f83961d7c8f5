"""What a route asks of whoever calls it. A view that does not say is reached by nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpResponse

from jianzhen.web.scope.rights import Right

View = TypeVar("View", bound=Callable[..., HttpResponse])


@dataclass(frozen=True, slots=True)
class Access:
    """The rule of a route.

    Attributes:
        public: Nobody has to sign in.
        rights: Holding one of these somewhere is enough to be let in; the object is checked by the view.
        elevated: Only in the elevated mode.
        settling: May be used before the password is changed and the second factor is set up.
    """

    public: bool = False
    rights: frozenset[Right] = frozenset()
    elevated: bool = False
    settling: bool = False


def access(
    *rights: Right, public: bool = False, elevated: bool = False, settling: bool = False
) -> Callable[[View], View]:
    """Declare the rule of a view."""
    rule = Access(public, frozenset(rights), elevated, settling)

    def declare(view: View) -> View:
        view.access = rule  # type: ignore[attr-defined]  # a function may carry what it needs
        return view

    return declare


_SIGNED_IN = Access(settling=True)
_ANYBODY = Access(public=True, settling=True)
FOREIGN: Mapping[str, Access] = {
    "account_login": _ANYBODY,
    "account_logout": _ANYBODY,
    "account_inactive": _ANYBODY,
    "account_reauthenticate": _SIGNED_IN,
    "account_change_password": _SIGNED_IN,
    "mfa_authenticate": _ANYBODY,
    "mfa_reauthenticate": _SIGNED_IN,
    "mfa_index": _SIGNED_IN,
    "mfa_activate_totp": _SIGNED_IN,
    "mfa_deactivate_totp": _SIGNED_IN,
    "mfa_view_recovery_codes": _SIGNED_IN,
    "mfa_generate_recovery_codes": _SIGNED_IN,
    "mfa_download_recovery_codes": _SIGNED_IN,
    "mfa_list_webauthn": _SIGNED_IN,
    "mfa_add_webauthn": _SIGNED_IN,
    "mfa_reauthenticate_webauthn": _SIGNED_IN,
    "mfa_remove_webauthn": _SIGNED_IN,
    "mfa_edit_webauthn": _SIGNED_IN,
    "mfa_login_webauthn": _ANYBODY,
    "set_language": _ANYBODY,
}
"""Rules of views that are not ours, by route name."""


def access_of(view: Callable[..., Any], name: str | None) -> Access | None:
    """The rule of a route; None when there is none, and then it is closed."""
    declared = getattr(view, "access", None)
    if isinstance(declared, Access):
        return declared
    return FOREIGN.get(name or "")
