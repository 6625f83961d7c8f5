"""``jianzhen backup``: database, files and keys in one archive."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import NoReturn

import click

from jianzhen.cli._platform import USAGE, migrations_behind, options_or_exit, start_django
from jianzhen.web.backup.errors import BackupError
from jianzhen.web.backup.files import kept_elsewhere
from jianzhen.web.backup.writing import Written, write
from jianzhen.web.options import FILE, FILE_NAME
from jianzhen.words import Words

PASSPHRASE = "JIANZHEN_BACKUP_PASSPHRASE"  # noqa: S105 - the name of the variable
FAILED = 1
TRIES = 3
"""Turns at the log's record of a backup; each waits as long as the database lets a writer wait."""
PAUSE_SECONDS = 0.5


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--keys", type=click.Choice(["sealed", "plain", "none"]), default="sealed", show_default=True,
    help="密钥：口令加密、明文、不含（另行保管） / keys: under a passphrase, readable, or kept apart by you",
)  # fmt: skip
@click.option("--who", default="", help="经办人 / who does it")
def command(file: Path, keys: str, who: str) -> None:
    """把平台的数据库、数据文件夹和密钥备份为一个文件；平台可以照常运行。

    Write database, data folder and keys to FILE while the platform runs. FILE is read back before it gets its name;
    its digest is printed and stands in the log of acts. The passphrase of the keys is asked for, or read from
    JIANZHEN_BACKUP_PASSPHRASE; nobody can open them without it. FILE holds personal data: keep it as you keep the
    platform, and on another machine.
    """
    options = options_or_exit(os.environ)
    start_django()
    try:
        written = write(options, file.absolute(), keys=keys, passphrase=_passphrase() if keys == "sealed" else "")
    except BackupError as error:
        _fail(str(error), FAILED)
    except OSError as error:
        _fail(f"无法写入 cannot write {file}: {error}", FAILED)
    if migrations_behind():
        click.echo("数据库版本较旧，未记入日志 the database is of an older version: not in the log of acts", err=True)
        recorded = True
    else:
        recorded = _record(file, written, who)
    _tell(file, written)
    if not recorded:
        _fail(
            "备份已写好，但数据库一直忙，未记入日志；稍后重做一次 "
            "the backup is written, but the database stayed busy and the log has no entry of it: make it again later",
            FAILED,
        )
    for link in kept_elsewhere(options.data):
        click.echo(
            f"不在备份中（数据集另存别处） not in the backup, kept elsewhere: {link} → {link.readlink()}", err=True
        )


def _passphrase() -> str:
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        _fail(
            f"没有密钥口令：设置 {PASSPHRASE}，或用 --keys none / no passphrase for the keys: set {PASSPHRASE}, "
            "or use --keys none",
            USAGE,
        )
    return str(click.prompt("密钥口令 passphrase of the keys", hide_input=True, confirmation_prompt=True))


def _record(file: Path, written: Written, who: str) -> bool:
    """Put the backup on record; whether the database had room between other writers."""
    from django.db import OperationalError, transaction  # noqa: PLC0415 - Django has to be started first

    from jianzhen.web import audit  # noqa: PLC0415
    from jianzhen.web.audit.parties import Party  # noqa: PLC0415

    after = {
        "sha256": written.sha256, "bytes": written.size, "files": len(written.manifest.members),
        "keys": written.manifest.keys, "file": file.name,
    }  # fmt: skip
    words = Words("备份平台：{after.file}", "backed the platform up: {after.file}")
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                audit.record("platform.backed_up", actor=Party("command-line", who), after=after, words=words)
        except OperationalError:
            time.sleep(PAUSE_SECONDS if left else 0)
        else:
            return True
    return False


def _tell(file: Path, written: Written) -> None:
    click.echo(f"备份 backup: {file}（{len(written.manifest.members)} 个文件 files，{written.size:,} 字节 bytes）")
    click.echo(f"SHA-256: {written.sha256}")
    kinds = {
        "sealed": "密钥已加密；口令请另行保管，没有口令打不开 keys are sealed; keep the passphrase apart",
        "plain": "密钥为明文：拿到此文件的人可以冒签 keys are readable: whoever has the file can sign in their place",
        "none": "不含密钥：请另行备份 keys/ 文件夹 without keys: back the folder keys/ up apart",
    }
    click.echo(kinds[written.manifest.keys])
    named = os.environ.get(FILE)
    if named:
        click.echo(f"设置文件在数据文件夹之外，不在备份中 not in the backup: {named}（{FILE}; {FILE_NAME}）", err=True)


def _fail(text: str, code: int) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(code)
