"""``jianzhen leads``: what the desk of leads takes over."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from jianzhen.cli._platform import USAGE, migrations_behind, options_or_exit, start_django
from jianzhen.screen.record import RecordError


@click.group()
def command() -> None:
    """平台的线索：导入筛查结果。

    Leads of the platform: take screening runs over.
    """


@command.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--who", default="", help="经办人账号 / account of whoever does it")
def _import(folder: Path, who: str) -> None:
    """把一次筛查的结果文件夹导入平台；已有的线索保持研判状态，可重复运行。

    Take a run's folder over: new leads appear, known ones keep what people did with them. May be repeated.
    """
    options = options_or_exit(os.environ)
    os.environ["JIANZHEN_DATA"] = str(options.data)
    start_django()
    if migrations_behind():
        click.echo("数据库版本较旧，先运行 the database is of an older version; first run: jianzhen init", err=True)
        sys.exit(USAGE)
    from jianzhen.web.accounts.models import User  # noqa: PLC0415 - Django has to be started first
    from jianzhen.web.leads.services.importing import import_run  # noqa: PLC0415

    actor = User.objects.filter(username__iexact=who).first() if who else None
    if who and actor is None:
        click.echo(f"{who}: 没有这个账号 no such account", err=True)
        sys.exit(USAGE)
    try:
        done = import_run(folder, actor=actor)
    except (RecordError, OSError) as error:
        click.echo(f"{folder}: 不是筛查结果，或无法读取 not a run, or it cannot be read: {error}", err=True)
        sys.exit(USAGE)
    click.echo(f"新线索 new leads: {done.new}；已有 known: {done.known}")
