"""What an archive says it holds; its last member, so an archive that was cut off has none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from jianzhen.web.backup.errors import BackupError

FORMAT = "jianzhen-backup/1"
MANIFEST = "manifest.json"
MOST_BYTES = 256 * 1024 * 1024
DATA = "data/"
KEYS = "keys/"
SEALED = "keys.sealed"
SQLITE = "database.sqlite3"
POSTGRESQL = "database.pgdump"
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything of the archive, and what it takes to use it.

    Attributes:
        version: Of the program that wrote it.
        made_at: Beijing time, ISO 8601.
        migrations: ``app.name`` of every step the database has gone.
        keys: ``sealed`` (by a passphrase), ``plain`` or ``none``.
    """

    version: str
    made_at: str
    migrations: tuple[str, ...]
    keys: str
    members: tuple[Member, ...]

    @property
    def database(self) -> str:
        """The member that is the database."""
        return next(one.name for one in self.members if one.name in {SQLITE, POSTGRESQL})

    @property
    def size(self) -> int:
        """Bytes of everything, unpacked."""
        return sum(one.size for one in self.members)

    def text(self) -> str:
        """As it stands in the archive."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"


def read(text: bytes) -> Manifest:
    """Read and check a manifest.

    Raises:
        BackupError: It is none, of a newer form, or names what no archive of ours holds.
    """
    try:
        said = json.loads(text)
        form = said["format"]
    except (ValueError, KeyError, TypeError):
        raise _odd("manifest.json") from None
    if form != FORMAT:
        raise BackupError(
            f"备份格式为 {form!r}，本程序只认 {FORMAT!r}；用写出它的版本恢复",
            f"the backup is of form {form!r}, this program knows {FORMAT!r}; restore it with the version that wrote it",
        )
    try:
        return _checked(said)
    except (KeyError, TypeError, ValueError):
        raise _odd("manifest.json") from None


def _checked(said: Mapping[str, Any]) -> Manifest:
    members = tuple(Member(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in said["members"])
    for one in members:
        if not is_safe(one.name) or one.size < 0 or len(one.sha256) != 64 or not _HEX.issuperset(one.sha256):  # noqa: PLR2004 - hex digits of SHA-256
            raise _odd(one.name)
    names = [one.name for one in members]
    if len(set(names)) != len(names) or len({SQLITE, POSTGRESQL} & set(names)) != 1:
        raise _odd("manifest.json")
    keys = str(said["keys"])
    has = {"sealed": SEALED in names, "plain": any(name.startswith(KEYS) for name in names), "none": True}
    if not has[keys]:
        raise _odd(keys)
    return Manifest(str(said["version"]), str(said["made_at"]), tuple(map(str, said["migrations"])), keys, members)


def is_safe(name: str) -> bool:
    """Whether a name stays where an archive of ours puts its files."""
    if name in {SQLITE, POSTGRESQL, SEALED}:
        return True
    top, _, inner = name.partition("/")
    parts = PurePosixPath(inner).parts
    clean = bool(parts) and "/".join(parts) == inner and not {"..", "/"} & set(parts) and "\0" not in name
    # The keys have a place of their own; they do not come in by the other door.
    return clean and (f"{top}/" == KEYS or (f"{top}/" == DATA and f"{parts[0]}/" != KEYS))


def _odd(what: str) -> BackupError:
    return BackupError(
        f"不是完整的鉴真备份（{what}）；换另一份备份", f"not a whole backup of Jianzhen ({what}); take another copy"
    )
