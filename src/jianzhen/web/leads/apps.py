"""The app of leads."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from jianzhen.web.leads import textindex, triggers


class LeadsConfig(AppConfig):
    """What screening found, ranked, judged by people."""

    name = "jianzhen.web.leads"
    label = "leads"

    def ready(self) -> None:
        """Keep the counts right whatever a migration did to the tables."""
        post_migrate.connect(_counts_follow, sender=self)


def _counts_follow(using: str = "default", **_: Any) -> None:
    """Install the triggers after every migration: rebuilding a table on SQLite drops them."""
    from jianzhen.web.leads.services.tallying import count_anew  # noqa: PLC0415 - the apps must be there first

    if triggers.TALLY not in connections[using].introspection.table_names():
        return
    triggers.install(connections[using])
    textindex.install(connections[using])
    if using == "default":
        count_anew()
