"""The worker's process: runs background tasks of all queues until it is told to stop."""

from __future__ import annotations

import os


def main() -> None:
    """Run until SIGTERM or SIGINT; a task that runs is ended first."""
    import django  # noqa: PLC0415 - settings first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzhen.web.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from jianzhen.web.operations.beating import beating  # noqa: PLC0415

    # Tasks carry the name of their worker: one whose heart has stopped will not end them.
    with beating("worker") as name:
        call_command("db_worker", queue_name="*", worker_id=name)


if __name__ == "__main__":
    main()
