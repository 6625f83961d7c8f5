"""``jianzhen kpi``: how well devices deliver."""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jianzhen import __version__
from jianzhen.kpi.figures import BY
from jianzhen.kpi.period import PeriodError, read_period
from jianzhen.words import Words

if TYPE_CHECKING:
    from jianzhen.screen.load import Loaded

USAGE = 2
REFUSED = 1


@click.group("kpi")
def command() -> None:
    """统计指标：联网、传输、有效。

    Figures: networked, transmitted, valid.
    """


@command.command()
@click.argument("data", required=False, type=click.Path(path_type=Path))
@click.option("--lake", type=click.Path(path_type=Path), help="数据湖（代替 DATA） / a lake instead of DATA")
@click.option("--period", "period_text", required=True, metavar="PERIOD",
              help="2026-09、2026-Q3、2026、2026-09-15、2026-07..2026-09")  # fmt: skip
@click.option("--by", type=click.Choice(list(BY)), default="device", show_default=True, help="按什么分组 / group by")
@click.option(
    "--out", type=click.Path(path_type=Path), help="结果文件夹：网页、Excel、CSV / folder for page, Excel, CSV"
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="算到这一天之前，默认今天 / count the days before, default today"
)
@click.option(
    "--batch", type=click.IntRange(min=1), help="数据湖的批次，默认最新 / batch of a lake, default the newest"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
def transmission(
    data: Path | None, lake: Path | None, period_text: str, by: str, out: Path | None, on: dt.datetime | None,
    batch: int | None, *, as_json: bool,
) -> None:  # fmt: skip
    """联网率、传输率、有效率和有效传输率，可查到每个缺失或无效的小时。

    Networked, transmission, validity and effective rates of DATA (a file, a folder or a lake), each down to the
    hours that are missing or not valid.
    """
    if (data is None) == (lake is None):
        raise click.UsageError("给出 DATA 或 --lake 之一 / give either DATA or --lake")
    day = on.date() if on else dt.date.today()  # noqa: DTZ011 - the machine's day is the officer's day
    with _told(lake or data), tempfile.TemporaryDirectory(prefix="jianzhen-") as folder:
        _run(lake or data, Path(folder), period_text, day, by, out, batch, is_lake=lake is not None, as_json=as_json)


def _run(
    source: Path | None, work: Path, period_text: str, on: dt.date, by: str, out: Path | None, batch: int | None, *,
    is_lake: bool, as_json: bool,
) -> None:  # fmt: skip
    from jianzhen.cli._kpi_view import print_figures  # noqa: PLC0415 - these import the engine: slow, and only needed here
    from jianzhen.kpi.output import PAGE, refuse_foreign, write_all  # noqa: PLC0415
    from jianzhen.kpi.plain import plain  # noqa: PLC0415
    from jianzhen.kpi.transmission import work_out  # noqa: PLC0415
    from jianzhen.lake.place import open_lake  # noqa: PLC0415
    from jianzhen.screen.load import load  # noqa: PLC0415

    period = read_period(period_text).until(on)
    if out is not None:
        refuse_foreign(out)
    if is_lake and source is not None:
        open_lake(source)
    staged = work / "staged"
    staged.mkdir()
    loaded = load(source or Path(), staged, batch=batch)
    with work_out(loaded.dataset, period, work / "figures") as found:
        said = plain(found, by)
        if out is not None:
            write_all(found, by, said, _provenance(loaded, f"--period {period_text} --by {by} --on {on}"), out)
        if as_json:
            click.echo(json.dumps(said, ensure_ascii=False, indent=2))
            return
        print_figures(found, by)
        if out is not None:
            click.echo(f"网页 page: {out / PAGE}")


def _provenance(loaded: Loaded, options: str) -> list[tuple[Words, str]]:
    from jianzhen.report.screening import fault_counts  # noqa: PLC0415

    faults = fault_counts(loaded.staged)
    lines = [
        (Words("程序", "program"), f"jianzhen {__version__}"),
        (Words("重现", "repeat"), f"jianzhen kpi transmission DATA {options}"),
        (
            Words("数据问题", "faults in the data"),
            f"{faults['faults']:,}（搁置行 rows set aside: {faults['rows_set_aside']:,}）",
        ),
    ]
    if loaded.lake is not None:
        lines.append((Words("数据湖批次", "batch of the lake"), f"{loaded.lake.batch}  {loaded.lake.digest}"))
    lines += [(Words("输入", "input"), f"{file.name}  {file.sha256}") for file in loaded.staged.sources]
    return lines


@contextmanager
def _told(source: Path | None) -> Iterator[None]:
    """Say what is wrong and leave with an exit code."""
    from jianzhen.cli._screening import refused  # noqa: PLC0415
    from jianzhen.kpi.output import FolderRefusedError  # noqa: PLC0415
    from jianzhen.lake.errors import LakeError  # noqa: PLC0415
    from jianzhen.screen.load import DataRefusedError  # noqa: PLC0415

    try:
        yield
    except DataRefusedError as error:
        message, code = refused(error), REFUSED
    except FileNotFoundError:
        message, code = f"{source}: 没有这个文件或文件夹 no such file or folder", USAGE
    except (PeriodError, FolderRefusedError, LakeError) as error:
        message, code = str(error), USAGE
    except OSError as error:
        message, code = f"无法读写 cannot read or write: {error}", USAGE
    else:
        return
    click.echo(message, err=True)
    sys.exit(code)
