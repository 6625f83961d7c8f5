"""``jianzhen synth``: a made-up region to try things on."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from jianzhen.synth import (
    DATA,
    LABELS,
    LIST,
    Dimensions,
    ForeignFolderError,
    UnknownBehaviourError,
    Written,
    write_region,
)
from jianzhen.synth import chosen as chosen_behaviours

SMALL = 0.01


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--scale", type=click.FloatRange(min=0, max=100, min_open=True), default=SMALL, show_default=True,
    help="规模：1 约为一个省一年（80 家机构、6 万份报告） / size: 1 is about a province's year",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="随机种子 / seed")
@click.option("--tamper", metavar="NAME[,NAME…]", help="只植入这些行为，默认全部 / plant only these, default all")
@click.option("--each", type=click.IntRange(min=1), metavar="N", help="每种行为植入几处 / acts of each behaviour")
@click.option("--clean", is_flag=True, help="不植入造假 / plant nothing")
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True, help="进程数 / processes")
def command(
    out: Path, *, scale: float, seed: int, tamper: str | None, each: int | None, clean: bool, processes: int
) -> None:
    """生成一个虚构地区的数据，并列出所植入的造假。

    数据在 OUT/data，清单在 OUT/labels.parquet（逐行）和 OUT/labels.csv（供人阅读）。

    Write the data of a made-up region to OUT/data and what was planted in it to OUT/labels.parquet, with a list for
    people in OUT/labels.csv.
    """
    if clean and (tamper or each) is not None:
        raise click.UsageError("--clean 与 --tamper、--each 不能同时用 --clean contradicts --tamper and --each")
    try:
        behaviours = () if clean else chosen_behaviours(tamper)
        written = _written(out, Dimensions(scale, seed, each), behaviours, processes)
    except (ForeignFolderError, UnknownBehaviourError) as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.UsageError(f"无法写入 cannot write: {error}") from None
    rows = sum(written.tables.values())
    click.echo(f"虚构地区 made-up region: {out / DATA}（{len(written.tables)} 张表 tables，{rows:,} 行 rows）")
    click.echo(f"植入 planted: {written.labels} 处 acts → {out / LIST}（逐行 rows: {out / LABELS}）")


def _written(out: Path, dimensions: Dimensions, behaviours: tuple[str, ...], processes: int) -> Written:
    console = Console(stderr=True)
    columns = (TextColumn("机构 laboratories"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=dimensions.laboratories)
        return write_region(out, dimensions, behaviours, processes=processes,
                            progress=lambda done, _: bar.update(task, completed=done))  # fmt: skip
