"""The app of people."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, posts, outside parties, sign-in, tokens."""

    name = "jianzhen.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to sign-ins."""
        from jianzhen.web.accounts import signins  # noqa: F401, PLC0415 - its receivers connect themselves
