"""``jianzhen demo``: the platform, filled with a made-up region."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

import click

from jianzhen import __version__
from jianzhen.cli._demo_making import OUT, make_region, screen_region, stamp, stamped, work_out_transmission
from jianzhen.cli._platform import migrate, migrations_behind, options_or_exit, start_django
from jianzhen.cli._serving import run_platform
from jianzhen.synth import DATA
from jianzhen.synth.dimensions import LAST_DAY
from jianzhen.web.demo import cast, marker
from jianzhen.web.options import FILE, Options, variable
from jianzhen.web.serving.folder import prepare
from jianzhen.web.serving.parts import Part
from jianzhen.web.serving.ports import free_port

PLATFORM = "platform"
"""Below the demonstration's folder: the platform's data folder."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--scale", type=click.FloatRange(min=0, max=1, min_open=True), default=0.01, show_default=True,
              help="规模，见 synth / size, see synth")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="随机种子 / seed")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True,
              help="端口；被占用时用下一个空闲的 / port; the next free one if it is taken")  # fmt: skip
@click.option("--serve/--no-serve", default=True, help="准备好后是否运行 / run it when it is ready")
def command(folder: Path, *, scale: float, seed: int, port: int, serve: bool) -> None:
    """演示：虚构地区、筛查、平台与各岗位账号；再次运行时直接启动。Ctrl-C 停止。

    A demonstration in FOLDER: a made-up region is screened, its leads are put on the platform's desk, and the platform
    runs on this machine alone, with an account for each role. What is ready already is not made again.
    """
    folder = folder.expanduser().absolute()
    _refuse_real_platform(folder / PLATFORM)
    _forget_settings()
    key = f"jianzhen {__version__}, scale {scale:g}, seed {seed}, on {LAST_DAY.isoformat()}"
    make_region(folder, key, scale=scale, seed=seed)
    screen_region(folder, key)
    options = _fill(folder, key)
    if not serve:
        click.echo(f"已就绪，运行 ready; run: jianzhen demo {folder}")
        return
    _introduce()
    os.environ[variable("port")] = str(_port(port))
    run_platform(options_or_exit(os.environ), list(Part), data=options.data)


def _refuse_real_platform(data: Path) -> None:
    """Accounts with known passwords are made in a marked folder only."""
    if data.exists() and any(data.iterdir()) and not marker.is_marked(data):
        raise click.UsageError(
            f"{data}: 这里的平台不是演示，请换一个文件夹 holds a platform that is no demonstration; "
            "choose another folder"
        )


def _forget_settings() -> None:
    """The demonstration has its own database and listens to this machine, whatever else is set for the real one."""
    for name in (FILE, *(variable(field.name) for field in fields(Options))):
        if os.environ.pop(name, None) is not None:
            click.echo(f"演示不理会环境变量 {name} / the demonstration ignores {name}", err=True)


def _fill(folder: Path, key: str) -> Options:
    """The platform's folder, database, people, registers and leads."""
    data = folder / PLATFORM
    marker.mark(data)
    prepare(data)
    os.environ[variable("data")] = str(data)
    options = options_or_exit(os.environ)
    start_django()
    if migrations_behind():
        migrate()
    from jianzhen.web.demo.founding import found_demonstration, take_data, take_run  # noqa: PLC0415 - after the start

    found_demonstration()
    if stamped(data, DATA) != key:
        click.echo("填写名录…… filling the registers …")
        loaded = take_data(folder / DATA)
        click.echo(f"名录 registers: {loaded.touched:,} 行 rows")
        work_out_transmission(folder / DATA, data)
        stamp(data, DATA, key)
    taken = take_run(folder / OUT)
    click.echo(f"线索 leads: {taken.new + taken.known}（新 new {taken.new}）")
    return options


def _introduce() -> None:
    click.echo(f"\n演示账号 accounts（密码都是 the password of all: {cast.PASSWORD}）")
    for member in cast.CAST:
        click.echo(f"  {member.username:<12}{member.title.zh} {member.title.en}: {member.sees.zh} {member.sees.en}")
    click.echo(f"  {cast.PARTNER:<12}{cast.PARTNER_TITLE.zh} {cast.PARTNER_TITLE.en}")
    click.echo(
        "密码公开、未启用第二验证方式，因此只监听本机。"
        "The passwords are public and there is no second factor: it serves this machine alone.\n"
    )


def _port(wanted: int) -> int:
    found = free_port(Options.host, wanted)
    if found != wanted:
        click.echo(f"端口 {wanted} 被占用，改用 {found} / port {wanted} is taken; using {found}")
    return found
