"""``jianzhen audit``: the log of acts: verify it, sign and publish its roots, prove an entry to an outsider."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jianzhen.cli import _audit_view as view
from jianzhen.cli._platform import migrations_behind, options_or_exit
from jianzhen.intake.whole import replacing
from jianzhen.seal.merkle.proof import Proof
from jianzhen.seal.merkle.published import Published
from jianzhen.seal.merkle.signed import FormError, SignedRoot
from jianzhen.seal.merkle.told import check as check_proof
from jianzhen.seal.merkle.told import whole
from jianzhen.seal.merkle.verifier import PAGE, SCRIPT
from jianzhen.words import Words

if TYPE_CHECKING:
    from jianzhen.web.audit.parties import Party

_file = click.Path(path_type=Path, dir_okay=False)
_published = click.option(
    "--published",
    "published",
    multiple=True,
    type=_file,
    metavar="FILE",
    help="此前公布的根，可重复 / roots published earlier; may be repeated",
)
_who = click.option("--who", required=True, help="经办人 / who does it")


@click.group()
def command() -> None:
    """操作日志：核验、签名、公布、向外部证明。

    The log of acts. The database is that of the data folder (JIANZHEN_DATA, DATABASE_URL).
    """


@command.command()
@_published
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
def verify(published: tuple[Path, ...], *, as_json: bool) -> None:
    """核验整本日志：内容、次序、树、签名的根，以及此前公布的根。

    Verify the whole log; exit code 1 if anything is not as it was written.
    """
    with _told():
        files = [Published.read(path.read_bytes()) for path in published]
        _start()
        from jianzhen.web.audit.verify import verify as verify_log  # noqa: PLC0415 - after the start

        found = verify_log(files)
    view.report(found, as_json=as_json)
    sys.exit(0 if found.whole else 1)


@command.command()
@click.option("--export", type=_file, help="同时写出公布文件 / write the file to publish as well")
def sign(export: Path | None) -> None:
    """签名当前的根（平台每日自动签名）。

    Sign the root of everything so far; the running platform does so once a day.
    """
    with _told():
        _start()
        from jianzhen.web.audit.roots import keyring, sign_root  # noqa: PLC0415

        root = sign_root(keyring())
        if root is None:
            raise click.UsageError("日志还没有条目 the log has no entries yet")
        click.echo(f"{root.at} {root.size:,} 条 entries, 密钥 key {root.key}\n{root.root}")
        if export:
            _export(export)


@command.command()
@click.argument("file", type=_file)
def roots(file: Path) -> None:
    """把全部签名的根和公钥写入 FILE，供公布。

    Write all signed roots and the public keys to FILE, to be published where nobody here can take it back.
    """
    with _told():
        _start()
        _export(file)


@command.command()
@click.argument("number", type=click.IntRange(1))
@click.argument("file", type=_file)
@click.option("--since", type=_file, help="对方持有的公布文件 / the published file that the outsider holds")
@click.option("--with-personal", is_flag=True, help="附上分存的个人信息 / include personal data kept apart")
@_who
def prove(number: int, file: Path, since: Path | None, who: str, *, with_personal: bool) -> None:
    """把第 NUMBER 条的证明写入 FILE，外部人员可自行核验。

    Write the proof of entry NUMBER to FILE; with --since also that the log continues the newest root of that file.
    """
    with _told():
        older = _newest(Published.read(since.read_bytes())) if since else None
        _start()
        from jianzhen.web.audit import record  # noqa: PLC0415
        from jianzhen.web.audit.proving import prove as prove_entry  # noqa: PLC0415

        proof = prove_entry(number, older, with_personal=with_personal)
        words = Words(f"导出第 {number} 条的证明", f"exported the proof of entry {number}")
        record("audit.proof_exported", actor=_party(who), words=words, target=f"audit.entry:{number}")
        _write(file, proof.plain())


@command.command()
@click.argument("file", type=_file)
@_published
def check(file: Path, published: tuple[Path, ...]) -> None:
    """离线核验证明文件 FILE；不需要数据库。

    Check a proof file; needs nothing else. Exit code 1 if it does not hold.
    """
    with _told():
        proof = Proof.read(file.read_bytes())
        held = [root for path in published for root in Published.read(path.read_bytes()).roots]
    steps = check_proof(proof, held)
    view.steps(steps, proved=whole(steps))
    sys.exit(0 if whole(steps) else 1)


@command.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def verifier(folder: Path) -> None:
    """把单页核验器（网页与 Python 脚本）写入 FOLDER，交给外部人员。

    Write the one-page verifiers (for a browser, and for Python alone) to FOLDER.
    """
    with _told():
        folder.mkdir(parents=True, exist_ok=True)
        for source in (PAGE, SCRIPT):
            shutil.copyfile(source, folder / source.name)
            click.echo(folder / source.name)


@command.command("rotate-key")
@_who
@click.option("--reason", required=True, help="事由 / why")
def rotate_key(who: str, reason: str) -> None:
    """换用新的签名密钥，由旧密钥担保。

    Take a new signing key; the old one vouches for it.
    """
    with _told():
        _start()
        from jianzhen.web.audit.roots import keyring  # noqa: PLC0415
        from jianzhen.web.audit.roots import rotate_key as rotate  # noqa: PLC0415

        notice = rotate(keyring(), actor=_party(who), reason=reason)
        click.echo(f"新密钥 new key {notice.key}")
        if not notice.voucher:
            click.echo("没有旧密钥的担保；请另行公布说明 no earlier key vouches for it; publish why", err=True)


@command.command()
@click.argument("of")
@click.option("--place", "places", multiple=True, help="只删此处，例如 /reason / only this place; may be repeated")
@_who
@click.option("--reason", required=True, help="依据 / on what ground")
def erase(of: str, places: tuple[str, ...], who: str, reason: str) -> None:
    """依法删除日志中关于 OF（例如 people.person:17）的个人信息；日志仍可核验。

    Erase by law what the log keeps of OF; every entry stays and the log can still be verified.
    """
    with _told():
        _start()
        from jianzhen.web.audit.erasing import erase as erase_all  # noqa: PLC0415

        entries = erase_all(of, actor=_party(who), reason=reason, names=places)
        count = sum(len(entry.said["after"]["erased"]) for entry in entries)
        click.echo(f"已删除 erased: {count:,}")


@command.command()
@click.option("--last", default=20, show_default=True, type=click.IntRange(1, 10_000), help="最近几条 / how many")
def show(last: int) -> None:
    """列出最近的操作。

    List the newest acts, in words.
    """
    with _told():
        _start()
        from jianzhen.web.audit.models import Entry  # noqa: PLC0415

        newest = Entry.objects.order_by("-number").prefetch_related("aparts")[:last]
        for entry in reversed(newest):
            words = entry.words()
            click.echo(f"{entry.number} {entry.at:%Y-%m-%d %H:%M:%S} {words.zh}\n  {words.en}")


def _start() -> None:
    """Load the project and see that its tables are those of this version."""
    options_or_exit(os.environ)
    import django  # noqa: PLC0415 - slow, and not for what needs no database

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzhen.web.settings")
    django.setup()
    if migrations_behind():
        raise click.UsageError(
            "这里还没有平台的数据库，或版本较旧；先运行 jianzhen init "
            "no database of this version here; run jianzhen init first, or set JIANZHEN_DATA"
        )


def _party(who: str) -> Party:
    from jianzhen.web.audit.parties import Party  # noqa: PLC0415

    return Party("command-line", who)


def _newest(published: Published) -> SignedRoot | None:
    return max(published.roots, key=lambda root: root.size, default=None)


def _export(file: Path) -> None:
    from jianzhen.web.audit.roots import published  # noqa: PLC0415

    said = published()
    _write(file, said.plain())
    click.echo(f"{file}: {len(said.roots)} 个根 roots")


def _write(file: Path, data: object) -> None:
    with replacing(file) as unfinished:
        unfinished.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@contextmanager
def _told() -> Iterator[None]:
    """Faults of files, keys and databases in words, not as tracebacks."""
    try:
        yield
    except FormError as error:
        raise click.UsageError(f"文件不合格式 the file has another form: {error}") from None
    except OSError as error:
        raise click.UsageError(f"无法读写 cannot read or write {error.filename}: {error.strerror}") from None
    except Exception as error:
        from django.db import DatabaseError  # noqa: PLC0415

        if isinstance(getattr(error, "words", None), Words) or isinstance(error, DatabaseError):
            raise click.UsageError(str(error)) from None
        raise
