"""``jianzhen kpi transmission``: from a folder or a lake to figures, page, workbook and CSV."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from tests.support.runs import jianzhen

from jianzhen.gateway.journal import Journal, entry_of
from jianzhen.hj212 import Packet, decode, encode
from jianzhen.kpi import workbook

DEVICES = """device_id,outlet_id,kind,network_required,networked_on
=cmd|'x'!A1,DA001,gas,true,2026-01-01
M2,DW001,water,true,2026-01-01
M3,DW001,water,true,
M4,DW001,water,,
"""
OUTLETS = """outlet_id,org_id,kind
DA001,91640200MA0PLANT5F,air
DW001,91640200MA0PLANT5F,water
"""
ORGANIZATIONS = """org_id,name,kind,region
91640200MA0PLANT5F,<script>示例厂,discharger,640200
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    rows = ["device_id,factor,cycle,at,avg,flag,received_at"]
    for device in ("=cmd|'x'!A1", "M2"):
        for hour in range(24 * 30):
            day, of_day = divmod(hour, 24)
            flag = "" if day == 3 else "D" if day == 4 and of_day < 6 else "N"
            if not (device == "M2" and day == 9):
                at = f"2026-09-{day + 1:02d} {of_day:02d}:00"
                rows.append(f"{device},w01018,hour,{at},20.1,{flag},{at[:14]}59")
    for name, text in (("devices", DEVICES), ("outlets", OUTLETS), ("organizations", ORGANIZATIONS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "observations.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder


def figures(*arguments):
    result = jianzhen("kpi", "transmission", *arguments, "--on", "2026-10-05", "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_month(data: Path, tmp_path: Path) -> None:
    said = figures(data, "--period", "2026-09", "--by", "region", "--out", tmp_path / "out")
    total = said["total"]
    assert (total["due"], total["received"], total["valid"], total["unknown"]) == (1440, 1416, 1416 - 48 - 12, 48)
    assert (total["networked_devices"], total["required_devices"], total["unknown_devices"]) == (2, 3, 1)
    assert [group["key"] for group in said["groups"]] == ["640200"]
    assert {one["device_id"]: one["status"] for one in said["devices_to_look_at"]} == {
        "M3": "not_networked",
        "M4": "unknown",
    }
    assert {one["reason"]: one["hour_values"] for one in said["reasons"]} == {"no_flag": 48, "silent": 24, "flag_D": 12}
    assert {one["name"]: one["formula"] for one in said["formulas"]}["transmission_rate"].endswith("= received / due")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_level_is_written_and_adds_up(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    figures(data, "--period", "2026-09", "--out", out)
    for level, number in (("period", 4), ("quarter", 4), ("month", 4), ("day", 120), ("hour", 2880)):
        found = rows(out / f"device-{level}.csv")
        assert len(found) == number
        assert sum(int(row["valid"]) for row in found) == 1356
        assert sum(int(row["due"]) for row in rows(out / f"total-{level}.csv")) == 1440
    lost = rows(out / "losses.csv")
    assert sum(int(row["hours"]) for row in lost) == 1440 - 1356
    assert {row["device_id"] for row in lost} == {"'=cmd|'x'!A1", "M2"}
    assert {(row["from_at"][:10], row["hours"]) for row in lost if row["state"] == "missing"} == {("2026-09-10", "24")}
    assert len(rows(out / "devices.csv")) == 4


def test_the_workbook_and_the_page(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    figures(data, "--period", "2026-09", "--by", "org", "--out", out)
    book = openpyxl.load_workbook(out / "transmission.xlsx", read_only=True)
    sheet = book["排污单位按日 by day"]
    heading, first, *_ = sheet.iter_rows(values_only=True)
    cells = dict(zip(heading, first, strict=True))
    assert cells["应传 Due"] == 48
    assert cells["传输率 Transmission rate"] == 100
    assert len(list(book["小时明细 Hours lost"].iter_rows())) == 1 + 2 + 2 + 1
    page = (out / "transmission.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;示例厂" in page
    assert "<script>示例厂" not in page
    assert page.count('<svg class="heat calendar"') == 1
    assert "received / due" in page
    assert "1,416 / 1,440 = 98.33 %" in page
    assert "(1,416 × 1,356) / (1,440 × 1,416) = 94.16 %" in page


def test_a_workbook_says_what_did_not_fit(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_FIGURES", 100)
    monkeypatch.setattr(workbook, "MOST_LOSSES", 2)
    figures(data, "--period", "2026-09", "--out", tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "transmission.xlsx", read_only=True)
    for sheet, rest in (("设备按日 by day", "另有 20 行，见 device-day.csv"), ("小时明细 Hours lost", "见 losses.csv")):
        *_, last = book[sheet].iter_rows(values_only=True)
        assert rest in last[0]


def test_a_lake_gives_the_same(data: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    assert jianzhen("lake", "add", lake, data, "--who", "t").exit_code == 0
    from_files, from_lake = (figures(*where, "--period", "2026-Q3") for where in ((data,), ("--lake", lake)))
    assert from_files == from_lake


def test_from_packets_to_figures(data: Path, tmp_path: Path) -> None:
    """What a logger sent, by way of journal and lake, counts like what was handed in as a file."""
    journal = Journal(tmp_path / "gw" / "journal")
    received = 1_788_224_460_000_000  # 2026-09-01 01:01 Beijing time
    for hour in range(20):
        stamp = f"20260901{hour:02d}0000"
        cp = [[("DataTime", stamp)], [("w01018-Avg", "20.1"), ("w01018-Flag", "N")]]
        sent = encode(Packet(f"{stamp}000", "32", "2061", "123456", "M2", 5, cp=cp))
        journal.append([entry_of(decode(sent), "p", received + hour * 3_600_000_000)])
    journal.close()
    lake = tmp_path / "lake"
    assert jianzhen("gateway", "rollup", "--data", tmp_path / "gw", "--lake", lake).exit_code == 0
    (data / "observations.csv").unlink()
    assert jianzhen("lake", "add", lake, data, "--who", "t").exit_code == 0
    said = figures("--lake", lake, "--period", "2026-09-01")
    [mine] = [group for group in said["groups"] if group["key"] == "M2"]
    assert (mine["due"], mine["received_realtime"], mine["valid"], mine["missing"]) == (24, 20, 20, 4)


def test_days_to_come_are_not_due(data: Path) -> None:
    result = jianzhen("kpi", "transmission", data, "--period", "2026-09", "--on", "2026-09-03", "--json")
    assert json.loads(result.stdout)["total"]["due"] == 96


def test_for_people(data: Path) -> None:
    result = jianzhen("kpi", "transmission", data, "--period", "2026-09", "--on", "2026-10-05")
    assert result.exit_code == 0
    assert "98.33 %  = 1,416 / 1,440" in result.stdout
    assert "95.76–99.15 %" in result.stdout
    assert "M3 应联网未联网" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--period", "2026-13"], "应为 2026-09"),
        (["--period", "2026-10"], "时段尚未开始"),
        (["--period", "2026-09..2026-08"], "应为 2026-09"),
        (["--period", "2026-09", "--lake", "x"], "之一"),
    ],
)
def test_what_cannot_be_done_is_told(data: Path, arguments: list[str], expected: str) -> None:
    result = jianzhen("kpi", "transmission", data, *arguments, "--on", "2026-10-01")
    assert result.exit_code == 2
    assert expected in result.output
    assert "Traceback" not in result.output


def test_places_that_are_not_what_they_should_be(data: Path, tmp_path: Path) -> None:
    kpi = ("kpi", "transmission", "--period", "2026-09", "--on", "2026-10-01")
    assert "没有这个文件" in jianzhen(*kpi, tmp_path / "none").output
    assert "不是数据湖" in jianzhen(*kpi, "--lake", data).output
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    refused = jianzhen(*kpi, data, "--out", tmp_path / "mine")
    assert refused.exit_code == 2
    assert "换一个名字" in refused.output
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
