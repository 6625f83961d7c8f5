"""``jianzhen gateway``: take data loggers in over TCP, look into the journal, talk to devices."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from jianzhen.cli._assumptions import assume, read_assumptions
from jianzhen.cli._gateway_settings import gateway_settings, read_address, read_numbers
from jianzhen.cli._gateway_view import frame_json, print_frame, print_frames, print_status
from jianzhen.cli._terminal import console
from jianzhen.cli.hj212 import _read_keys
from jianzhen.gateway.control import ask_gateway
from jianzhen.gateway.journal import JournalError, journal_id, read_frame, read_frames, verify
from jianzhen.gateway.journal.reading import READ_ERRORS

_NAMES = {
    "clock": "1011", "set-clock": "1012", "interval": "1061", "set-interval": "1062", "minute-interval": "1063",
    "set-minute-interval": "1064", "start": "2011", "stop": "2012", "serial": "3019", "parameter": "3020",
    "set-parameter": "3021", "new-key": "1014",
}  # fmt: skip


@click.group("gateway")
def command() -> None:
    """数采仪网关：接入、落盘后应答、查日志库、向设备提问。

    The gateway for data loggers: take packets in, acknowledge what is on disk, look into the
    journal, ask devices.
    """


_data = click.option(
    "--data", "folder", type=click.Path(file_okay=False, path_type=Path), required=True,
    help="网关的数据目录 / the gateway's folder",
)  # fmt: skip
_as_json = click.option("--json", "as_json", is_flag=True, help="每行一个 JSON 对象 / one JSON object per line")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_keys = click.option(
    "--keys", "key_file", type=_FILE,
    help="SM4 密钥文件 / file of SM4 keys",
)  # fmt: skip


@command.command("serve")
@_data
@click.option("--listen", default="127.0.0.1:9212", show_default=True, help="地址:端口，端口 0 为任意 / address:port")
@click.option(
    "--register",
    "register_file",
    type=_FILE,
    help="设备名册，每行：设备标识 密码 数采仪编号；只接入名册内的设备 / register; only its devices are let in",
)
@click.option("--open", "is_open", is_flag=True, help="有名册也接入名册外的设备 / let others in beside the register")
@click.option("--allow", multiple=True, metavar="NET", help="只许这些网段连接 / networks that may connect, 10.0.0.0/8")
@_keys
@click.option(
    "--permit", multiple=True, metavar="CN", help="许可下发会改变设备的命令 / permit a command that changes a device"
)
@click.option(
    "--grant",
    multiple=True,
    type=click.Choice(["clock", "key"]),
    help="设备自己请求校时（1013）、换密钥（1014）时照办；仍须 --permit / grant what devices ask for",
)
@click.option("--polls", "poll_file", type=_FILE, help="定时提问，每行：设备或 * 命令 间隔 名称=值 / what to ask when")
@assume
@click.option("--limit", multiple=True, metavar="NAME=VALUE", help="改一项限值，如 idle=600 / change a limit")
@click.option(
    "--metrics", type=click.IntRange(0, 65535), help="Prometheus 指标的本机端口 / port on 127.0.0.1 for metrics"
)
@click.option("--answer-damaged", is_flag=True, help="校验码不符也应答 / answer packets whose checksum does not fit")
@click.option("--reuse-port", is_flag=True, help="多个网关共用一个端口 / several gateways on one port")
@click.option(
    "--segment-frames",
    type=click.IntRange(min=1),
    default=500_000,
    show_default=True,
    help="日志库每段的报文数 / packets in a segment of the journal",
)
@click.option(
    "--log-level", type=click.Choice(["DEBUG", "INFO", "WARNING", "ERROR"]), default="INFO", show_default=True
)
def serve_command(folder: Path, listen: str, log_level: str, **how: Any) -> None:
    """运行网关，直到收到 SIGTERM 或 Ctrl-C；日志（JSON）写到标准错误。

    Run the gateway until SIGTERM or Ctrl-C. What it acknowledges is on disk. Its log (JSON
    lines) goes to standard error; one line with the port goes to standard output.
    """
    from jianzhen.gateway.logs import to_stream  # noqa: PLC0415 - the other verbs need no event loop
    from jianzhen.gateway.running import run  # noqa: PLC0415

    settings = gateway_settings(folder, *read_address(listen, "--listen"), _NAMES, how)
    to_stream(sys.stderr, log_level)
    try:
        run(settings, lambda port, metrics: click.echo(json.dumps({"port": port, "metrics": metrics})))
    except JournalError as error:
        _fail(f"{folder}: {error}")
    except OSError as error:
        _fail(f"无法监听 / cannot listen: {error}")


def _fail(text: str, code: int = 1) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(code)


def _journal(folder: Path) -> Path:
    if not (folder / "journal" / "journal.json").exists():
        _fail(f"{folder}: 没有网关日志库 / no journal of a gateway here", 2)
    return folder / "journal"


@command.command("frames")
@_data
@_as_json
@click.option("--after", type=int, default=0, help="从此序号之后 / behind this sequence number")
@click.option("--most", type=int, help="最多几条 / at most so many")
def frames_command(folder: Path, after: int, most: int | None, *, as_json: bool) -> None:
    """列出日志库里的报文：序号、接收时间、对端、设备、QN、CN、包号、摘要。

    List the packets of the journal: sequence, received_at, peer, mn, qn, cn, pno, sha256.
    """
    rows = read_frames(_journal(folder), after, most)
    try:
        if not as_json:
            print_frames(console(), rows)
            return
        for row in rows:
            click.echo(json.dumps(frame_json(row), ensure_ascii=False))
    except READ_ERRORS as error:
        _fail(f"{folder}: 无法读取日志库 / the journal cannot be read: {error}")


@command.command("frame")
@_data
@_as_json
@_keys
@click.option("--raw", "as_raw", is_flag=True, help="只输出原始字节 / the raw bytes and nothing else")
@click.argument("seq", metavar="ID")
def frame_command(folder: Path, key_file: Path | None, seq: str, *, as_json: bool, as_raw: bool) -> None:
    """输出一条原始报文及其解读。ID 为序号，或 日志库:序号（即 source_file:source_row）。

    Print one raw packet and what it says. ID is its sequence number, or journal:sequence, which is
    source_file:source_row of a fact. A packet of another journal is not printed.
    """
    journal = _journal(folder)
    named, _, number = seq.rpartition(":")
    named = named.removeprefix("journal:")
    try:
        held = journal_id(journal)
        if named not in {"", held}:
            _fail(f"{seq}: 这里是日志库 {held}，不是 {named} / this is journal {held}, not {named}")
        found = read_frame(journal, int(number)) if number.isascii() and number.isdigit() else None
    except READ_ERRORS as error:
        _fail(f"{folder}: 无法读取日志库 / the journal cannot be read: {error}")
    if found is None:
        _fail(f"{seq}: 没有这个序号 / no such sequence number")
    if as_raw:
        click.echo(found.raw, nl=False)
    else:
        print_frame(found, _read_keys(key_file), as_json=as_json)


@command.command("verify")
@_data
@_as_json
def verify_command(folder: Path, *, as_json: bool) -> None:
    """检查日志库：每条报文的摘要、链接和每段的封记。完好为 0，有错为 1。

    Check the digest and link of every packet and the seal of every segment. Exit code 0: whole;
    1: faults, all listed. The head that is printed proves, if kept elsewhere, that nothing is cut off later.
    """
    try:
        found = verify(_journal(folder))
    except READ_ERRORS as error:
        _fail(f"{folder}: 无法读取日志库 / the journal cannot be read: {error}")
    head = {"sequence": found.head.seq, "link": found.head.link.hex()}
    if as_json:
        faults = [fault._asdict() for fault in found.faults]
        click.echo(json.dumps({"frames": found.frames, "segments": found.segments, "head": head, "faults": faults}))
    else:
        click.echo(f"{found.frames} 条报文，{found.segments} 段 / {found.frames} packets in {found.segments} segments")
        click.echo(f"链头 / head: {head['sequence']} {head['link']}")
        for fault in found.faults:
            click.echo(f"{fault.zh} / {fault.en}", err=True)
    sys.exit(1 if found.faults else 0)


@command.command("status")
@_data
@_as_json
def status_command(folder: Path, *, as_json: bool) -> None:
    """网关的现状：连接、最近上报、速率、各类问题。

    What the gateway does now: connections, devices and when they were last heard, rates, faults.
    Exit code 0: runs; 1: does not; 3: runs with an alarm.
    """
    found = ask_gateway(folder, {"do": "status"})
    if found is None:
        _journal(folder)
        _fail(f"{folder}: 网关没有运行 / the gateway does not run")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        print_status(console(), found)
    sys.exit(3 if found["alarm"] else 0)


@command.command("ask")
@_data
@click.argument("mn")
@click.argument("what")
@click.argument("items", nargs=-1, metavar="[NAME=TEXT]...")
@click.option("--reason", help="会改变设备的命令须写理由 / reason, needed for commands that change a device")
def ask_command(folder: Path, mn: str, what: str, items: tuple[str, ...], reason: str | None) -> None:
    """向已连接的设备 MN 提问或下发命令，按标准超时重发。WHAT 为命令编码或名称。

    Ask the connected device MN, with the timeouts and resends of the standard. WHAT is a command
    code or one of clock, interval, minute-interval, start, stop, serial, parameter, set-clock,
    set-interval, set-minute-interval, set-parameter, new-key. Exit code 0: answered; 1: not.
    """
    pairs = [item.partition("=")[::2] for item in items]
    if any("=" not in item for item in items):
        raise click.UsageError("应为 名称=值 / NAME=TEXT expected")
    asked: dict[str, Any] = {"do": "ask", "mn": mn, "cn": _NAMES.get(what, what), "items": pairs, "reason": reason}
    found = ask_gateway(folder, asked)
    if found is None:
        _fail(f"{folder}: 网关没有运行 / the gateway does not run")
    if "error" in found:
        _fail(" / ".join(found["error"]))
    click.echo(json.dumps(found, ensure_ascii=False))
    sys.exit(0 if found["answered"] else 1)


@command.command("relay")
@_data
@click.option("--to", "upper", required=True, help="上级平台的地址:端口 / the upper platform, address:port")
@click.option("--name", default="upper", show_default=True, help="名称，进度按它保存 / name its progress is kept under")
@click.option(
    "--edition",
    type=click.Choice(["2005", "2017", "2025"]),
    help="改写成这一版；有损的不转发，列入 relay-名称-set-aside.jsonl / re-encode; what would lose is set aside",
)
@_keys
@click.option("--upper-keys", "upper_key_file", type=_FILE, help="上级平台的 SM4 密钥 / keys of the upper platform")
@click.option(
    "--numbers", "number_file", type=_FILE, help="上级平台的设备标识，每行：本级 上级 / device numbers, ours and theirs"
)
@assume
@click.option(
    "--rate", type=click.FloatRange(min=1), default=1000.0, show_default=True, help="每秒至多 / most a second"
)
def relay_command(
    folder: Path, upper: str, name: str, edition: str | None, key_file: Path | None, upper_key_file: Path | None,
    number_file: Path | None, assumed: tuple[str, ...], rate: float,
) -> None:  # fmt: skip
    """把日志库里的报文转发上级平台，未应答的一直保留并重发，直到收到停止信号。

    Relay the packets of the journal to an upper platform, as they came or in another edition, until SIGTERM or
    Ctrl-C. What it does not acknowledge stays and is sent again.
    """
    from jianzhen.gateway.logs import to_stream  # noqa: PLC0415 - the other verbs need no event loop
    from jianzhen.gateway.recoding import Recoding  # noqa: PLC0415
    from jianzhen.gateway.relay import Relay  # noqa: PLC0415
    from jianzhen.gateway.running import run_relay  # noqa: PLC0415

    if not name.isidentifier():
        raise click.UsageError(f"--name {name}: 只用字母、数字和下划线 / letters, digits and underscores only")
    _journal(folder)
    host, port = read_address(upper, "--to")
    keys, upper_keys = _read_keys(key_file), _read_keys(upper_key_file)
    recoding = Recoding(edition, keys, upper_keys, read_numbers(number_file), read_assumptions(assumed))
    try:
        relay = Relay(folder, name, host, port, recoding, per_second=rate)
    except ValueError as error:
        _fail(str(error))
    to_stream(sys.stderr)
    run_relay(relay)


@command.command("rollup")
@_data
@click.option("--lake", type=click.Path(file_okay=False, path_type=Path), required=True, help="数据湖 / the lake")
@click.option("--parquet", is_flag=True, help="写成 Parquet 文件而不是数据湖 / write Parquet files instead of a lake")
@_keys
def rollup_command(folder: Path, lake: Path, key_file: Path | None, *, parquet: bool) -> None:
    """把日志库解码入湖：监测数据、参数、事件、核查。可随时中断、重复，每条只入一次。

    Decode the journal into the lake: observations, device parameters, events, checks. May be killed and
    repeated at any time; each fact arrives once, and its source_file and source_row name the packet.
    """
    from jianzhen.gateway.rollup import FolderSink, LakeSink, roll_up  # noqa: PLC0415 - heavy
    from jianzhen.lake.errors import LakeError  # noqa: PLC0415

    _journal(folder)
    keys = _read_keys(key_file)
    try:
        told = roll_up(folder, lake, FolderSink(lake) if parquet else LakeSink(lake), keys)
    except LakeError as error:
        _fail(str(error))
    except READ_ERRORS as error:
        _fail(f"{folder}: 未完成，可重新运行 / not finished; run it again: {error}")
    report = {"frames": told.frames, "batches": told.batches, "rows": told.rows, "left_out": told.left_out}
    click.echo(json.dumps(report))
