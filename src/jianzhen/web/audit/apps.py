"""The app of the log of acts."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    """The log of acts; every desk declares its kinds in ``audit_kinds.py``."""

    name = "jianzhen.web.audit"
    label = "audit"

    def ready(self) -> None:
        """Learn the kinds of acts; open the log when the tables are made."""
        from jianzhen.web.audit.opening import after_migrate  # noqa: PLC0415 - needs the models

        autodiscover_modules("audit_kinds")
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="jianzhen.web.audit")
