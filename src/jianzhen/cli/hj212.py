"""``jianzhen hj212``: packets of data loggers to JSON and back."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from jianzhen.cli._assumptions import assume, read_assumptions
from jianzhen.cli._hj212_view import print_message
from jianzhen.cli._terminal import console
from jianzhen.hj212 import EncodeError, KeyFileError, Keyring, decode_stream, encode_parts, read_keys
from jianzhen.hj212.json_form import JsonFormError, from_json, to_json
from jianzhen.rules.sentences import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jianzhen.hj212 import Assumptions, Packet

_PIECE = 1 << 16


@click.group("hj212")
def command() -> None:
    """数采仪报文（HJ 212-2005/2017/2025）的解码与编码。

    Decode and encode packets of data loggers (HJ 212-2005, 2017, 2025).
    """


_keys = click.option(
    "--keys",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="SM4 密钥文件，每行：设备标识 密钥 / file of SM4 keys, each line: device number and key",
)


@command.command("decode")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--table", "as_table", is_flag=True, help="印给人看，带因子名称 / print for people, with factor names")
@_keys
def decode_command(file: BinaryIO, key_file: Path | None, *, as_table: bool) -> None:
    """解码：每个报文一个 JSON 对象。损坏的报文给出能读的部分和诊断，不会中断。

    Decode FILE (standard input if left out): one JSON object per packet. A damaged packet
    gives what can be read and diagnostics. Exit code 0: packets were found; 1: none was.
    """
    keys = _read_keys(key_file)
    printer = console()
    found = 0
    for message in decode_stream(_pieces(file), keys):
        found += 1
        if as_table:
            print_message(printer, message)
        else:
            click.echo(json.dumps(to_json(message), ensure_ascii=False).encode("utf-8", "backslashreplace"))
    if not found:
        click.echo("没有找到报文（以 ## 开头） / no packet found (they open with ##)", err=True)
        sys.exit(1)


@command.command("encode")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="写入文件 / file to write")
@_keys
@click.option("--hex-text", is_flag=True, help="密文写成 {0xE4,...} / spell cipher text as {0xE4,...}")
@assume
def encode_command(
    file: BinaryIO, out: Path | None, key_file: Path | None, assumed: tuple[str, ...], *, hex_text: bool
) -> None:
    """编码：读取 decode 输出的 JSON 对象，写出报文；超过 1024 字节自动分包。

    Encode the JSON objects of FILE (standard input if left out), as decode prints them.
    Length and checksum are made anew; segments over 1,024 bytes are split. With --keys the
    uploads that HJ 212-2025 encrypts are encrypted. Exit code 0: all written; 1: faults, all
    listed, and nothing written.
    """
    assumptions = read_assumptions([*assumed, *(["cipher_form=hex"] if hex_text else [])])
    frames, faults = _encode_all(_objects(file.read()), _read_keys(key_file), assumptions)
    if faults:
        for fault in faults:
            click.echo(visible(fault), err=True)
        sys.exit(1)
    if out is None:
        click.echo(b"".join(frames), nl=False)
    else:
        _write(out, b"".join(frames))


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _read_keys(path: Path | None) -> Keyring:
    if path is None:
        return Keyring()
    try:
        return read_keys(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise click.UsageError(f"{path}: 不是 UTF-8 文本 / not a text in UTF-8") from None
    except KeyFileError as error:
        raise click.UsageError("\n".join(f"{path}: {fault}" for fault in error.faults)) from None


def _objects(data: bytes) -> Iterator[tuple[str, object]]:
    """Give each JSON object of a text (one after the other, or one list of them) with where it stands."""
    text = data.decode("utf-8", "replace")
    decoder = json.JSONDecoder()
    at = 0
    while True:
        at += len(text[at:]) - len(text[at:].lstrip())
        if at >= len(text):
            return
        line = text.count("\n", 0, at) + 1
        where = f"第 {line} 行 / line {line}"
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError as error:
            yield where, error
            return
        for one in value if isinstance(value, list) else [value]:
            yield where, one


def _encode_all(
    objects: Iterator[tuple[str, object]], keys: Keyring, assumptions: Assumptions
) -> tuple[list[bytes], list[str]]:
    frames: list[bytes] = []
    faults: list[str] = []
    for where, value in objects:
        if isinstance(value, ValueError):
            faults.append(f"{where}: 不是 JSON / not JSON: {value}")
            continue
        try:
            packet = from_json(value)
            frames += encode_parts(packet, _key_for(packet, keys, assumptions), assumptions)
        except JsonFormError as error:
            faults += [f"{where}: {fault}" for fault in error.faults]
        except EncodeError as error:
            faults += [f"{where}: {fault.zh} / {fault.en}" for fault in error.faults]
    return frames, faults


def _key_for(packet: Packet, keys: Keyring, assumptions: Assumptions) -> bytes | None:
    held = keys.keys_of(packet.mn)
    return held[0] if held and assumptions.encrypts(packet.cn) else None


def _write(out: Path, data: bytes) -> None:
    unfinished = out.with_name(f".{out.name}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(out)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise click.UsageError(f"无法写入 / cannot write {out}: {error}") from None
