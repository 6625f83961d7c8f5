"""The app of the shared frame."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Frame, language, headers, errors, health."""

    name = "jianzhen.web.site"
    label = "site"

    def ready(self) -> None:
        """Register the checks at start."""
        from jianzhen.web.site import checks  # noqa: F401, PLC0415 - registers itself when the apps are there
