"""The made-up region of the demonstration and its screening: each made once, and again when the version changes."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import click

from jianzhen.cli._screening import echo_outcome, run_or_exit
from jianzhen.report.screening import Request
from jianzhen.synth import BEHAVIOURS, DATA, Dimensions, ForeignFolderError, write_region
from jianzhen.synth.dimensions import LAST_DAY, LAST_FIELD_DAY

OUT, KPI = "out", "kpi"
PERIOD = "2026-05..2026-06"
"""Days in the field, of a region of any size."""
_STAMP = ".made"
"""Beside the data: what they, their screening and the platform were made with."""


def make_region(folder: Path, key: str, *, scale: float, seed: int) -> None:
    """Write the region unless it is there."""
    if stamped(folder, DATA) == key and (folder / DATA).is_dir():
        return
    click.echo("生成虚构地区……（约 10 秒） making up a region … (about 10 seconds)")
    try:
        written = write_region(folder, Dimensions(scale, seed), tuple(BEHAVIOURS))
    except ForeignFolderError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.UsageError(f"无法写入 cannot write: {error}") from None
    stamp(folder, DATA, key)
    rows = sum(written.tables.values())
    click.echo(f"  {rows:,} 行 rows，植入造假 planted acts: {written.labels} → {folder / 'labels.csv'}")


def screen_region(folder: Path, key: str) -> None:
    """Screen it unless that was done."""
    if stamped(folder, OUT) == key and (folder / OUT).is_dir():
        return
    click.echo("筛查……（约一分钟） screening … (about a minute)")
    shutil.rmtree(folder / OUT, ignore_errors=True)
    outcome = run_or_exit(Request(data=folder / DATA, out=folder / OUT, on=LAST_DAY))
    stamp(folder, OUT, key)
    echo_outcome(outcome, as_json=False)


def work_out_transmission(data: Path, platform: Path) -> None:
    """The figures of the automatic devices, where the platform's first page looks for them."""
    from jianzhen.cli.kpi import transmission  # noqa: PLC0415 - slow, and not for every start

    shutil.rmtree(platform / KPI, ignore_errors=True)
    on = dt.datetime.combine(LAST_FIELD_DAY, dt.time()) + dt.timedelta(days=1)
    figures = click.get_current_context().invoke
    figures(transmission, data=data, period_text=PERIOD, by="region", on=on, out=platform / KPI)


def stamped(folder: Path, step: str) -> str:
    """With what a step was done; empty before."""
    path = folder / f"{_STAMP}-{step}"
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def stamp(folder: Path, step: str, key: str) -> None:
    """A step is done."""
    (folder / f"{_STAMP}-{step}").write_text(key + "\n", encoding="utf-8")
