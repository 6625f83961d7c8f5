"""How a check looks on a terminal: progress while reading, then the faults by kind."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from jianzhen.contract import TABLES
from jianzhen.intake.faults import Severity
from jianzhen.intake.groups import FaultGroup, group_faults
from jianzhen.rules.sentences import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rich.console import Console

    from jianzhen.intake.check import Checked

_LOOK = {Severity.FAULT: ("red", "✗"), Severity.WARNING: ("yellow", "!")}


@contextmanager
def reading_progress(console: Console, data: Path) -> Iterator[Callable[[str, int], None]]:
    """A bar on a terminal, nothing elsewhere."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"读取 / reading {_shown(data.name)}", total=None)
        seen: dict[str, int] = {}

        def told(file: str, rows: int) -> None:
            seen[file] = seen.get(file, 0) + rows
            bar.update(task, description=f"{_shown(file)}：{seen[file]:,} 行 / rows", advance=rows)

        yield told


def print_checked(console: Console, checked: Checked, limit: int, out: Path | None) -> None:
    """Print tables, then faults, then warnings, then what to do next."""
    _print_tables(console, checked)
    for group in group_faults(checked.faults, limit):
        _print_group(console, group)
    faults, warnings = (checked.faults.count(severity) for severity in (Severity.FAULT, Severity.WARNING))
    colour = "green" if checked.ok else "red"
    console.print(
        f"[bold {colour}]{faults:,} 处问题，{warnings:,} 处提醒[/] / {faults:,} faults, {warnings:,} warnings"
    )
    if out:
        console.print(f"完整清单 / whole list: {_shown(str(out))}")


def _print_tables(console: Console, checked: Checked) -> None:
    table = Table("表 / table", "文件 / file", box=None, header_style="bold")
    for title in ("可用行 / rows", "搁置 / set aside", "重复 / repeated"):
        table.add_column(title, justify="right")
    read_tables = [read for read in checked.tables if read.rows or read.set_aside]
    for read in read_tables:
        numbers = (f"{number:,}" if number else "" for number in (read.set_aside, read.repeated))
        title = f"{TABLES[read.name].zh} {read.name}"
        table.add_row(title, _shown("; ".join(read.files)), f"{read.rows:,}", *numbers)
    console.print(table)
    if empty := len(checked.tables) - len(read_tables):
        console.print(f"另有 {empty} 张表没有数据行 / {empty} tables without rows")
    console.print()


def _print_group(console: Console, group: FaultGroup) -> None:
    colour, mark = _LOOK[group.severity]
    where = " · ".join(_shown(part) for part in (group.file, group.sheet, group.column) if part)
    console.print(f"[bold {colour}]{mark} {where}[/]  {group.count:,} 处 [dim]{group.code}[/]")
    console.print(f"  应为：{_shown(group.expected.zh)}。{_shown(group.remedy.zh)}。", highlight=False)
    console.print(f"  [dim]expected {_shown(group.expected.en)}: {_shown(group.remedy.en)}[/]", highlight=False)
    for entry in group.entries:
        row = f"第 {entry.row} 行 / row {entry.row}" if entry.row else ""
        console.print(f"    {row}  {_shown(entry.found)}", highlight=False, overflow="ellipsis", no_wrap=True)
    if group.count > len(group.entries):
        console.print(f"    …… 另有 {group.count - len(group.entries):,} 处 / more")
    console.print()


def _shown(text: str) -> str:
    """What was handed in, as a terminal may print it: no markup, and no character that moves or turns the text."""
    return escape(visible(text))
