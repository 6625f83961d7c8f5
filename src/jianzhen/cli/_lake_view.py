"""How batches and checks of a lake look, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from jianzhen.contract import TABLES
from jianzhen.lake.entry import Change, Did, to_bytes
from jianzhen.lake.log import Entry
from jianzhen.lake.verify import Verified
from jianzhen.words import Words

DID = {
    Did.ADD: Words("加入", "add"),
    Did.WITHDRAW: Words("撤回", "withdraw"),
    Did.COMPACT: Words("合并文件", "compact"),
}
COUNTS = {
    "added": Words("新增", "added"),
    "corrected": Words("更正", "corrected"),
    "repeated": Words("重复", "repeated"),
    "withdrawn": Words("撤回", "withdrawn"),
}
SHOWN = 5


def plain(entry: Entry) -> dict[str, Any]:
    """A batch as plain data; ``digest`` is that of the entry's file, which the next batch names."""
    said: dict[str, Any] = json.loads(to_bytes(entry.batch))
    del said["sha256"]
    return said | {"digest": entry.sha256}


def plain_verified(found: Verified) -> dict[str, Any]:
    """A check as plain data."""
    return {
        "whole": found.whole,
        "batches": found.batches,
        "files": found.files,
        "bytes": found.size,
        "faults": [{"where": fault.where, "zh": fault.what.zh, "en": fault.what.en} for fault in found.faults],
        "left_over": found.left_over,
    }


def echo_json(data: object) -> None:
    """Print plain data."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_batch(entry: Entry) -> None:
    """Print one batch: who, when, what and why, then what changed, and its digest."""
    batch, did = entry.batch, DID[entry.batch.did]
    console = Console(highlight=False, soft_wrap=True)
    about = "  ".join(filter(None, (batch.act.who, f"{did.zh} {did.en}", batch.act.reason)))
    console.print(f"[bold]批次 batch {batch.number}[/]  {batch.at:%Y-%m-%d %H:%M:%S}  {escape(about)}")
    for name, change in batch.changes.items():
        console.print(f"  {_line(name, change)}")
    names = [source.name for source in batch.act.sources]
    if names:
        more = f" …… ({len(names)})" if len(names) > SHOWN else ""
        console.print(f"  来源 from: {escape('; '.join(names[:SHOWN]))}{more}")
    faults = batch.act.faults
    if any(faults.values()):
        console.print(
            f"  数据问题 faults in the data: {faults.get('faults', 0):,}，"
            f"搁置行 rows set aside: {faults.get('rows_set_aside', 0):,}（jianzhen check 逐格列出 lists every cell）"
        )
    console.print(f"  摘要 digest: {entry.sha256}")


def print_log(known: Iterable[Entry]) -> None:
    """Print the batches, oldest first."""
    for entry in known:
        print_batch(entry)


def print_verified(found: Verified) -> None:
    """Print what a check found."""
    console = Console()
    for fault in found.faults:
        console.print(
            f"[red]✗[/] {escape(fault.where)}: {escape(fault.what.zh)} / {escape(fault.what.en)}", soft_wrap=True
        )
    for path in found.left_over[:SHOWN]:
        console.print(f"[yellow]![/] {escape(path)}", soft_wrap=True)
    if found.left_over:
        console.print(
            f"{len(found.left_over)} 个文件不属于任何批次（中断的写入留下，读取不受影响）"
            f" / {len(found.left_over)} files of no batch (an interrupted writer left them; readers do not see them)"
        )
    console.print(f"{found.batches} 个批次，{found.files} 个文件，{found.size / 1e6:,.1f} MB / batches, files")
    if found.whole:
        console.print("[bold green]完好 / whole[/]")
    else:
        console.print(
            f"[bold red]{len(found.faults)} 处改动或缺失 / changed or missing[/]"
            "；请从备份恢复所列文件 / bring the files back from a copy"
        )


def _line(name: str, change: Change) -> str:
    counts = {words: getattr(change, name) for name, words in COUNTS.items()}
    said = [f"{words.zh} {words.en} {number:,}" for words, number in counts.items() if number]
    return f"{_title(name)}: {'，'.join(said)}" if said else _title(name)


def _title(name: str) -> str:
    return f"{TABLES[name].zh} {name}" if name in TABLES else escape(name)
