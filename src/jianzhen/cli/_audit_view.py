"""What the verb ``audit`` prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianzhen.seal.merkle.told import Step
    from jianzhen.web.audit.verify import Report
    from jianzhen.words import Words

_MOST_LINES = 100
_MARKS = {True: "✓", False: "✗", None: "？"}


def report(found: Report, *, as_json: bool) -> None:
    """The result of verifying a log."""
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=2))
        return
    for fault in found.faults[:_MOST_LINES]:
        say("✗", fault.words())
    if len(found.faults) > _MOST_LINES:
        left = len(found.faults) - _MOST_LINES
        click.echo(f"✗ … 另有 {left:,} 处（--json 列出全部） and {left:,} more (--json lists all)")
    entries = f"{found.entries:,} 条 entries, {found.roots} 个签名的根 signed roots"
    if not found.whole:
        click.echo(f"✗ {len(found.faults):,} 处不符 faults: {entries}")
        return
    click.echo(f"✓ 日志完整，一字未改 whole and unchanged: {entries}, {found.erased:,} 项依法删除 erased by law")
    click.echo(f"  日志 log {found.log}")
    click.echo(f"  根 root {found.root}")
    if not found.published:
        click.echo("  未与公布的根比较：只有 --published 能发现整体改写")
        click.echo("  not compared with a published root: only --published finds that everything was rewritten")


def steps(checked: Sequence[Step], *, proved: bool) -> None:
    """The result of checking a proof file."""
    for step in checked:
        say(_MARKS[step.holds], step.words)
    click.echo("✓ 核验成立 proved" if proved else "✗ 核验不成立 not proved")


def say(mark: str, words: Words) -> None:
    """A line in each language."""
    click.echo(f"{mark} {words.zh}\n  {words.en}")


def _plain(found: Report) -> dict[str, Any]:
    return {
        "ok": found.whole,
        "log": found.log,
        "entries": found.entries,
        "root": found.root,
        "roots": found.roots,
        "published": found.published,
        "erased": found.erased,
        "faults": [{**fault._asdict(), "zh": fault.words().zh, "en": fault.words().en} for fault in found.faults],
    }
