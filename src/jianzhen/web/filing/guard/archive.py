"""Takes the files out of a zip without believing a word it says."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO

from jianzhen.intake.read.safety import unpacked
from jianzhen.intake.read.sniff import UnreadableFileError
from jianzhen.web.filing.guard import limits
from jianzhen.web.filing.guard.names import clean
from jianzhen.web.filing.guard.refusal import RefusedFileError, of_archive
from jianzhen.words import Words

_LOCKED = 0x1
_UTF8 = 0x800
_UNIX = 3
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError, UnreadableFileError)
"""What reading a damaged zip ends in."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file taken out of an archive."""

    name: str
    path: Path


def members(path: Path, name: str, into: Path) -> list[Member]:
    """Write the files of an archive into a folder, under names of our own.

    Raises:
        RefusedFileError: It breaks a rule; nothing of it counts.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse(infos, name)
            return list(_taken_out(infos, name, file, into))
    except BROKEN as error:
        raise of_archive(name, Words("压缩结构已损坏", "its zip structure is broken")) from error


def _refuse(infos: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Everything that can be told before a byte is unpacked."""
    if not infos:
        raise of_archive(name, Words("压缩包里没有文件", "there is no file in it"))
    if len(infos) > limits.MEMBERS:
        raise of_archive(name, Words(f"文件多于 {limits.MEMBERS} 个", f"more than {limits.MEMBERS} files"))
    for info in infos:
        _refuse_member(info, name)
    refuse_overlaps(infos, name)
    if sum(info.file_size for info in infos) > limits.UNPACKED_BYTES:
        raise of_archive(name, _TOO_LARGE)


_TOO_LARGE = Words(
    f"解压后超过 {limits.UNPACKED_BYTES >> 20} MB", f"it unpacks to more than {limits.UNPACKED_BYTES >> 20} MB"
)


def _refuse_member(info: zipfile.ZipInfo, name: str) -> None:
    raw = info.orig_filename
    if "\0" in raw:
        raise of_archive(name, Words("文件名含空字节", "a name holds a NUL byte"))
    parts = raw.replace("\\", "/").split("/")
    if ".." in parts or raw.startswith(("/", "\\")) or ":" in parts[0]:
        raise of_archive(name, Words("文件名指向压缩包之外", "a name leads out of the archive"))
    if info.flag_bits & _LOCKED:
        raise of_archive(name, Words("设有密码", "it has a password"))
    mode = info.external_attr >> 16
    if info.create_system == _UNIX and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        raise of_archive(name, Words("含链接或设备文件", "it holds links or devices"))
    refuse_ratio(info, name)


def refuse_ratio(info: zipfile.ZipInfo, name: str) -> None:
    """Refuse a member that says it swells beyond belief."""
    if info.file_size > limits.RATIO_FROM and info.file_size > limits.RATIO * max(info.compress_size, 1):
        raise of_archive(name, Words("压缩比异常（疑为压缩炸弹）", "its ratio is that of a zip bomb"))


def refuse_overlaps(infos: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Refuse members that share bytes: the trick by which a small file unpacks to terabytes."""
    spans = sorted((info.header_offset, info.compress_size) for info in infos)
    for (start, size), (following, _) in pairwise(spans):
        if start + size > following:
            raise of_archive(name, Words("文件互相重叠（疑为压缩炸弹）", "its files overlap, as in a zip bomb"))


def _taken_out(infos: Sequence[zipfile.ZipInfo], name: str, file: IO[bytes], into: Path) -> Iterator[Member]:
    room = limits.UNPACKED_BYTES
    for number, info in enumerate(infos):
        target = into / f"{number:04d}"
        room -= _copy(info, name, file, target, room)
        yield Member(clean(_readable(info)), target)


def _copy(info: zipfile.ZipInfo, name: str, file: IO[bytes], target: Path, room: int) -> int:
    """Count what really comes out; what the archive says of itself may be a lie."""
    most = min(room, max(limits.RATIO_FROM, limits.RATIO * max(info.compress_size, 1)))
    size = 0
    with target.open("xb") as out:
        for piece in unpacked(file, info):  # type: ignore[arg-type]  # opened for reading bytes
            size += len(piece)
            if size > most:
                raise of_archive(name, Words("压缩比异常（疑为压缩炸弹）", "its ratio is that of a zip bomb"))
            out.write(piece)
    return size


def _readable(info: zipfile.ZipInfo) -> str:
    """Names that Windows wrote in GBK arrive as code page 437 where the UTF-8 flag is not set."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


__all__ = ["BROKEN", "Member", "RefusedFileError", "members", "refuse_overlaps", "refuse_ratio"]
