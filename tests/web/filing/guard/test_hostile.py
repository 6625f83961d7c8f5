"""Files of somebody who means harm."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.web_filing import csv_of, result, workbook, zipped

from jianzhen.web.filing.guard import archive, limits, records
from jianzhen.web.filing.guard.content import Kind, kind_of
from jianzhen.web.filing.guard.names import clean
from jianzhen.web.filing.guard.refusal import RefusedFileError
from jianzhen.web.filing.guard.workbook import look_through

BOOK = workbook({"results": [result()]})
Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(name: str, content: bytes) -> Path:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return path

    return made


def refused(path: Path, name: str) -> str:
    with pytest.raises(RefusedFileError) as caught:
        kind_of(path, name)
    return caught.value.code


def opened(path: Path, tmp_path: Path) -> list[str]:
    into = tmp_path / "into"
    into.mkdir()
    return [member.name for member in archive.members(path, "a.zip", into)]


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one more part, or with another content of one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ole"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ole"),
        ("a.xlsm", BOOK, "kind"),
        ("a.exe", b"MZ\x90\0", "disguised"),
        ("a.csv", b"MZ\x90\0", "disguised"),
        ("a.csv", b"%PDF-1.7\n", "disguised"),
        ("a.csv", b"#!/bin/sh\nrm -rf /\n", "disguised"),
        ("a.csv", b"\xef\xbb\xbf <html><script>alert(1)</script>", "disguised"),
        ("a.csv", b"a,b\n1,\0\n", "binary"),
        ("a.csv", b"a,b\n" + b"1,2\n" * 400_000 + b"\0", "binary"),
        ("a.csv", BOOK, "disguised"),
        ("a.zip", BOOK, "disguised"),
        ("a.xlsx", zipped({"a.csv": b"a"}), "disguised"),
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "archive"),
        ("a.html", b"a,b\n1,2\n", "kind"),
        ("a", b"a,b\n1,2\n", "kind"),
        ("a.csv.exe", b"a,b\n1,2\n", "kind"),
        ("a.zip", b"GIF89a" + zipped({"a.csv": b"a"}), "disguised"),
        ("a.zip", zipped({"a.csv": b"a"}) + b"<script>", "archive"),
        ("a.xlsx", BOOK + b"\0" * 100, "archive"),
    ],
)
def test_what_is_not_what_it_says_is_refused(write: Write, name: str, content: bytes, code: str) -> None:
    assert refused(write(name, content), name) == code


def test_a_zip_behind_something_else_is_refused(write: Write) -> None:
    # Central directories count from the end: readers open it, browsers see what stands in front.
    assert refused(write("a.zip", b"PK\x03\x04<svg onload=alert(1)>" + zipped({"a.csv": b"a"})), "a.zip") == "archive"


@pytest.mark.parametrize(("name", "kind"), [("a.xlsx", Kind.WORKBOOK), ("三月.CSV", Kind.TEXT), ("a.json", Kind.JSON)])
def test_what_is_taken(write: Write, name: str, kind: Kind) -> None:
    content = {Kind.WORKBOOK: BOOK, Kind.TEXT: csv_of([result()]), Kind.JSON: b"{}"}[kind]
    assert kind_of(write(name, content), name) is kind


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "/etc/a.csv", "..\\..\\a.csv", "C:/a.csv", "a/../../b.csv", "\\\\host\\a.csv"]
)
def test_names_that_lead_out_of_an_archive(write: Write, tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedFileError, match="archive"):
        opened(write("a.zip", zipped({name: b"a"})), tmp_path)


def test_nul_in_a_name(write: Write, tmp_path: Path) -> None:
    content = zipped({"aXb.csv": b"a"}).replace(b"aXb.csv", b"a\0b.csv")
    with pytest.raises(RefusedFileError):
        opened(write("a.zip", content), tmp_path)


def test_symbolic_links_and_devices(write: Write, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("a.csv")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    with pytest.raises(RefusedFileError):
        opened(write("a.zip", out.getvalue()), tmp_path)


def test_an_encrypted_archive(write: Write, tmp_path: Path) -> None:
    content = bytearray(zipped({"a.csv": b"a"}))
    content[6] |= 1
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    with pytest.raises(RefusedFileError):
        opened(write("a.zip", bytes(content)), tmp_path)


def test_a_bomb_is_refused_before_it_is_unpacked(write: Write, tmp_path: Path) -> None:
    path = write("a.zip", zipped({"a.csv": b"0" * (limits.RATIO_FROM * 20)}))
    with pytest.raises(RefusedFileError):
        opened(path, tmp_path)
    assert list((tmp_path / "into").iterdir()) == []


def test_a_bomb_that_lies_about_its_size(write: Write, tmp_path: Path) -> None:
    size = limits.RATIO_FROM * 20
    content = zipped({"a.csv": b"0" * size})
    lying = content.replace(struct.pack("<I", size), struct.pack("<I", 10))
    assert lying != content
    with pytest.raises(RefusedFileError):
        opened(write("a.zip", lying), tmp_path)
    assert sum(path.stat().st_size for path in (tmp_path / "into").iterdir()) <= limits.RATIO * len(lying) + (1 << 20)


def test_files_that_share_their_bytes(write: Write, tmp_path: Path) -> None:
    content = bytearray(zipped({"a.csv": b"a" * 100, "b.csv": b"b" * 100}))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    with pytest.raises(RefusedFileError, match="archive"):
        opened(write("a.zip", bytes(content)), tmp_path)


def test_more_files_than_anybody_packs(write: Write, tmp_path: Path) -> None:
    content = zipped({f"{number}.csv": b"a" for number in range(limits.MEMBERS + 1)})
    with pytest.raises(RefusedFileError):
        opened(write("a.zip", content), tmp_path)


def test_names_in_the_encoding_of_windows(write: Write, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("XXXX.csv", b"a")
    content = out.getvalue().replace(b"XXXX", "结果".encode("gb18030"))
    assert opened(write("a.zip", content), tmp_path) == ["结果.csv"]


def test_a_workbook_with_macros_objects_or_links(write: Write) -> None:
    for part in ("xl/vbaProject.bin", "xl/embeddings/oleObject1.bin", "xl/externalLinks/externalLink1.xml",
                 "xl/activeX/activeX1.xml", "xl/macrosheets/sheet1.xml", "customUI/customUI.xml"):  # fmt: skip
        with pytest.raises(RefusedFileError):
            look_through(write("a.xlsx", with_part(BOOK, part, b"x")), "a.xlsx")
    types = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    with pytest.raises(RefusedFileError):
        look_through(write("a.xlsx", with_part(BOOK, "[Content_Types].xml", types)), "a.xlsx")


def test_entities_that_would_grow_without_end(write: Write) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"):
        with pytest.raises(RefusedFileError):
            look_through(write("a.xlsx", with_part(BOOK, part, laughs)), "a.xlsx")


def test_ten_thousand_sheets(write: Write) -> None:
    listed = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, 10_001))
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>'
    )
    with pytest.raises(RefusedFileError):
        look_through(write("a.xlsx", with_part(BOOK, "xl/workbook.xml", book.encode())), "a.xlsx")
    parts = {"[Content_Types].xml": b"<Types/>", **{f"xl/worksheets/sheet{n}.xml": b"x" for n in range(10_000)}}
    with pytest.raises(RefusedFileError):
        look_through(write("a.xlsx", zipped(parts)), "a.xlsx")


def test_a_sheet_that_swells(write: Write) -> None:
    swelling = b"<worksheet>" + b" " * (limits.RATIO_FROM * 10) + b"</worksheet>"
    with pytest.raises(RefusedFileError):
        look_through(write("a.xlsx", with_part(BOOK, "xl/worksheets/sheet1.xml", swelling)), "a.xlsx")


def test_formulas_are_found_where_they_stand(write: Write) -> None:
    book = workbook({"results": [result(), result("S2")]}, formula='=WEBSERVICE("http://example.org/"&A1)')
    [found] = look_through(write("a.xlsx", book), "a.xlsx")
    assert (found.sheet, found.column, found.row) == ("results", "F", 3)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../a.csv", "a.csv"), ("C:\\x\\a.csv", "a.csv"), ("a\0b.csv", "ab.csv"), ("a\r\nb.csv", "ab.csv"),
        ("\u202eexe.csv", "exe.csv"), ('a"b<c>.csv', "abc.csv"), (" .a.csv. ", "a.csv"), ("Ａ.csv", "Ａ.csv"),
    ],
)  # fmt: skip
def test_names_are_one_printed_line(given: str, kept: str) -> None:
    assert clean(given) == kept


@pytest.mark.parametrize("name", ["", "..", "/", "\0", "~$a.xlsx", "a" * 300 + ".csv", "水" * 121])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(RefusedFileError):
        clean(name)


@given(st.text(max_size=200))
def test_no_name_leads_anywhere_or_breaks_a_line(name: str) -> None:
    try:
        kept = clean(name)
    except RefusedFileError:
        return
    assert kept == clean(kept)
    assert kept.isprintable()
    assert not set(kept) & set('/\\<>:"|?*\0')
    assert kept not in {".", ".."}


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{", '{"tables": []}', '{"tables": {}}', '{"tables": {"results": {}}}',
        '{"tables": {"results": [[1]]}}', '{"tables": {"results": [{"a": [1]}]}}', '{"tables": {"../a": [{"a": 1}]}}',
        '{"tables": {"results": [{"a": NaN}]}}', '{"tables": {"results": [{"a": 1, "a": 2}]}}',
        '{"tables": {"results": [{"a": "\\u0000"}]}}', "[" * 100_000, '{"tables": {"a": [{"b": "\\ud800"}]}}',
    ],
)  # fmt: skip
def test_json_of_another_form(write: Write, tmp_path: Path, text: str) -> None:
    into = tmp_path / "into"
    into.mkdir()
    try:
        records.members(write("a.json", text.encode("utf-8", "surrogatepass")), "a.json", into)
    except RefusedFileError:
        return
    assert "ud800" in text  # shown as an escape, for no text holds it


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_refused_or_read_and_nothing_else(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([BOOK, zipped({"results.csv": csv_of([result()])})])))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged"
    path.write_bytes(bytes(content[: data.draw(st.integers(1, len(content)))]))
    into = tmp_path / str(data.draw(st.uuids()))
    into.mkdir(exist_ok=True)
    for name in ("a.xlsx", "a.zip"):
        try:
            kind = kind_of(path, name)
            look_through(path, name) if kind is Kind.WORKBOOK else archive.members(path, name, into)
        except (RefusedFileError, FileExistsError):
            pass
