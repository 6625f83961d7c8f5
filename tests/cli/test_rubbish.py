"""Rubbish into ``screen``, ``rerun`` and ``evidence verify``: clear errors, no traceback, nothing half-written."""

from __future__ import annotations

import io
import json
import math
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.support.runs import CREW, EVENTS, LAB, jianzhen, small_data

HEAD = EVENTS.splitlines()[0]


def bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks to half a gigabyte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(512):
                sheet.write(b" " * (1 << 20))
    return buffer.getvalue()


def wrong_types() -> bytes:
    buffer = io.BytesIO()
    table = pa.table({"event_id": [1, 2], "lab_id": [[LAB], None], "started_at": [math.nan, math.inf]})
    pq.write_table(table, buffer)
    return buffer.getvalue()


RUBBISH: dict[str, dict[str, bytes]] = {
    "an empty file": {"sampling_events.csv": b""},
    "only headings": {"sampling_events.csv": HEAD.encode()},
    "wrong encoding": {"sampling_events.csv": EVENTS.encode("utf-32")},
    "bytes of no encoding": {"sampling_events.csv": bytes(range(256)) * 9},
    "a broken workbook": {"sampling_events.xlsx": b"PK\x03\x04 broken"},
    "an old broken workbook": {"sampling_events.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)},
    "a zip bomb": {"sampling_events.xlsx": bomb()},
    "a broken parquet": {"sampling_events.parquet": b"PAR1" + bytes(64) + b"PAR1"},
    "a parquet of other types": {"sampling_events.parquet": wrong_types()},
    "an unknown table": {"gossip.csv": b"a,b\n1,2\n"},
    "an unknown column": {"sampling_events.csv": EVENTS.replace("site_name", "colour").encode()},
    "one key twice": {"sampling_events.csv": (EVENTS + EVENTS.splitlines()[1].replace("106.0", "107") + "\n").encode()},
    "years 1900 and 9999": {"sampling_events.csv": EVENTS.replace("2024-05-01 10:00", "1900-01-00").encode()},
    "a far future": {"sampling_events.csv": EVENTS.replace("2024-05-01 11:30", "9999-12-31 23:59").encode()},
    "no numbers": {"sampling_events.csv": EVENTS.replace("106.0", "NaN").replace("38", "inf").encode()},
    "not on this earth": {"sampling_events.csv": EVENTS.replace("106.0", "1e308").encode()},
    "ends before it starts": {"sampling_events.csv": EVENTS.replace("11:00", "09:00").encode()},
    "text that is markup": {"sampling_events.csv": EVENTS.replace("北厂总排口", "<script>alert(1)</script>").encode()},
    "text that is a formula": {"sampling_events.csv": EVENTS.replace("北厂总排口", "=cmd|'/c calc'!A1").encode()},
    "text with control signs": {"sampling_events.csv": EVENTS.replace("北厂总排口", "a\x00b\x1bc\u202ed").encode()},
    "a very long cell": {"sampling_events.csv": EVENTS.replace("北厂总排口", "长" * 300_000).encode()},
    "more cells than headings": {"sampling_events.csv": (EVENTS + "a,b,c,d,e,f,g,h,i,j,k\n").encode()},
    "an open quote": {"sampling_events.csv": (EVENTS + '"never closed,\n' * 3).encode()},
}


@pytest.mark.parametrize("what", RUBBISH)
def test_rubbish_gives_an_answer_or_a_clear_refusal(what: str, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    (data / "sampling_crew.csv").write_text(CREW, encoding="utf-8")
    for name, content in RUBBISH[what].items():
        (data / name).write_bytes(content)
    result = jianzhen("screen", data, "--out", out, "--rules", "person_two_places,travel_time_impossible")
    assert "Traceback" not in result.output
    assert result.exit_code in {0, 1}, result.output
    assert out.exists() == (result.exit_code == 0)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    if result.exit_code == 0:
        report = (out / "report.html").read_text(encoding="utf-8")
        assert "<script>alert(1)" not in report
    else:
        assert result.stderr.strip()


def run_records() -> dict[str, Callable[[dict[str, object]], object]]:
    return {
        "not an object": lambda _: [],
        "another format": lambda run: run | {"format": "other/9"},
        "no rules": lambda run: {key: value for key, value in run.items() if key != "rules"},
        "an unknown rule": lambda run: (
            run | {"rules": [{"id": "gossip", "version": 1, "sha256": "", "parameters": {}}]}
        ),
        "rules that are text": lambda run: run | {"rules": "all"},
        "a day that is none": lambda run: run | {"on": "2026-02-30"},
        "an unknown engine": lambda run: run | {"engine": "abacus"},
        "settings of another kind": lambda run: run | {"settings": {"colour": 1}},
        "data that are gone": lambda run: run | {"data": {"path": "nowhere"}},
        "data without a path": lambda run: run | {"data": {}},
    }


@pytest.fixture(scope="module")
def good_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    arguments = ("screen", small_data(folder / "data"), "--out", folder / "out", "--rules", "person_two_places")
    assert jianzhen(*arguments).exit_code == 0
    return folder / "out" / "run.json"


@pytest.mark.parametrize("what", run_records())
def test_a_record_that_is_none_is_a_clear_error(what: str, good_run: Path) -> None:
    run = json.loads(good_run.read_text(encoding="utf-8"))
    bad = good_run.with_name("bad.json")
    bad.write_text(json.dumps(run_records()[what](run)), encoding="utf-8")
    result = jianzhen("rerun", bad)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert result.stderr.strip()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff" * 9, b"[" * 100_000])
def test_a_record_that_is_no_json_is_a_clear_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(content)
    assert jianzhen("rerun", path).exit_code == 2


def test_damaged_packages_of_every_kind_are_told(good_run: Path, tmp_path: Path) -> None:
    out = good_run.parent
    lead = pq.read_table(out / "leads.parquet")["lead_id"][0].as_py()
    package = tmp_path / "lead.zip"
    assert jianzhen("evidence", "pack", out, lead, package).exit_code == 0
    good = package.read_bytes()
    chance = random.Random(7)
    for _ in range(40):
        bad = bytearray(good)
        start = chance.randrange(len(bad))
        bad[start : start + chance.randrange(1, 400)] = chance.randbytes(chance.randrange(0, 400))
        if bytes(bad) == good:
            continue
        package.write_bytes(bytes(bad))
        result = jianzhen("evidence", "verify", package)
        assert result.exit_code == 1
        assert "Traceback" not in result.output
