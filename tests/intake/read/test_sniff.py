"""Files that are not what their ending says, or that are not read for a reason."""

from __future__ import annotations

import pytest

from jianzhen.intake.read.sniff import FileKind, UnreadableFileError, verify_kind


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", b"a,b", FileKind.CSV),
        ("a.TSV", b"a\tb", FileKind.CSV),
        ("a.xlsx", b"PK\x03\x04....", FileKind.EXCEL),
        ("a.xls", b"PK\x03\x04....", FileKind.EXCEL),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.EXCEL),
        ("a.parquet", b"PAR1....", FileKind.PARQUET),
    ],
)
def test_the_kind_is_known(tmp_path, name, content, kind):
    (tmp_path / name).write_bytes(content)
    assert verify_kind(tmp_path / name) is kind


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "empty"),
        ("a.xlsm", b"PK\x03\x04", "macro"),
        ("a.ods", b"PK\x03\x04", "kind"),
        ("a.docx", b"PK\x03\x04", "kind"),
        ("a.xls", b"<html><table>", "disguised"),
        ("a.xlsx", b"a,b\n", "disguised"),
        ("a.csv", b"PK\x03\x04....", "disguised"),
        ("a.parquet", b"a,b\n", "disguised"),
    ],
)
def test_the_reason_is_told(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFileError) as refused:
        verify_kind(tmp_path / name)
    assert refused.value.code == code
