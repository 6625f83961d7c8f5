"""The database refuses to change or delete entries."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jianzhen.web.audit import triggers


def guard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Install the triggers."""
    triggers.install(editor.connection)


def leave(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    triggers.remove(editor.connection)


class Migration(migrations.Migration):
    """Triggers on SQLite and PostgreSQL."""

    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(guard, leave)]
