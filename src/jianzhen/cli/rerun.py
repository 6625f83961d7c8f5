"""``jianzhen rerun``: repeat a run from its record and compare."""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from jianzhen.cli._screening import echo_outcome, run_or_exit
from jianzhen.report.rerun import differences, request_of
from jianzhen.screen.engines import NAMES
from jianzhen.screen.record import RecordError, read_record
from jianzhen.screen.settings import SettingsError


@click.command()
@click.argument("run_file", metavar="RUN.JSON", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="数据已移动时给出新位置 / where the data are now")
@click.option(
    "--out", type=click.Path(path_type=Path), help="保存结果；默认只比较 / keep the results; default: only compare"
)
@click.option("--engine", type=click.Choice(NAMES), help="换一个引擎 / use another engine")
@click.option("--json", "as_json", is_flag=True, help="结果输出为 JSON / print the result as JSON")
def command(run_file: Path, *, data: Path | None, out: Path | None, engine: str | None, as_json: bool) -> None:
    """按运行记录重做一次筛查，并逐项比较结果。

    Repeat a screening from its record (run.json) and compare inputs, rules and findings.
    """
    try:
        old = read_record(run_file)
        with tempfile.TemporaryDirectory(prefix="jianzhen-") as spare:
            request = request_of(old, run_file, data=data, out=out or Path(spare) / "out", engine=engine)
            outcome = run_or_exit(request)
    except RecordError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except SettingsError as error:
        click.echo("\n".join(error.faults), err=True)
        sys.exit(2)
    _report(outcome, old, dict(outcome.run), as_json=as_json, kept=out is not None)


def _report(outcome: Any, old: dict[str, Any], new: dict[str, Any], *, as_json: bool, kept: bool) -> None:
    found = differences(old, new)
    if as_json:
        click.echo(
            json.dumps({"same": not found, "differences": found, "run_id": new["run_id"]}, ensure_ascii=False, indent=2)
        )
    else:
        if kept:
            echo_outcome(outcome, as_json=False)
        for line in found:
            click.echo(f"不同 differs: {line}")
        if not found:
            count = new["results"]["findings"]
            click.echo(f"结果相同 the same: {count} 项发现 findings, {dt.datetime.now():%Y-%m-%d %H:%M}")
    sys.exit(1 if found else 0)
