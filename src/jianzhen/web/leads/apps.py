"""The app of leads."""

from __future__ import annotations

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """What screening found, ranked, judged by people."""

    name = "jianzhen.web.leads"
    label = "leads"
