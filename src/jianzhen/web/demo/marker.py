"""What marks a data folder as a demonstration, and what such a folder may never be used for."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jianzhen.words import Words

MARKER = "DEMONSTRATION"
"""Below the data folder."""
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_TEXT = """这是演示平台的数据文件夹：地区、机构、人员都是虚构的，账号密码是公开的。
平台在此文件夹上只监听本机、只用本文件夹中的数据库。不要在这里存放真实数据。
This is the data folder of a demonstration: its region, institutions and people are made up, its passwords are known
to everybody. On this folder the platform listens to this machine alone and uses no other database. Keep no
real data here.
"""


def is_marked(data: Path) -> bool:
    """Whether the folder is a demonstration."""
    return (data / MARKER).is_file()


def mark(data: Path) -> None:
    """Mark a folder before anybody is made in it."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / MARKER).write_text(_TEXT, encoding="utf-8")


def faults(data: Path, given: Mapping[str, Any]) -> Iterator[Words]:
    """What of the settings would let others reach accounts with known passwords, or put these beside real ones."""
    if not is_loopback(str(given.get("host", "127.0.0.1"))) or not LOCAL_NAMES.issuperset(given.get("hosts", ())):
        yield Words(
            f"{data} 是演示平台（密码公开），只能监听本机；请去掉 host 与 hosts 设置",
            f"{data} is a demonstration with known passwords and serves this machine alone; leave host and hosts out",
        )
    if given.get("https"):
        yield Words(
            f"{data} 是演示平台（密码公开），不能放在反向代理后面；请去掉 https 设置",
            f"{data} is a demonstration with known passwords, not to be put behind a proxy; leave https out",
        )
    if given.get("database_url"):
        yield Words(
            f"{data} 是演示平台（密码公开），只用本文件夹中的数据库；请去掉 DATABASE_URL",
            f"{data} is a demonstration with known passwords and uses its own database; leave DATABASE_URL out",
        )


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
