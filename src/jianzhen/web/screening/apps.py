"""The app of screening."""

from __future__ import annotations

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Runs, rules and their settings."""

    name = "jianzhen.web.screening"
    label = "screening"
