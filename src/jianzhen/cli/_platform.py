"""What the verbs of the platform share: settings and checks, told all at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import NoReturn

import click

from jianzhen.web.options import Options, OptionsError, load

USAGE = 2


def options_or_exit(environment: Mapping[str, str]) -> Options:
    """The settings, or all that is wrong with them and an exit."""
    try:
        return load(environment)
    except OptionsError as error:
        click.echo(f"设置有误，未启动 / the settings cannot be used:\n{error}", err=True)
        sys.exit(USAGE)


def start_django() -> None:
    """Load the project; every check that fails is told, and nothing starts."""
    import django  # noqa: PLC0415 - slow, and only once the settings are known to be good
    from django.core.checks import Error, run_checks  # noqa: PLC0415
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    os.environ["DJANGO_SETTINGS_MODULE"] = "jianzhen.web.settings"
    try:
        django.setup()
    except ImproperlyConfigured as fault:
        _refuse(f"缺少数据库驱动 the driver of the database is missing: pip install 'jianzhen[postgres]'（{fault}）")
    errors = [message for message in run_checks() if isinstance(message, Error)]
    for error in errors:
        click.echo(f"{error.msg}\n  {error.hint or ''}", err=True)
    if errors:
        sys.exit(USAGE)


def migrations_behind() -> int:
    """How many migrations the database lacks; one that does not answer is told, and nothing starts."""
    from django.db import DatabaseError, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        _refuse(
            "数据库无法使用：核对 DATABASE_URL、服务是否在运行、文件夹与权限\n  the database cannot be used:"
            f" see to DATABASE_URL, whether the server runs, folder and rights\n  {str(error).strip()}"
        )
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Bring the database to this version."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)


def _refuse(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(USAGE)
