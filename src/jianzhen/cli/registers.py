"""``jianzhen registers``: the registers of the platform."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from jianzhen.cli._platform import USAGE, migrations_behind, options_or_exit, start_django


@click.group()
def command() -> None:
    """平台的名录：机构、证书、人员、仪器、排放口、设备。

    Registers of the platform: who takes part, and with what.
    """


@command.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--who", default="", help="经办人账号 / account of whoever does it")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="变更自哪一天起，默认今天 / changes hold from")
def _import(folder: Path, who: str, day: datetime | None) -> None:
    """把数据集中的名录表（A 部分）载入平台；可重复运行，未变的不动，缺少的不删。

    Fill the registers from a folder or workbook of contract tables. May be repeated: what is unchanged stays,
    and nothing is struck off for being absent.
    """
    options = options_or_exit(os.environ)
    os.environ["JIANZHEN_DATA"] = str(options.data)
    start_django()
    if migrations_behind():
        click.echo("数据库版本较旧，先运行 the database is of an older version; first run: jianzhen init", err=True)
        sys.exit(USAGE)
    from jianzhen.web.accounts.models import User  # noqa: PLC0415 - Django has to be started first
    from jianzhen.web.registers.services.loading import load_dataset  # noqa: PLC0415

    actor = User.objects.filter(username__iexact=who).first() if who else None
    if who and actor is None:
        click.echo(f"{who}: 没有这个账号 no such account", err=True)
        sys.exit(USAGE)
    try:
        done = load_dataset(folder, actor=actor, effective_on=day.date() if day else None)
    except OSError as error:
        click.echo(f"{folder}: 无法读取 cannot be read: {error}", err=True)
        sys.exit(USAGE)
    for name, counts in done.registers.items():
        aside = f"；搁置 set aside {counts.set_aside}" if counts.set_aside else ""
        click.echo(f"{name}: 新增 new {counts.new}，变更 changed {counts.changed}，未变 same {counts.same}{aside}")
    if done.faults:
        click.echo(f"共 {done.faults} 处问题或提示，逐项见 / faults and warnings, one by one: jianzhen check {folder}")
