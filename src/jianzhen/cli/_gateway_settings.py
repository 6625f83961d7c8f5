"""What is said on the command line about a gateway, as its settings."""

from __future__ import annotations

import math
import re
from dataclasses import fields, replace
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jianzhen.cli._assumptions import read_assumptions
from jianzhen.cli.hj212 import _read_keys
from jianzhen.gateway.dialogue import changes_device
from jianzhen.gateway.polls import Poll, PollsError, read_polls
from jianzhen.gateway.register import Register, RegisterError, read_register
from jianzhen.gateway.settings import Limits, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jianzhen.gateway.limits import Network

_GRANTS = {"clock": ("1013", "1012"), "key": ("1014", "1014")}
"""What a device may ask for by its name here: its request, and the command that must be permitted for it."""

_PAIR = 2
_COMMAND = re.compile("[0-9]{4}")
_Read = TypeVar("_Read")


def gateway_settings(folder: Path, host: str, port: int, names: Mapping[str, str], how: dict[str, Any]) -> Settings:
    """Make the settings of a gateway from the options of ``serve``; ``names`` are those of commands.

    Raises:
        click.UsageError: An option or a file cannot be read; every fault of a file is named.
    """
    permitted = frozenset(_permitted(one, names) for one in how["permit"])
    return Settings(
        folder,
        host,
        port,
        how["reuse_port"],
        _register(how["register_file"]),
        how["is_open"] or how["register_file"] is None,
        _read_keys(how["key_file"]),
        read_assumptions(how["assumed"]),
        limits=_limits(how["limit"]),
        allowed=tuple(_network(one) for one in how["allow"]),
        permitted=permitted,
        granted=frozenset(_granted(one, permitted) for one in how["grant"]),
        key_file=how["key_file"],
        polls=_polls(how["poll_file"]),
        answer_damaged=how["answer_damaged"],
        segment_frames=how["segment_frames"],
        metrics_port=how["metrics"],
    )


def read_address(text: str, option: str) -> tuple[str, int]:
    """Read ``address:port``.

    Raises:
        click.UsageError: It is none.
    """
    host, colon, port = text.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or int(port) > 0xFFFF:  # noqa: PLR2004
        raise click.UsageError(f"{option} {text}: 应为 地址:端口 / address:port expected, such as 127.0.0.1:9212")
    return host.strip("[]"), int(port)


def read_numbers(path: Path | None) -> dict[str, str]:
    """Read the device numbers of an upper platform: our number and theirs on each line.

    Raises:
        click.UsageError: A line is none.
    """
    if path is None:
        return {}
    lines = [line.split("#", 1)[0].split() for line in _text(path).splitlines()]
    wrong = [str(at) for at, words in enumerate(lines, 1) if words and len(words) != _PAIR]
    if wrong:
        raise click.UsageError(
            f"{path}: 第 {'、'.join(wrong)} 行应为两个设备标识 / line {', '.join(wrong)}: two device numbers expected"
        )
    return dict(words for words in lines if words)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise click.UsageError(f"{path}: 不是 UTF-8 文本 / not a text in UTF-8") from None


def _register(path: Path | None) -> Register:
    return Register() if path is None else _of(path, read_register)


def _polls(path: Path | None) -> tuple[Poll, ...]:
    return () if path is None else _of(path, read_polls)


def _of(path: Path, read: Callable[[str], _Read]) -> _Read:
    try:
        return read(_text(path))
    except (RegisterError, PollsError) as error:
        raise click.UsageError("\n".join(f"{path}: {fault}" for fault in error.faults)) from None


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError:
        raise click.UsageError(f"--allow {text}: 应为网段 / a network expected, such as 10.0.0.0/8") from None


def _permitted(name: str, names: Mapping[str, str]) -> str:
    command = names.get(name, name)
    if not _COMMAND.fullmatch(command):
        known = ", ".join(names)
        raise click.UsageError(f"--permit {name}: 应为四位命令编码或名称 / four digits or a name expected; {known}")
    if not changes_device(command):
        raise click.UsageError(f"--permit {name}: 只是提问，无须许可 / a mere question, which needs no permission")
    return command


def _granted(name: str, permitted: frozenset[str]) -> str:
    request, command = _GRANTS[name]
    if command not in permitted:
        raise click.UsageError(f"--grant {name}: 还须许可 / also needs --permit {command}")
    return request


def _limits(pairs: tuple[str, ...]) -> Limits:
    limits, types = Limits(), {one.name: one.type for one in fields(Limits)}
    for pair in pairs:
        name, _, text = pair.partition("=")
        try:
            value: Any = int(text) if types[name] == "int" else float(text)
        except (KeyError, ValueError):
            value = math.nan
        if not 0 < value < math.inf:
            known = ", ".join(types)
            raise click.UsageError(f"--limit {pair}: 应为 名称=正数 / NAME=NUMBER above 0 expected; {known}")
        limits = replace(limits, **{name: value})
    return limits
