"""``jianzhen synth``: a made-up region to try things on."""

from __future__ import annotations

from pathlib import Path

import click

from jianzhen.synth import DATA, LABELS, ForeignFolderError, make_region, write_region


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="随机种子 / seed")
@click.option("--clean", is_flag=True, help="不植入造假 / plant nothing")
def command(out: Path, *, seed: int, clean: bool) -> None:
    """生成一个虚构地区的数据（OUT/data）和所植入造假的清单（OUT/labels.csv）。

    Write the data of a made-up region to OUT/data and what was planted in it to OUT/labels.csv.
    """
    region = make_region(seed, clean=clean)
    try:
        write_region(region, out)
    except ForeignFolderError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.UsageError(f"无法写入 cannot write: {error}") from None
    rows = sum(map(len, region.tables.values()))
    click.echo(f"虚构地区 made-up region: {out / DATA}（{len(region.tables)} 张表 tables，{rows:,} 行 rows）")
    click.echo(f"植入 planted: {len(region.labels)} 处 behaviours → {out / LABELS}")
