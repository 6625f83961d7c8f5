"""``jianzhen intake``: delivered files to a data folder."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from jianzhen.contract.identity import is_uscc
from jianzhen.intake.faults import Severity, as_record
from jianzhen.intake.formats import formats
from jianzhen.intake.formats.run import OutputError, convert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jianzhen.intake.faults import Fault
    from jianzhen.intake.formats.model import Source
    from jianzhen.intake.formats.run import OnSource, Outcome

SHOWN_FAULTS = 20


@click.command("intake")
@click.argument("format_name", metavar="[FORMAT]", required=False)
@click.argument("src", metavar="[SRC]", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="结果文件夹（新建） / folder to make")
@click.option("--lab-id", default="", help="检测机构的统一社会信用代码 / credit code of the laboratory")
@click.option("--replace", is_flag=True, help="替换以前的导入结果 / replace an earlier result")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
def command(
    format_name: str | None, src: Path | None, out: Path | None, lab_id: str, *, replace: bool, as_json: bool
) -> None:
    """把送来的文件（文件、文件夹或压缩包）转为数据文件夹；不带参数时列出可用格式。

    Convert delivered files (a file, a folder or an archive) into a data folder; without
    arguments, list the formats. Exit code 0: everything was read; 1: there are faults,
    all listed in intake-faults.csv; 2: wrong use.
    """
    if format_name is None:
        _list_formats(as_json=as_json)
        return
    adapter = formats().get(format_name)
    if adapter is None:
        raise click.UsageError(f"没有格式 {format_name!r}；可用 / no such format; there are: {', '.join(formats())}")
    if src is None or out is None:
        raise click.UsageError("需要 SRC 和 --out / SRC and --out are needed")
    if lab_id and not is_uscc(lab_id):
        raise click.UsageError(f"--lab-id {lab_id!r} 不是有效的统一社会信用代码 / is not a valid credit code")
    try:
        with _progress(enabled=not as_json) as on_source:
            outcome = convert(adapter, src, out, lab_id=lab_id, replace=replace, on_source=on_source)
    except OutputError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"读写失败 / cannot read or write: {error}") from error
    _tell(outcome, out, as_json=as_json)
    sys.exit(0 if outcome.clean else 1)


def _list_formats(*, as_json: bool) -> None:
    if as_json:
        listed = [
            {"name": f.name, "version": f.version, "zh": f.title.zh, "en": f.title.en} for f in formats().values()
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    table = Table(title="导入格式 / intake formats", title_justify="left")
    table.add_column("格式 / format", no_wrap=True)
    table.add_column("内容 / what it reads")
    for adapter in formats().values():
        table.add_row(adapter.name, f"{adapter.title.zh}\n{adapter.title.en}")
    Console().print(table)


@contextmanager
def _progress(*, enabled: bool) -> Iterator[OnSource]:
    """A bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not (enabled and console.is_terminal), transient=True) as bar:
        task = bar.add_task("导入 / converting", total=None)

        def on_source(_: Source, count: int) -> None:
            bar.update(task, total=count, advance=1)

        yield on_source


def _tell(outcome: Outcome, out: Path, *, as_json: bool) -> None:
    if as_json:
        record = outcome.record | {
            "ok": outcome.clean,
            "out": str(out),
            "fault_list": [*map(as_record, outcome.faults)],
        }
        print(json.dumps(record, ensure_ascii=False, indent=2))
        return
    console = Console()
    table = Table(title=f"已写入 / written to {out}", title_justify="left")
    table.add_column("表 / table")
    table.add_column("行 / rows", justify="right")
    tables = outcome.record["tables"]
    for name, rows in tables.items() if isinstance(tables, dict) else ():
        table.add_row(name, str(rows))
    console.print(table)
    faults = [fault for fault in outcome.faults if fault.severity is Severity.FAULT]
    warnings = len(outcome.faults) - len(faults)
    console.print(f"错误 / faults: {len(faults)}    提示 / warnings: {warnings}    全部见 / all in intake-faults.csv")
    for fault in faults[:SHOWN_FAULTS]:
        _tell_fault(console, fault)
    if len(faults) > SHOWN_FAULTS:
        console.print(f"……另有 / and {len(faults) - SHOWN_FAULTS} more")


def _tell_fault(console: Console, fault: Fault) -> None:
    where = " ".join(part for part in (fault.file, fault.sheet, fault.column) if part)
    text = f"\n{where}\n  发现 / found: {fault.found}\n  应为 / expected: {fault.expected.zh} / {fault.expected.en}"
    console.print(f"{text}\n  怎么办 / to do: {fault.remedy.zh} / {fault.remedy.en}", markup=False, highlight=False)
