"""The app of running."""

from __future__ import annotations

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Hearts, turns, the page of running, metrics."""

    name = "jianzhen.web.operations"
    label = "operations"
