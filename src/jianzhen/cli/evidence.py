"""``jianzhen evidence``: pack one lead into a file, and verify such a file offline."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from jianzhen.intake.whole import replacing
from jianzhen.report.evidence import pack as pack_lead
from jianzhen.report.results import Results, UnknownLeadError
from jianzhen.report.verify import Verification
from jianzhen.report.verify import verify as verify_package
from jianzhen.screen.record import RecordError
from jianzhen.seal.pack import seal_digest


@click.group()
def command() -> None:
    """证据包：打包一条线索；离线核验证据包。

    Evidence packages: pack one lead, verify a package offline.
    """


@command.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("lead")
@click.argument("file", type=click.Path(path_type=Path))
def pack(out: Path, lead: str, file: Path) -> None:
    """把结果文件夹 OUT 中的线索 LEAD 打包为 FILE。

    Pack the lead LEAD (its id, or the first digits) of the results folder OUT into FILE.
    """
    try:
        data = pack_lead(Results(out), lead)
        with replacing(file) as unfinished:
            unfinished.write_bytes(data)
    except (UnknownLeadError, RecordError) as error:
        raise click.UsageError(str(error.args[0])) from None
    except OSError as error:
        raise click.UsageError(f"无法读写 cannot read or write: {error}") from None
    click.echo(f"{file}: {len(data):,} bytes, 封签 seal sha256:{seal_digest(data)}")


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="结果输出为 JSON / print the result as JSON")
def verify(file: Path, *, as_json: bool) -> None:
    """核验证据包 FILE：任何一个字节被改动都会被发现并指明。

    Verify the evidence package FILE; needs nothing but the file.
    """
    try:
        found = verify_package(file)
    except OSError as error:
        raise click.UsageError(f"无法读取 cannot read {file}: {error.strerror}") from None
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    else:
        _print(file, found)
    sys.exit(0 if found.whole else 1)


def _print(file: Path, found: Verification) -> None:
    for fault in found.faults:
        click.echo(f"✗ {fault.name}: {fault.what_zh} {fault.what_en}")
    if found.whole:
        click.echo(f"✓ {file.name}: 完整无改动 whole and unchanged")
        click.echo(f"  线索 lead {found.lead_id}: {found.findings} 项发现 findings, {found.rows} 行证据 evidence rows")
        click.echo(f"  封签 seal {found.seal}（与案卷所记核对 compare with the one on record）")
    else:
        click.echo(f"✗ {file.name}: {len(found.faults)} 处不符 faults；不能作为证据 not to be relied on")


def _plain(found: Verification) -> dict[str, object]:
    return {
        "ok": found.whole,
        "lead_id": found.lead_id,
        "seal": found.seal,
        "files": found.files,
        "rows": found.rows,
        "findings": found.findings,
        "faults": [{"name": item.name, "zh": item.what_zh, "en": item.what_en} for item in found.faults],
    }
