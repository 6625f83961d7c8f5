"""``flush`` empties every table; the log of acts does not allow it, except between tests."""

from __future__ import annotations

from typing import Any

from django.core import mail
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from jianzhen.web.audit.triggers import suspended


class Command(flush.Command):
    """Refuses where acts are on record; clears the database of a test run."""

    def handle(self, **options: Any) -> None:
        """Flush a test's database.

        Raises:
            CommandError: This is no test run.
        """
        # Only a test run catches its mail in a box.
        if not hasattr(mail, "outbox"):
            raise CommandError(
                "审计日志不可清空；要重新开始，请用新的数据文件夹\n"
                "the log of acts cannot be emptied; to start anew use a new data folder"
            )
        with suspended(connections[options["database"]]):
            super().handle(**options)
