"""Archives are taken apart without trusting names, sizes or kinds."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import openpyxl
import pytest

from jianzhen.intake.formats import archives
from jianzhen.intake.formats.sources import Gathering


def refused(path: Path, into: Path) -> str:
    into.mkdir()
    with pytest.raises(archives.ArchiveError) as caught:
        archives.unpack(path, into)
    return caught.value.code


def a_zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def a_tar(path: Path, *members: tarfile.TarInfo, content: bytes = b"x") -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for member in members:
            member.size = len(content) if member.isreg() else 0
            archive.addfile(member, io.BytesIO(content))
    return path


def test_members_come_out_under_numbers(tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    out = archives.unpack(a_zip(tmp_path / "a.zip", **{"甲/乙.xlsx": b"1", "丙.xls": b"2"}), into)
    assert [name for name, _ in out] == ["甲/乙.xlsx", "丙.xls"]
    assert [path.parent for _, path in out] == [into, into]
    assert [path.read_bytes() for _, path in out] == [b"1", b"2"]


@pytest.mark.parametrize("name", ["../a.xlsx", "/etc/a.xlsx", "a/../../b.xlsx", "..\\a.xlsx", "C:\\a.xlsx"])
def test_names_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    assert refused(a_zip(tmp_path / "a.zip", **{name: b"x"}), tmp_path / "z") == "unsafe_archive"
    assert refused(a_tar(tmp_path / "a.tar.gz", tarfile.TarInfo(name)), tmp_path / "t") == "unsafe_archive"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.tar.gz", "a.zip", "t", "z"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    member = tarfile.TarInfo("a.xlsx")
    member.type, member.linkname = kind, "/etc/passwd"
    assert refused(a_tar(tmp_path / "a.tar.gz", member), tmp_path / "t") == "unsafe_archive"


def test_bombs_are_refused(tmp_path: Path) -> None:
    big = bytes(8 << 20)
    assert refused(a_zip(tmp_path / "a.zip", **{"a.xls": big}), tmp_path / "z") == "unsafe_archive"
    bomb = a_tar(tmp_path / "a.tar.gz", tarfile.TarInfo("a.xls"), content=big)
    assert refused(bomb, tmp_path / "t") == "unsafe_archive"


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBER", 10)
    path = a_zip(tmp_path / "a.zip", **{"a.xls": bytes(range(100))})
    content = bytearray(path.read_bytes())
    place = content.find(b"PK\x01\x02")
    content[place + 24 : place + 28] = (5).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    assert refused(path, tmp_path / "z") in {"unsafe_archive", "broken_archive"}


def test_broken_archives_are_refused(tmp_path: Path) -> None:
    whole = a_tar(tmp_path / "a.tar.gz", tarfile.TarInfo("a.xls"), content=bytes(range(256)) * 4000).read_bytes()
    (tmp_path / "a.tar.gz").write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path / "a.tar.gz", tmp_path / "t") == "broken_archive"


def test_names_that_windows_wrote_in_gbk_are_read(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "a.zip", **{"aa.xls": b"x"})
    path.write_bytes(path.read_bytes().replace(b"aa.xls", "水.xls".encode("gbk")))
    (tmp_path / "into").mkdir()
    assert [name for name, _ in archives.unpack(path, tmp_path / "into")] == ["水.xls"]


def test_a_workbook_is_no_archive(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert archives.kind(tmp_path / "a.xlsx") == ""


def test_a_folder_is_walked_in_order_with_its_archives(tmp_path: Path) -> None:
    src, work = tmp_path / "src", tmp_path / "work"
    (src / "sub").mkdir(parents=True)
    work.mkdir()
    (src / "b.xlsx").write_bytes(b"b")
    (src / "sub" / "c.xlsx").write_bytes(b"c")
    (src / "~$b.xlsx").write_bytes(b"lock")
    (src / ".hidden").write_bytes(b"h")
    a_zip(src / "a.zip", **{"x.xlsx": b"x", "__MACOSX/x.xlsx": b"m", "~$x.xlsx": b"l"})
    a_zip(src / "bad.zip", **{"../x": b"x"})
    found = Gathering(src, work)
    assert [source.name for source in found.sources] == ["a.zip/x.xlsx", "b.xlsx", "sub/c.xlsx"]
    assert [(fault.file, fault.code) for fault in found.faults] == [("bad.zip", "unsafe_archive")]
    assert found.sources[1].sha256.startswith("3e23e816")
