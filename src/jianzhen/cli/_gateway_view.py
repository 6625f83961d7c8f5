"""Packets of the journal and the state of the gateway, for people and as JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from jianzhen.cli._hj212_view import print_message
from jianzhen.hj212 import Frame, decode
from jianzhen.hj212.json_form import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        part = f" 包 {row.pno}" if row.pno else ""
        console.print(
            f"{row.seq:>8} {row.received_at:%Y-%m-%d %H:%M:%S.%f} {row.peer:<21} MN={row.mn} QN={row.qn} "
            f"CN={row.cn}{part} {row.sha256.hex()[:16]} [red]{escape(row.faults)}[/]",
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
    console = Console()
    print_frames(console, [row])
    console.print(escape(shown.decode("utf-8", "backslashreplace")), highlight=False, soft_wrap=True)
    console.print(f"SHA-256 {row.sha256.hex()}", highlight=False)
    print_message(console, message)


def print_status(console: Console, status: dict[str, Any]) -> None:
    """The state of a running gateway."""
    if status["alarm"]:
        console.print(
            f"[bold red]日志库写入失败，已停止应答 / journal fails, nothing is acknowledged: {status['alarm']}[/]"
        )
    console.print(f"运行自 / since {status['since']}，现在 / now {status['now']}", highlight=False)
    for name, title in (
        ("connections", "连接 connections"), ("devices_connected", "在线设备 devices connected"),
        ("frames", "报文 packets"), ("stored", "已落盘 stored"), ("duplicates", "重发 resends"),
        ("stored_per_second", "每秒落盘 stored a second"), ("requests", "对设备的询问 requests to devices"),
        ("polls_waiting", "待设备上线再问 polls waiting for their device"),
        ("waiting", "等待落盘 waiting for the disk"), ("faults", "问题 faults"), ("refused", "拒绝 refused"),
    ):  # fmt: skip
        value = status[name]
        shown = "，".join(f"{key} {count:g}" for key, count in value.items()) if isinstance(value, dict) else value
        console.print(f"  {title}: {shown}", highlight=False)
    if status["never_heard"]:
        console.print(f"  从未上报 never heard: {' '.join(status['never_heard'])}", highlight=False)
    table = Table()
    for heading in (
        "设备\nDevice",
        "在线\nConnected",
        "最近\nLast seen",
        "版本\nEdition",
        "每分\nA minute",
        "落盘\nStored",
        "问题\nFaults",
        "未答\nUnanswered",
    ):
        table.add_column(heading, no_wrap=heading.startswith(("设备", "最近")))
    for one in status["devices"]:
        faults, silent = (
            escape("\n".join(f"{code} ×{count}" for code, count in one[name].items()))
            for name in ("faults", "unanswered")
        )
        online = "是 yes" if one["connected"] else "否 no"
        rate, stored = f"{one['per_minute']:g}", str(one["stored"])
        last = one["last_seen"][5:19].replace("T", " ")
        table.add_row(escape(one["mn"]), online, last, one["edition"], rate, stored, faults, silent)
    console.print(table)
    for name, relay in status["relays"].items():
        state = "在线 connected" if relay["connected"] else f"断开 away: {escape(relay['trouble'])}"
        console.print(
            f"转发 relay {name}: {state}；每秒 a second {relay['per_second']:g}；"
            f"落后 behind {relay['behind']}；搁置 set aside {relay['set_aside']}（{relay['at']}）",
            highlight=False,
        )
