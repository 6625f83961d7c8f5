"""``jianzhen check``: every fault of a data set, before it is screened."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from jianzhen.cli._check_view import print_checked, reading_progress
from jianzhen.intake.check import Checked, check
from jianzhen.intake.faultfile import SUFFIXES, TooManyFaultsError, write_log
from jianzhen.intake.faults import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 5


@click.command(
    help="检查数据：列出每一处问题（文件、工作表、行、列、发现、应为、怎么办）。\n\n"
    "Check DATA (a CSV, .xlsx, .xls or Parquet file, or a folder of them) and list every fault.\n\n"
    "退出码 / exit code: 0 没有问题（可有提醒）/ no fault, 1 有问题 / faults, 2 用法错误 / usage."
)
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print one JSON object")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=SHOWN,
    show_default=True,
    help="屏幕上每类问题最多显示几处，0 为全部 / entries shown per kind, 0 for all",
)
@click.option("--out", type=click.Path(path_type=Path), help="把完整清单写入 .csv 或 .xlsx / write the whole list")
def command(data: Path, as_json: bool, limit: int, out: Path | None) -> None:  # noqa: FBT001 (click passes flags so)
    """Check a data set; exit with 1 when it has faults."""
    _verify_usage(data, out)
    console = Console(stderr=True)
    try:
        with reading_progress(console, data) as progress:
            checked = check(data, progress=progress)
        if out:
            write_log(out, checked.faults)
    except TooManyFaultsError as error:
        raise click.UsageError(f"一个工作表放不下，请改用 .csv / too many for one sheet, use .csv: {error}") from None
    except OSError as error:
        raise click.UsageError(f"无法读写 / cannot read or write: {error}") from None
    if as_json:
        _print_json(checked)
    else:
        print_checked(Console(), checked, limit, out)
    sys.exit(0 if checked.ok else 1)


def _verify_usage(data: Path, out: Path | None) -> None:
    if not data.exists():
        raise click.UsageError(f"找不到 / no such file or folder: {data}")
    if out and out.suffix.lower() not in SUFFIXES:
        raise click.UsageError(f"--out 应以 .csv 或 .xlsx 结尾 / must end in .csv or .xlsx: {out}")
    if out and not out.parent.is_dir():
        raise click.UsageError(f"文件夹不存在 / no such folder: {out.parent}")


def _print_json(checked: Checked) -> None:
    """Write the object piece by piece: the lists may be long."""
    faults = checked.faults
    head = {
        "ok": checked.ok,
        "tables": [
            {
                "table": table.name,
                "file": "; ".join(table.files),
                "rows": table.rows,
                "set_aside": table.set_aside,
                "repeated": table.repeated,
            }
            for table in checked.tables
        ],
        "counts": {
            "faults": faults.count(Severity.FAULT),
            "warnings": faults.count(Severity.WARNING),
            "by_code": {code: number for (_, code), number in sorted(faults.counts.items())},
        },
    }
    write = sys.stdout.write
    write(json.dumps(head, ensure_ascii=False)[:-1])
    for name, severity in (("faults", Severity.FAULT), ("warnings", Severity.WARNING)):
        write(f', "{name}": [')
        for piece in _pieces(faults.records(severity)):
            write(piece)
        write("]")
    write("}\n")


def _pieces(records: Iterator[dict[str, str | int | None]]) -> Iterator[str]:
    mark = ""
    for record in records:
        yield mark + json.dumps(record, ensure_ascii=False)
        mark = ",\n"
