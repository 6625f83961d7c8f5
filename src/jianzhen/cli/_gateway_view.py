"""Packets of the journal and the state of the gateway, for people and as JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from jianzhen.cli._hj212_view import print_message
from jianzhen.cli._terminal import console as new_console
from jianzhen.cli._terminal import foreign
from jianzhen.hj212 import Frame, decode
from jianzhen.hj212.json_form import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from jianzhen.gateway.journal import Stored
    from jianzhen.hj212 import Keyring

_SECRETS = frozenset({"NewSK", "NewPW"})
_SECRET_BYTES = re.compile(rb"((?:NewSK|NewPW|PW)=)[^;,&]*")


def frame_json(row: Stored) -> dict[str, Any]:
    """One packet of the journal without its bytes."""
    return {
        "sequence": row.seq,
        "received_at": row.received_at.isoformat(timespec="microseconds"),
        "peer": row.peer,
        "mn": row.mn,
        "qn": row.qn,
        "cn": row.cn,
        "pno": row.pno,
        "sha256": row.sha256.hex(),
        "faults": row.faults.split(),
    }


def print_frames(console: Console, rows: Iterable[Stored]) -> None:
    """One line per packet."""
    for row in rows:
        part = f" 包 {foreign(row.pno)}" if row.pno else ""
        console.print(
            f"{row.seq:>8} {row.received_at:%Y-%m-%d %H:%M:%S.%f} {foreign(row.peer):<21} MN={foreign(row.mn)} "
            f"QN={foreign(row.qn)} CN={foreign(row.cn)}{part} {row.sha256.hex()[:16]} [red]{foreign(row.faults)}[/]",
            highlight=False, soft_wrap=True,
        )  # fmt: skip


def print_frame(row: Stored, keys: Keyring, *, as_json: bool) -> None:
    """One packet with its bytes and what it says; passwords and keys are masked, ``--raw`` gives the bytes."""
    message = decode(Frame(row.raw), keys)
    message.cp = [[(name, "***" if name in _SECRETS else text) for name, text in group] for group in message.cp]
    message.pw = "***" if message.pw else message.pw
    shown = _SECRET_BYTES.sub(rb"\1***", row.raw)
    if as_json:
        said = frame_json(row) | {"raw_shown": shown.decode("utf-8", "backslashreplace"), "message": to_json(message)}
        click.echo(json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace"))
        return
    console = new_console()
    print_frames(console, [row])
    console.print(foreign(shown.decode("utf-8", "backslashreplace")), highlight=False, soft_wrap=True)
    console.print(f"SHA-256 {row.sha256.hex()}", highlight=False)
    print_message(console, message)


_COUNTS = {
    "connections": "连接 connections",
    "devices_connected": "在线设备 devices connected",
    "frames": "报文 packets",
    "stored": "已落盘 stored",
    "duplicates": "重发 resends",
    "stored_per_second": "每秒落盘 stored a second",
    "requests": "对设备的询问 requests to devices",
    "polls_waiting": "待设备上线再问 polls waiting for their device",
    "waiting": "等待落盘 waiting for the disk",
    "faults": "问题 faults",
    "refused": "拒绝 refused",
}


def print_status(console: Console, status: dict[str, Any]) -> None:
    """The state of a running gateway."""
    if status["alarm"]:
        why = foreign(status["alarm"])
        console.print(f"[bold red]日志库写入失败，已停止应答 / journal fails, nothing is acknowledged: {why}[/]")
    console.print(f"运行自 / since {status['since']}，现在 / now {status['now']}", highlight=False)
    for name, title in _COUNTS.items():
        console.print(f"  {title}: {_counted(status[name])}", highlight=False)
    if status["never_heard"]:
        console.print(f"  从未上报 never heard: {foreign(' '.join(status['never_heard']))}", highlight=False)
    console.print(_devices(status["devices"]))
    for name, relay in status["relays"].items():
        state = "在线 connected" if relay["connected"] else f"断开 away: {foreign(relay['trouble'])}"
        console.print(
            f"转发 relay {foreign(name)}: {state}；每秒 a second {relay['per_second']:g}；"
            f"落后 behind {relay['behind']}；搁置 set aside {relay['set_aside']}（{foreign(relay['at'])}）",
            highlight=False,
        )


def _counted(value: dict[str, float] | int) -> str:
    if not isinstance(value, dict):
        return str(value)
    return "，".join(f"{foreign(key)} {count}" for key, count in value.items()) or "–"


def _devices(devices: list[dict[str, Any]]) -> Table:
    """One line per device, narrow enough for 80 columns; what is wrong is folded, never cut off."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for heading, fixed in (
        ("设备\nDevice", True), ("在线\nUp", True), ("最近\nLast seen", True), ("版本\nEd.", True),
        ("每分\n/min", True), ("落盘\nKept", True), ("问题、未答\nWrong", False),
    ):  # fmt: skip
        table.add_column(heading, no_wrap=fixed, overflow="fold")
    for one in devices:
        wrong = [f"{code} ×{count}" for code, count in one["faults"].items()]
        wrong += [f"未答 unanswered {asked} ×{count}" for asked, count in one["unanswered"].items()]
        table.add_row(
            foreign(one["mn"]),
            "是" if one["connected"] else "否",
            one["last_seen"][5:19].replace("T", " "),
            foreign(one["edition"]),
            f"{one['per_minute']:g}",
            str(one["stored"]),
            "\n".join(foreign(text) for text in wrong),
        )
    return table
