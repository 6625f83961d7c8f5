"""Takes files out of .zip and .tar archives without trusting a word they say.

Members are written under numbers of our own, so no name can lead outside; what they
claim to be is checked against limits first and counted again while it is copied. An
archive that breaks a rule is refused whole.
"""

from __future__ import annotations

import contextlib
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_MEMBERS = 20_000
MAX_MEMBER = 256 << 20
MAX_TOTAL = 2 << 30
MAX_RATIO = 200
RATIO_FROM = 1 << 20
_CHUNK = 1 << 20


class ArchiveError(Exception):
    """An archive that is refused."""

    def __init__(self, code: str, found: str, expected: Words, remedy: Words) -> None:
        super().__init__(f"{code}: {found}")
        self.code = code
        self.found = found
        self.expected = expected
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside an archive, as it is read."""

    name: str
    size: int
    packed: int | None
    stream: IO[bytes]


def kind(path: Path) -> str:
    """Tell ``zip``, ``tar`` or nothing; a workbook, though a zip inside, is no archive."""
    if zipfile.is_zipfile(path):
        with contextlib.suppress(zipfile.BadZipFile, OSError), zipfile.ZipFile(path) as archive:
            return "" if "[Content_Types].xml" in archive.namelist() else "zip"
        return ""
    with contextlib.suppress(OSError, EOFError):
        return "tar" if _tar_named(path) and tarfile.is_tarfile(path) else ""
    return ""


def _tar_named(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith((".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"))


def unpack(path: Path, into: Path) -> list[tuple[str, Path]]:
    """Copy every file of an archive into ``into`` and give its name and place.

    Raises:
        ArchiveError: Broken, locked, too large, or with a name that leads outside.
    """
    members = _zip_members if kind(path) == "zip" else _tar_members
    out: list[tuple[str, Path]] = []
    total = 0
    try:
        for member in members(path):
            _check(member, len(out), total)
            target = into / f"{len(out):06d}{PurePosixPath(member.name).suffix[:8]}"
            total += _copy(member, target, MAX_TOTAL - total)
            out.append((member.name, target))
    except (
        tarfile.TarError,
        zipfile.BadZipFile,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as e:
        raise _broken(e) from e
    except Exception as error:  # zlib, lzma and bz2 raise errors of their own
        if isinstance(error, ArchiveError):
            raise
        raise _broken(error) from error
    return out


def _broken(error: Exception) -> ArchiveError:
    return ArchiveError(
        "broken_archive", f"{type(error).__name__}: {error}",
        Words("完整、未加密的 .zip 或 .tar.gz", "a whole .zip or .tar.gz without a password"),
        Words("请重新打包，或解压后导入文件夹", "pack it again, or unpack it and give the folder"),
    )  # fmt: skip


def _refused(found: str) -> ArchiveError:
    return ArchiveError(
        "unsafe_archive", found,
        Words("只含普通文件、大小合理的压缩包", "an archive of plain files of reasonable size"),
        Words("请核实来源；确无问题的，解压后导入文件夹", "check its origin; if genuine, unpack it, give the folder"),
    )  # fmt: skip


def _check(member: Member, count: int, total: int) -> None:
    if count >= MAX_MEMBERS:
        raise _refused(f"> {MAX_MEMBERS} 个文件 files")
    parts = PurePosixPath(member.name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or (parts.parts and ":" in parts.parts[0]) or "\0" in member.name:
        raise _refused(f"路径 path {member.name!r}")
    if member.size > MAX_MEMBER or total + member.size > MAX_TOTAL:
        raise _refused(f"{member.name}: {member.size} 字节 bytes")
    if member.packed is not None and member.size > RATIO_FROM and member.size > MAX_RATIO * max(member.packed, 1):
        raise _refused(f"{member.name}: 压缩比 ratio {member.size // max(member.packed, 1)}")


def _copy(member: Member, target: Path, room: int) -> int:
    copied = 0
    with target.open("xb") as file:
        while chunk := member.stream.read(_CHUNK):
            copied += len(chunk)
            if copied > min(room, MAX_MEMBER):
                raise _refused(f"{member.name}: > {min(room, MAX_MEMBER)} 字节 bytes")
            file.write(chunk)
    return copied


def _zip_members(path: Path) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            with archive.open(info) as stream:
                yield Member(_zip_name(info), info.file_size, info.compress_size, stream)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Names that Windows wrote in GBK arrive as code page 437 where the UTF-8 flag is not set."""
    if info.flag_bits & 0x800:
        return info.filename
    with contextlib.suppress(UnicodeError):
        return info.filename.encode("cp437").decode("gb18030")
    return info.filename


def _tar_members(path: Path) -> Iterator[Member]:
    read = 0
    packed = path.stat().st_size
    with tarfile.open(path, "r|*") as archive:
        for info in archive:
            if info.isdir():
                continue
            if not info.isreg():
                raise _refused(f"{info.name}: 链接或设备 link or device")
            read += info.size
            if read > RATIO_FROM and read > MAX_RATIO * packed:
                raise _refused(f"{info.name}: 压缩比 ratio > {MAX_RATIO}")
            stream: Any = archive.extractfile(info)
            yield Member(info.name, info.size, None, stream)
