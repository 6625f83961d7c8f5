"""``jianzhen init``: a new platform, or an older one brought to this version."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from jianzhen.cli._platform import USAGE, migrate, migrations_behind, options_or_exit, start_django
from jianzhen.web.scope.divisions import ROOT, divisions
from jianzhen.web.scope.remit import KIND_TITLES
from jianzhen.web.serving.folder import prepare


@click.command()
@click.option("--region", help="行政区划代码，如 640000 / division code")
@click.option(
    "--department",
    "named",
    multiple=True,
    metavar="KIND=NAME",
    help="部门，如 ecology=某区生态环境厅，可重复 / a department; may be repeated",
)
@click.option("--admin", help="首位系统管理员的账号 / account of the first administrator")
@click.option("--admin-name", help="其姓名 / and the name")
def command(region: str | None, named: tuple[str, ...], admin: str | None, admin_name: str | None) -> None:
    """建立平台：数据文件夹、密钥、数据库、部门与首位系统管理员；可重复运行，已有的不改。

    Make a platform: data folder, key, database, departments and the first administrator. What is there already stays
    as it is, so an older platform is brought to this version by the same verb. Asks for what the options do not say;
    the password is asked for, or read from JIANZHEN_ADMIN_PASSWORD.
    """
    options = options_or_exit(os.environ)
    for made in prepare(options.data):
        click.echo(f"新建 made: {made}")
    os.environ["JIANZHEN_DATA"] = str(options.data)
    start_django()
    if behind := migrations_behind():
        migrate()
        click.echo(f"数据库 database: {behind} 步 steps")
    _found_unless_founded(region, named, admin, admin_name)


def _found_unless_founded(
    region: str | None, named: tuple[str, ...], admin: str | None, admin_name: str | None
) -> None:
    from django.core.exceptions import ValidationError  # noqa: PLC0415 - Django has to be started first

    from jianzhen.web.accounts.services.founding import found, is_founded  # noqa: PLC0415

    if is_founded():
        click.echo("已有系统管理员，未作改动 / there is an administrator already; nothing else to do")
        return
    region = region or click.prompt("行政区划代码 division code", default=ROOT)
    if region not in divisions():
        _refuse(f"{region}: 不是本平台的行政区划 not a division here; expected one of: {', '.join(divisions())}")
    departments = _departments(named)
    username = admin or click.prompt("系统管理员账号 administrator's account")
    name = admin_name or click.prompt("姓名 name")
    password = os.environ.get("JIANZHEN_ADMIN_PASSWORD") or click.prompt(
        "密码 password", hide_input=True, confirmation_prompt=True
    )
    try:
        user = found(region, departments, username=username, name=name, password=password)
    except ValidationError as error:
        _refuse("\n".join(error.messages))
    click.echo(f"已建立系统管理员 administrator: {user.username}\n现在运行 now run: jianzhen serve")


def _departments(named: tuple[str, ...]) -> dict[str, str]:
    if not named:
        return {
            kind: name
            for kind, title in KIND_TITLES.items()
            if (name := click.prompt(f"{title.zh}部门名称（没有则留空） {title.en} department", default="").strip())
        } or _refuse("至少要有一个部门 at least one department is needed")
    departments = {}
    for text in named:
        kind, equals, name = text.partition("=")
        if kind not in KIND_TITLES or not equals or not name.strip():
            _refuse(f"{text}: 应为 expected KIND=NAME, KIND one of {', '.join(KIND_TITLES)}")
        departments[kind] = name.strip()
    return departments


def _refuse(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(USAGE)
