"""What ``serve`` and ``demo`` share: the parts run as one, after a last look at the port."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from jianzhen.cli._platform import USAGE
from jianzhen.web.demo.marker import is_loopback
from jianzhen.web.options import Options, variable
from jianzhen.web.serving.parts import Part, commands
from jianzhen.web.serving.ports import is_free
from jianzhen.web.serving.supervisor import run
from jianzhen.words import Words


def run_platform(options: Options, parts: Sequence[Part], *, data: Path) -> NoReturn:
    """Run the parts until told to stop, and leave with their exit code."""
    if Part.WEB in parts:
        _refuse_taken_port(options)
        _greet(options)
    # The parts start in other processes and must find the same folder, wherever they look from.
    environment = {"DJANGO_SETTINGS_MODULE": "jianzhen.web.settings", variable("data"): str(data)}
    sys.exit(run(commands(options, parts), environment, say))


def say(text: Words) -> None:
    """Tell whoever started it."""
    click.echo(f"{text.zh}\n  {text.en}", err=True)


def _refuse_taken_port(options: Options) -> None:
    if is_free(options.host, options.port):
        return
    where = f"{options.host}:{options.port}"
    say(
        Words(
            f"{where} 无法监听：端口被占用，或地址不属于本机；用 --port 换一个端口",
            f"cannot listen at {where}: the port is taken or the address is not of this machine; choose another --port",
        )
    )
    sys.exit(USAGE)


def _greet(options: Options) -> None:
    shown = f"[{options.host}]" if ":" in options.host else options.host
    click.echo(f"鉴真 Jianzhen: http://{shown}:{options.port}/   （Ctrl-C 停止 stops it）")
    if not options.https and not is_loopback(options.host):
        say(
            Words(
                "警告：监听范围超出本机而没有 TLS；请在前面放置反向代理并设置 https = true",
                "warning: listening beyond this machine without TLS; put a proxy in front and set https = true",
            )
        )
