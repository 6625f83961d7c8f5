"""The app of the pages of the log."""

from __future__ import annotations

from django.apps import AppConfig


class LogbookConfig(AppConfig):
    """Pages of the log of acts; the log itself is ``jianzhen.web.audit``."""

    name = "jianzhen.web.logbook"
    label = "logbook"
