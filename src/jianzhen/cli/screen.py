"""``jianzhen screen``: from files to leads with evidence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from jianzhen.cli._screening import echo_outcome, run_or_exit
from jianzhen.report.screening import Request
from jianzhen.screen.engines import NAMES


@click.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="结果文件夹 / folder for the results")
@click.option("--rules", "rule_ids", multiple=True, metavar="ID[,ID…]", help="只运行这些规则 / run only these rules")
@click.option("--settings", type=click.Path(path_type=Path), help="阈值设置（TOML） / thresholds (TOML)")
@click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="以哪一天为准，默认今天 / as of which day, default today"
)
@click.option("--engine", type=click.Choice(NAMES), default=NAMES[0], show_default=True, help="计算引擎 / engine")
@click.option(
    "--batch", type=click.IntRange(min=1), help="数据湖的批次，默认最新 / batch of a lake, default the newest"
)
@click.option("--json", "as_json", is_flag=True, help="摘要输出为 JSON / print the summary as JSON")
def command(
    data: Path,
    *,
    out: Path,
    rule_ids: tuple[str, ...],
    settings: Path | None,
    on: dt.datetime | None,
    engine: str,
    batch: int | None,
    as_json: bool,
) -> None:
    r"""筛查一个数据集（文件、文件夹或数据湖），得到线索和证据。

    Screen a data set (a file, a folder or a lake) and get ranked leads with their evidence.

    \b
    退出码 exit codes:
      0  完成，无论有无线索 done, with leads or without
      1  数据无法筛查 the data cannot be screened
      2  参数、设置或路径有误 wrong option, setting or path
      3  完成，但有规则出错 done, but a rule broke and judged nothing
    """
    chosen = tuple(part.strip() for item in rule_ids for part in item.split(",") if part.strip())
    request = Request(
        data=data,
        out=out,
        rule_ids=chosen,
        settings_file=settings,
        on=on.date() if on else dt.date.today(),  # noqa: DTZ011 - the machine's day is the officer's day
        engine=engine,
        batch=batch,
    )
    echo_outcome(run_or_exit(request), as_json=as_json)
