"""Archives and sheets that would fill the memory."""

from __future__ import annotations

import struct
import zipfile

import pytest

from jianzhen.intake.read import safety
from jianzhen.intake.read.safety import verify_workbook
from jianzhen.intake.read.sniff import UnreadableFileError


def _archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def _refusal(path):
    with pytest.raises(UnreadableFileError) as refused:
        verify_workbook(path)
    return refused.value.code


def test_a_plain_archive_passes(tmp_path):
    verify_workbook(_archive(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": b'<c r="B7"/>' * 100}))


def test_a_bomb_is_refused(tmp_path):
    path = _archive(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": bytes(safety.SMALL + (1 << 20))})
    assert path.stat().st_size < safety.SMALL / safety.MAX_RATIO
    assert _refusal(path) == "bomb"


def test_a_bomb_spread_over_members_is_refused(tmp_path):
    part = bytes(safety.SMALL // 4)
    path = _archive(tmp_path / "a.xlsx", {f"xl/media/{number}": part for number in range(5)})
    assert _refusal(path) == "bomb"


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = _archive(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": bytes(safety.SMALL + (1 << 20))})
    content = bytearray(path.read_bytes())
    size = struct.pack("<I", safety.SMALL + (1 << 20))
    assert content.count(size) == 2
    path.write_bytes(bytes(content).replace(size, struct.pack("<I", 10)))
    assert zipfile.ZipFile(path).infolist()[0].file_size == 10
    assert _refusal(path) == "bomb"


@pytest.mark.parametrize(
    "cells",
    [
        [b'<c r="A1"/>', b'<c r="XFD1048576"/>'],
        [b'<c r="ZZ1"/>', b'<c r="A1048576"/>'],
        [b'<c r="A999999"/>', b'<c r="BA1"/>'],
    ],
)
def test_a_sheet_with_a_far_corner_is_refused(tmp_path, cells):
    assert _refusal(_archive(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": b"".join(cells)})) == "sparse"


def test_the_extent_is_seen_across_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(safety, "_PIECE", 7)
    assert _refusal(_archive(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": b'<c r="XFD1048576"/>'})) == "sparse"


def test_a_full_sheet_of_usual_width_passes(tmp_path):
    cells = b'<c r="A1"/><c r="Z1048576"/>'
    verify_workbook(_archive(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": cells}))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_part_of_an_archive_is_broken(tmp_path, share):
    path = _archive(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": b'<c r="B7"/>' * 100})
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    assert _refusal(path) == "broken"


def test_a_damaged_member_is_broken(tmp_path):
    path = _archive(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": b'<c r="B7"/>' * 100})
    content = bytearray(path.read_bytes())
    content[60:64] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    assert _refusal(path) == "broken"
