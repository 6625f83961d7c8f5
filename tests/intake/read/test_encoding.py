"""Which encoding a file has, and which lines it cannot be read by."""

from __future__ import annotations

import pytest

from jianzhen.intake.read.encoding import BadLine, detect

TEXT = "采样记录编号,采样点位\nE1,锅炉排气筒出口\nE2,污水处理站总排口\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16")],
)
def test_the_encoding_is_found(tmp_path, codec, name):
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode(codec))
    found = detect(path)
    assert found == (name, ())
    assert path.read_text(found.name) == TEXT


def test_damage_in_utf8_is_told_and_not_taken_for_gb18030(tmp_path):
    path = tmp_path / "a.csv"
    lines = TEXT.encode().split(b"\n")
    lines[1] = lines[1][:6] + b"\xff" + lines[1][6:]
    path.write_bytes(b"\n".join(lines))
    found = detect(path)
    assert found.name == "utf-8"
    (bad,) = found.bad_lines
    assert bad.number == 2
    assert "\\xff" in bad.shown


def test_every_damaged_line_of_gb18030_is_told(tmp_path):
    path = tmp_path / "a.csv"
    lines = [line.encode("gb18030") for line in TEXT.split("\n")]
    lines[1] += b"\xff"
    lines[2] += b"\x80\x20"
    path.write_bytes(b"\n".join(lines))
    assert [line.number for line in detect(path).bad_lines] == [2, 3]


def test_half_a_utf16_file_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode("utf-16")[:-1])
    assert detect(path).bad_lines == (BadLine(1, "UTF-16"),)


def test_ascii_is_utf8(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")
    assert detect(path) == ("utf-8", ())
