"""The app of filing and intake."""

from __future__ import annotations

from django.apps import AppConfig


class FilingConfig(AppConfig):
    """Institutions file themselves and hand in records."""

    name = "jianzhen.web.filing"
    label = "filing"
