"""A sealed file: named contents in one ZIP archive in which no byte can change unnoticed.

The archive is written in one possible way only (sorted names, no compression, fixed dates),
so a verifier rebuilds it from its contents and compares byte by byte: a change in a content,
a header or a gap is found and named. ``manifest.json`` holds the digest of every content, the
archive's comment the digest of the manifest. Nothing but this module is needed to verify.

The seal shows that the file is whole, not who made it: whoever can rewrite the file can seal it
anew, under another digest. So the digest is what is put on record elsewhere.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jianzhen.seal.digest import canonical

FORMAT = "jianzhen-evidence/1"
MANIFEST = "manifest.json"
MAX_BYTES = 1 << 29
MAX_FILES = 10_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was sealed."""

    name: str
    what_zh: str
    what_en: str


@dataclass(slots=True)
class Opened:
    """A sealed file as read: its contents, its seal, and every fault."""

    contents: dict[str, bytes] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    seal: str = ""
    faults: list[Fault] = field(default_factory=list)


def seal(contents: Mapping[str, bytes], about: Mapping[str, Any]) -> bytes:
    """Seal contents into one file.

    Args:
        contents: Content by name; names are relative, with forward slashes.
        about: Plain data for the manifest, such as the ids of what is packed.
    """
    files = {name: {"sha256": _sha256(data), "bytes": len(data)} for name, data in sorted(contents.items())}
    manifest = canonical({"format": FORMAT, "about": dict(about), "files": files})
    return _archive({**contents, MANIFEST: manifest}, _comment(manifest))


def seal_digest(data: bytes) -> str:
    """The digest that names a sealed file: of its manifest, which covers everything else."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _sha256(archive.read(MANIFEST))


def open_sealed(path: Path) -> Opened:
    """Read a sealed file and check every byte of it. Never raises on what the file holds.

    Raises:
        OSError: The file itself cannot be read.
    """
    opened = Opened()
    size = path.stat().st_size
    if size > MAX_BYTES:
        opened.faults.append(Fault(path.name, f"文件过大（{size} 字节）", f"file too large ({size} bytes)"))
        return opened
    data = path.read_bytes()
    if not _read_contents(data, path.name, opened):
        return opened
    _check_manifest(opened)
    _check_bytes(data, path.name, opened)
    return opened


def _read_contents(data: bytes, name: str, opened: Opened) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            stored = all(item.compress_type == zipfile.ZIP_STORED for item in entries)
            # Entries that overlap could claim far more bytes than the file has.
            if len(entries) > MAX_FILES or not stored or sum(item.file_size for item in entries) > len(data):
                opened.faults.append(Fault(name, "不是证据包的写法", "not written the way an evidence package is"))
                return False
            for item in entries:
                # CRC errors of zipfile would hide which content changed; the manifest names it.
                opened.contents[item.filename] = _stored(data, item)
            opened.seal = archive.comment.decode("ascii", "replace")
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, RuntimeError) as error:
        opened.faults.append(Fault(name, f"无法读作证据包：{error}", f"cannot be read as an evidence package: {error}"))
        return False
    return True


def _stored(data: bytes, item: zipfile.ZipInfo) -> bytes:
    """The bytes of a stored entry, without trusting its check sum."""
    name_length = int.from_bytes(data[item.header_offset + 26 : item.header_offset + 28], "little")
    extra_length = int.from_bytes(data[item.header_offset + 28 : item.header_offset + 30], "little")
    start = item.header_offset + 30 + name_length + extra_length
    return data[start : start + item.file_size]


def _check_manifest(opened: Opened) -> None:
    raw = opened.contents.get(MANIFEST)
    if raw is None:
        opened.faults.append(Fault(MANIFEST, "缺少清单", "the manifest is missing"))
        return
    if opened.seal.encode() != _comment(raw):
        opened.faults.append(Fault(MANIFEST, "清单与封签不符", "the manifest does not match the seal"))
    try:
        manifest = json.loads(raw)
        files = {str(name): str(entry["sha256"]) for name, entry in manifest["files"].items()}
        known = manifest["format"] == FORMAT
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        opened.faults.append(Fault(MANIFEST, f"清单无法读取：{error}", f"the manifest cannot be read: {error}"))
        return
    if not known:
        opened.faults.append(Fault(MANIFEST, f"清单格式不是 {FORMAT}", f"the manifest is not of format {FORMAT}"))
    opened.manifest = manifest
    for name in sorted({*files, *opened.contents} - {MANIFEST}):
        if name not in opened.contents:
            opened.faults.append(Fault(name, "内容缺失", "content is missing"))
        elif name not in files:
            opened.faults.append(Fault(name, "清单之外的内容", "content that the manifest does not list"))
        elif _sha256(opened.contents[name]) != files[name]:
            opened.faults.append(Fault(name, "内容已改动（摘要不符）", "content changed (digest differs)"))


def _check_bytes(data: bytes, name: str, opened: Opened) -> None:
    """Rebuild the archive from its contents: headers and gaps must be the only possible ones."""
    rebuilt = _archive(opened.contents, opened.seal.encode("ascii", "replace"))
    if rebuilt != data:
        first = next(
            (at for at, (a, b) in enumerate(zip(rebuilt, data, strict=False)) if a != b), min(len(rebuilt), len(data))
        )
        opened.faults.append(
            Fault(name, f"归档结构已改动（第 {first} 字节起）", f"the archive's structure changed (from byte {first})")
        )


def _archive(contents: Mapping[str, bytes], comment: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = _MODE
            entry.create_system = 3
            archive.writestr(entry, data)
        archive.comment = comment
    return buffer.getvalue()


def _comment(manifest: bytes) -> bytes:
    return f"{FORMAT} sha256:{_sha256(manifest)}".encode("ascii")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
