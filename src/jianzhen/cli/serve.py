"""``jianzhen serve``: the platform."""

from __future__ import annotations

import os
import sys

import click

from jianzhen.cli._platform import USAGE, migrate, migrations_behind, options_or_exit, start_django
from jianzhen.cli._serving import run_platform, say
from jianzhen.web.serving.parts import Part
from jianzhen.words import Words


@click.command()
@click.option("--host", help="监听地址，默认只限本机 / address to listen at; this machine alone unless said otherwise")
@click.option("--port", type=click.IntRange(1, 65535), help="端口 / port")
@click.option(
    "--only",
    "only",
    multiple=True,
    type=click.Choice([part.value for part in Part]),
    help="只运行这一部分，可重复 / run this part only; may be repeated",
)
def command(host: str | None, port: int | None, only: tuple[str, ...]) -> None:
    """运行平台：网页、后台任务与定时任务；Ctrl-C 停止。

    Run the platform: web, worker and scheduler, which start and stop as one. Settings come from settings.toml in the
    data folder (JIANZHEN_DATA) and from the environment.
    """
    given = {"JIANZHEN_HOST": host, "JIANZHEN_PORT": str(port) if port else None}
    os.environ.update({name: value for name, value in given.items() if value})
    options = options_or_exit(os.environ)
    start_django()
    _bring_up_to_date(alone=bool(only))
    run_platform(options, [Part(name) for name in only] or list(Part), data=options.data)


def _bring_up_to_date(*, alone: bool) -> None:
    """One that runs everything may change the database; a part alone leaves that to `jianzhen init`."""
    behind = migrations_behind()
    if behind and alone:
        say(
            Words(
                "数据库版本较旧，先运行 jianzhen init", "the database is of an older version; run jianzhen init first"
            )
        )
        sys.exit(USAGE)
    if behind:
        migrate()
