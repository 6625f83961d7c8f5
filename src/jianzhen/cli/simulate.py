"""``jianzhen simulate``: data loggers that do not exist, to try a gateway."""

from __future__ import annotations

import asyncio
import json
import math
import resource
import sys
from pathlib import Path
from typing import Any

import click

from jianzhen.cli._gateway_settings import read_address
from jianzhen.simulate.faults import FaultsError, read_faults
from jianzhen.simulate.fleet import Fleet, Plan
from jianzhen.simulate.ledger import Ledger

_KEY_SIZE = 16


class _Positive(click.ParamType[float]):
    """A finite number above 0."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not 0 < number < math.inf:
            self.fail(f"{value}：应为大于 0 的数 / a number above 0 expected", param, ctx)
        return number


@click.group("simulate")
def command() -> None:
    """模拟：造出数采仪，试网关的负载与容错。

    Make up data loggers, to try the load and the faults a gateway bears.
    """


@command.command("loggers")
@click.option("--connect", default="127.0.0.1:9212", show_default=True, help="网关的地址:端口 / the gateway")
@click.option("--n", "count", type=click.IntRange(1), default=10, show_default=True, help="台数 / loggers")
@click.option(
    "--rate", type=_Positive(), default=10.0, show_default=True, help="每秒报文总数 / packets a second in all"
)
@click.option("--seconds", type=_Positive(), default=10.0, show_default=True, help="发送多久 / how long they send")
@click.option("--edition", type=click.Choice(["2005", "2017", "2025", "mixed"]), default="2017", show_default=True)
@click.option("--faults", default="", help="如 split,crc:0.1,storm 或 all / such as split,crc:0.1,storm, or all")
@click.option("--burst", type=_Positive(), help="每隔几秒全体同时发送 / seconds between bursts of all at once")
@click.option("--over-time", type=_Positive(), default=10.0, show_default=True, help="超时重发 / seconds to a resend")
@click.option(
    "--grace", type=_Positive(), default=40.0, show_default=True, help="结束时等应答的秒数 / seconds to wait at the end"
)
@click.option("--prepare", is_flag=True, help="先造好报文再发送，用于测量 / make the packets beforehand, to measure")
@click.option("--key", help="SM4 密钥（16 字符），仅 2025 版 / SM4 key of 16 characters, for 2025")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option(
    "--ledger",
    "ledger_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="得到应答的报文写入此文件 / file for what was acknowledged, one JSON object per line",
)
def loggers_command(
    connect: str, count: int, faults: str, key: str | None, ledger_file: Path | None, **how: Any
) -> None:
    """模拟 N 台数采仪：真实 TCP 连接，按标准超时重发，自记应答台账。

    Run N loggers over real TCP connections (from 127.0.0.1, 127.0.0.2 ...): they send again after
    the timeout and after a lost line, and keep their own ledger of what was acknowledged. Prints
    the figures as JSON. Exit code 0: all was acknowledged; 1: some was not, or no connection.
    """
    host, port = read_address(connect, "--connect")
    if key is not None and len(key.encode()) != _KEY_SIZE:
        raise click.UsageError("--key: 应为 16 个字符 / 16 characters expected")
    try:
        plan = Plan(host, port, count, faults=read_faults(faults), key=key.encode() if key else None, **how)
    except FaultsError as error:
        raise click.UsageError(f"--faults {error}") from None
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        ledger = Ledger(ledger_file)
    except OSError as error:
        raise click.UsageError(f"无法写入 / cannot write {ledger_file}: {error}") from None
    try:
        report = _run(plan, ledger)
    except ConnectionError as error:
        click.echo(f"连不上网关 / no connection to the gateway {connect}: {error}", err=True)
        sys.exit(1)
    finally:
        ledger.close()
    click.echo(json.dumps(report))
    sys.exit(1 if report["unanswered"] else 0)


def _run(plan: Plan, ledger: Ledger) -> dict[str, float]:
    async def run() -> dict[str, float]:
        return await Fleet(plan, ledger).run()

    try:
        import uvloop  # noqa: PLC0415 - Windows has none
    except ImportError:
        return asyncio.run(run())
    return uvloop.run(run())
