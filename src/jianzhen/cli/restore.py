"""``jianzhen restore``: a platform from its backup, which then proves its log."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from jianzhen.cli import _audit_view as view
from jianzhen.cli._platform import migrate, migrations_behind, options_or_exit, start_django
from jianzhen.cli.backup import FAILED, PASSPHRASE
from jianzhen.web.backup import databases
from jianzhen.web.backup.errors import BackupError
from jianzhen.web.backup.restoring import DATABASE_FILE, Archive, dump_in, opened_archive, refuse_place, staged
from jianzhen.web.demo.marker import is_marked
from jianzhen.web.options import variable
from jianzhen.web.serving.folder import prepare
from jianzhen.words import Words

DATABASE_URL = variable("database_url")
DATA = variable("data")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--who", default="", help="经办人 / who does it")
def command(file: Path, who: str) -> None:
    r"""从备份恢复到空的数据文件夹（JIANZHEN_DATA），核验操作日志；要么全部恢复，要么什么也不写。

    Restore FILE into an empty data folder (JIANZHEN_DATA) and, if it is of PostgreSQL, into the empty database of
    DATABASE_URL. Every byte is compared with the manifest before anything is written. An older platform is brought to
    this version. Then the log of acts is verified.

    \b
    退出码 exit codes:
      0  已恢复，日志完整 restored, and the log is whole
      1  未恢复，或日志与写入时不符 not restored, or the log is not as it was written
    """
    target = Path(os.environ.get(DATA) or "jianzhen-data").expanduser().absolute()
    url = os.environ.get(DATABASE_URL, "")
    try:
        archive = opened_archive(file, _passphrase)
        refuse_place(archive, target, url)
        with staged(archive, target) as stage:
            whole = _bring_to_life(archive, stage, url, who)
    except (BackupError, ValueError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"无法读写 cannot read or write: {error}")
    _tell(archive, target, url)
    sys.exit(0 if whole else FAILED)


def _bring_to_life(archive: Archive, stage: Path, url: str, who: str) -> bool:
    """Start the platform where it lies; gives whether its log is whole."""
    if not archive.keys and archive.said.keys != "plain":
        prepare(stage)
    os.environ[DATA] = str(stage)
    # Settings may name the database of before; a demonstration names none and must not be told one.
    if not url and not is_marked(stage):
        os.environ[DATABASE_URL] = f"sqlite:///{stage / DATABASE_FILE}"
    options_or_exit(os.environ)
    start_django()
    _refuse_newer(archive)
    if url:
        databases.load_dump(url, dump_in(stage))
        dump_in(stage).unlink()
    if behind := migrations_behind():
        migrate()
        click.echo(f"数据库 database: {behind} 步 steps → 本版本 this version")
    return _prove(archive, who)


def _refuse_newer(archive: Archive) -> None:
    """A database that has gone steps this version does not know is not to be worked on with it.

    Raises:
        BackupError: It has.
    """
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 - Django has to be started first

    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(archive.said.migrations) - known)
    if unknown:
        version = archive.said.version
        raise BackupError(
            f"备份由较新的版本写出（{version}；本程序不认识 {unknown[0]}）；用该版本恢复",
            f"the backup is of a newer version ({version}; {unknown[0]} is unknown here); restore it with that one",
        )


def _prove(archive: Archive, who: str) -> bool:
    from django.db import connections, transaction  # noqa: PLC0415

    from jianzhen.web import audit  # noqa: PLC0415
    from jianzhen.web.audit.parties import Party  # noqa: PLC0415
    from jianzhen.web.audit.verify import verify  # noqa: PLC0415

    found = verify()
    view.report(found, as_json=False)
    words = Words("平台从 {after.made_at} 的备份恢复", "restored the platform from the backup of {after.made_at}")
    after = {"made_at": archive.said.made_at, "version": archive.said.version, "log_whole": found.whole}
    if found.whole:
        with transaction.atomic():
            audit.record("platform.restored", actor=Party("command-line", who), after=after, words=words)
    connections.close_all()
    return found.whole


def _passphrase() -> str:
    given = os.environ.get(PASSPHRASE)
    if given is None and not sys.stdin.isatty():
        raise BackupError(f"密钥已加密：设置 {PASSPHRASE}", f"the keys are sealed: set {PASSPHRASE}")
    return given if given is not None else str(click.prompt("密钥口令 passphrase of the keys", hide_input=True))


def _names_database(folder: Path) -> bool:
    """Whether the settings that came along name a database."""
    path = folder / "settings.toml"
    return path.is_file() and "database_url" in path.read_text(encoding="utf-8", errors="replace")


def _tell(archive: Archive, target: Path, url: str) -> None:
    click.echo(f"已恢复 restored: {target}（备份于 backed up {archive.said.made_at}）")
    if archive.said.keys == "none":
        click.echo(
            "备份不含密钥：已生成新的会话密钥；把另行保管的 keys/audit 放回，或运行 jianzhen audit rotate-key\n"
            "  no keys in the backup: sessions have a new key; put keys/audit back, or run jianzhen audit rotate-key"
        )
    if _names_database(target):
        where = "DATABASE_URL" if url else f"sqlite:///{target / DATABASE_FILE}"
        click.echo(f"settings.toml 写有 database_url，请改为 has to name the restored database: {where}", err=True)


def _fail(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(FAILED)
