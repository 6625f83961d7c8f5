"""``jianzhen lake``: the append-only store of facts."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from jianzhen.cli import _lake_view as view
from jianzhen.cli._check_view import reading_progress
from jianzhen.cli._screening import refused
from jianzhen.intake.stage import stage
from jianzhen.intake.staged import Staged
from jianzhen.lake.add import add
from jianzhen.lake.compact import KEEP_DAYS, compact
from jianzhen.lake.entry import Act, Source
from jianzhen.lake.errors import LakeError
from jianzhen.lake.log import Entry, entries
from jianzhen.lake.place import open_lake, open_or_make
from jianzhen.lake.verify import verify
from jianzhen.lake.withdraw import read_key, withdraw
from jianzhen.report.screening import fault_counts
from jianzhen.screen.load import DataRefusedError

USAGE = 2
REFUSED = 1

_lake = click.argument("folder", metavar="LAKE", type=click.Path(path_type=Path))
_who = click.option("--who", required=True, help="经办人 / who does it")
_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")


@click.group()
def command() -> None:
    """数据湖：只增不改的事实库，逐批记录，可回到任何一批。

    The lake: facts are only ever added, batch by batch, and every earlier state can be read again.
    """


@command.command("add")
@_lake
@click.argument("data", type=click.Path(path_type=Path))
@_who
@click.option("--reason", default="", help="事由，例如更正说明 / why, for instance what is corrected")
@_json
def _add(folder: Path, data: Path, *, who: str, reason: str, as_json: bool) -> None:
    """把 DATA 作为一批加入；全部加入，或一行不加。LAKE 不存在时新建。

    Add DATA (a file or a folder) as one batch: all of it or nothing. Makes LAKE when there is none.
    A row whose key exists is kept as the next revision; a row repeated word for word is not stored again.
    """
    with _told(), tempfile.TemporaryDirectory(prefix="jianzhen-") as work:
        with reading_progress(Console(stderr=True), data) as progress:
            staged = stage(data, Path(work), progress=progress)
        if staged.structural:
            raise DataRefusedError(staged.structural)
        tables = {name: table.path for name, table in staged.tables.items()}
        _echo(add(open_or_make(folder), tables, _act(who, reason, staged)), as_json=as_json)


@command.command("withdraw")
@_lake
@click.argument("table")
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@_who
@click.option("--reason", required=True, help="事由 / why")
@_json
def _withdraw(folder: Path, table: str, keys: tuple[str, ...], *, who: str, reason: str, as_json: bool) -> None:
    """撤回 TABLE 中的行；原来的内容在以前的批次中仍可读。

    Withdraw rows of TABLE; what they said stays readable in earlier batches. KEY is column=value[,column=value...],
    or the value alone where one column is the key.
    """
    with _told():
        lake = open_lake(folder)
        _echo(withdraw(lake, table, [read_key(table, key) for key in keys], Act(who, reason)), as_json=as_json)


@command.command("log")
@_lake
@_json
def _log(folder: Path, *, as_json: bool) -> None:
    """列出全部批次：何人、何时、为何、来自哪些文件、改变了什么。

    List the batches: who, when, why, from which files, and what changed.
    """
    with _told():
        known = entries(open_lake(folder))
    view.echo_json([view.plain(entry) for entry in known]) if as_json else view.print_log(known)


@command.command("verify")
@_lake
@_json
def _verify(folder: Path, *, as_json: bool) -> None:
    """核对批次链、每个文件的摘要和每批的行；退出码 0 完好，1 有改动或缺失。

    Check the chain of batches, every file's digest and every batch's rows. Exit code: 0 whole, 1 changed or missing.
    """
    with _told():
        found = verify(open_lake(folder))
    view.echo_json(view.plain_verified(found)) if as_json else view.print_verified(found)
    sys.exit(0 if found.whole else 1)


@command.command("compact")
@_lake
@_who
@click.option("--reason", default="", help="事由 / why")
@click.option(
    "--keep-days",
    type=click.IntRange(min=0),
    default=KEEP_DAYS,
    show_default=True,
    help="被替换的文件保留几天，供正在进行的读取 / days that replaced files stay, for readers at work",
)
@_json
def _compact(folder: Path, *, who: str, reason: str, keep_days: int, as_json: bool) -> None:
    """合并小文件；每一批仍可读。

    Merge small files; every batch stays readable.
    """
    with _told():
        written = compact(open_lake(folder), Act(who, reason), keep_days=keep_days)
    if written:
        _echo(written, as_json=as_json)
    else:
        view.echo_json({}) if as_json else click.echo("没有可合并的文件 / nothing to merge")


def _act(who: str, reason: str, staged: Staged) -> Act:
    sources = tuple(Source(source.name, source.sha256, source.size) for source in staged.sources)
    return Act(who, reason, sources, fault_counts(staged))


def _echo(entry: Entry, *, as_json: bool) -> None:
    view.echo_json(view.plain(entry)) if as_json else view.print_batch(entry)


@contextmanager
def _told() -> Iterator[None]:
    """Say what is wrong and leave with an exit code."""
    try:
        yield
    except DataRefusedError as error:
        message, code = refused(error), REFUSED
    except LakeError as error:
        message, code = str(error), USAGE
    except OSError as error:
        message, code = f"无法读写 cannot read or write: {error}", USAGE
    else:
        return
    click.echo(message, err=True)
    sys.exit(code)
