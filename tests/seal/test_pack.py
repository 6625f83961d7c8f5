from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzhen.seal.pack import MANIFEST, open_sealed, seal, seal_digest

CONTENTS = {"rows/a.csv": b"x,y\r\n1,2\r\n", "run.json": b"{}", "empty.txt": b"", "报告.html": "鉴真".encode()}


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "lead.zip"
    path.write_bytes(seal(CONTENTS, {"lead_id": "0" * 32}))
    return path


def test_an_untouched_file_has_no_fault(sealed: Path) -> None:
    opened = open_sealed(sealed)
    assert opened.faults == []
    assert {name: data for name, data in opened.contents.items() if name != MANIFEST} == CONTENTS
    assert opened.manifest["about"] == {"lead_id": "0" * 32}


def test_the_same_contents_seal_to_the_same_bytes() -> None:
    assert seal(CONTENTS, {"a": 1}) == seal(dict(reversed(CONTENTS.items())), {"a": 1})


def test_the_seal_is_the_digest_of_the_manifest(sealed: Path) -> None:
    assert open_sealed(sealed).seal.endswith(seal_digest(sealed.read_bytes()))


def test_every_changed_byte_is_found(sealed: Path, tmp_path: Path) -> None:
    good = sealed.read_bytes()
    bad_path = tmp_path / "bad.zip"
    for position in range(len(good)):
        bad = bytearray(good)
        bad[position] ^= 0x01
        bad_path.write_bytes(bytes(bad))
        assert open_sealed(bad_path).faults, f"a flipped bit at byte {position} went unseen"


def test_a_changed_content_is_named(sealed: Path) -> None:
    data = sealed.read_bytes()
    sealed.write_bytes(data.replace(b"1,2", b"1,3"))
    assert "rows/a.csv" in {fault.name for fault in open_sealed(sealed).faults}


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_damage_of_any_kind_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    good = seal(CONTENTS, {"lead_id": "1"})
    kind = data.draw(st.sampled_from(["cut", "insert", "append", "drop"]))
    at = data.draw(st.integers(0, len(good) - 1))
    extra = data.draw(st.binary(min_size=1, max_size=8))
    bad = {
        "cut": good[:at],
        "insert": good[:at] + extra + good[at:],
        "append": good + extra,
        "drop": good[:at] + good[at + 1 :],
    }[kind]
    path = tmp_path_factory.mktemp("pack") / "bad.zip"
    path.write_bytes(bad)
    assert open_sealed(path).faults or bad == good


@given(st.binary(max_size=400))
def test_rubbish_is_a_fault_not_an_error(rubbish: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(rubbish)
        file.flush()
        assert open_sealed(Path(file.name)).faults


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_added_removed_and_doubled_contents_are_found(sealed: Path) -> None:
    for change in ("add", "remove", "double"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(sealed) as old, zipfile.ZipFile(buffer, "w") as new:
            for item in old.infolist():
                if change == "remove" and item.filename == "run.json":
                    continue
                new.writestr(item, old.read(item))
            if change == "add":
                new.writestr("more.txt", b"more")
            if change == "double":
                new.writestr(old.infolist()[0], b"other")
            new.comment = old.comment
        path = sealed.with_name(f"{change}.zip")
        path.write_bytes(buffer.getvalue())
        assert open_sealed(path).faults, change


def test_a_repacked_file_is_found(sealed: Path) -> None:
    """Same contents, same seal, but compressed by another program."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(sealed) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, old.read(item))
        new.comment = old.comment
    sealed.write_bytes(buffer.getvalue())
    assert open_sealed(sealed).faults
