from __future__ import annotations

import datetime as dt

import pytest
from tests.support.lakes import ACT, DEVICE, crew, deliver, minutes, read

from jianzhen.lake.entry import Did
from jianzhen.lake.errors import UnknownRowError
from jianzhen.lake.log import entries
from jianzhen.lake.place import Lake
from jianzhen.lake.withdraw import read_key, withdraw

FIRST = "event_id=E1,person_id=P1"


def test_what_is_withdrawn_stays_readable_before(lake: Lake) -> None:
    deliver(lake, {"sampling_crew": crew(("E1", "P1"), ("E2", "P1"))})
    entry = withdraw(lake, "sampling_crew", [read_key("sampling_crew", FIRST)], ACT)
    assert (entry.batch.did, entry.batch.changes["sampling_crew"].withdrawn) == (Did.WITHDRAW, 1)
    assert [row["event_id"] for row in read(lake, "sampling_crew")] == ["E2"]
    assert [row["event_id"] for row in read(lake, "sampling_crew", 1)] == ["E1", "E2"]


def test_what_was_withdrawn_can_be_delivered_again(lake: Lake) -> None:
    rows = {"sampling_crew": crew(("E1", "P1"))}
    deliver(lake, rows)
    withdraw(lake, "sampling_crew", [read_key("sampling_crew", FIRST)], ACT)
    assert read(lake, "sampling_crew") == []
    deliver(lake, rows)
    assert [len(read(lake, "sampling_crew", batch)) for batch in (1, 2, 3)] == [1, 0, 1]


def test_a_row_in_a_partition_is_withdrawn(lake: Lake) -> None:
    deliver(lake, {"observations": minutes(1, per_day=2)})
    key = read_key("observations", f"device_id={DEVICE},factor=a21026,cycle=分钟数据,at=2026-01-01 00:01")
    withdraw(lake, "observations", [key], ACT)
    assert [row["at"] for row in read(lake, "observations")] == [dt.datetime(2026, 1, 1)]


@pytest.mark.parametrize("key", ["event_id=E9,person_id=P1", FIRST])
def test_all_keys_must_be_there(lake: Lake, key: str) -> None:
    deliver(lake, {"sampling_crew": crew(("E1", "P1"), ("E2", "P1"))})
    withdraw(lake, "sampling_crew", [read_key("sampling_crew", FIRST)], ACT)
    keys = [read_key("sampling_crew", text) for text in ("event_id=E2,person_id=P1", key)]
    with pytest.raises(UnknownRowError, match="nothing was withdrawn"):
        withdraw(lake, "sampling_crew", keys, ACT)
    assert len(entries(lake)) == 2
    assert [row["event_id"] for row in read(lake, "sampling_crew")] == ["E2"]


def test_a_table_that_was_never_delivered(lake: Lake) -> None:
    with pytest.raises(UnknownRowError, match="sampling_crew"):
        withdraw(lake, "sampling_crew", [read_key("sampling_crew", FIRST)], ACT)


@pytest.mark.parametrize(
    ("table", "text", "key"),
    [
        ("organizations", "91640100MA0LAB0005", {"org_id": "91640100MA0LAB0005"}),
        ("sampling_crew", "event_id=a,b=c,person_id=P1", {"event_id": "a,b=c", "person_id": "P1"}),
        (
            "capabilities",
            "cert_no=1,parameter=化学需氧量,method=HJ 828-2017",
            {"cert_no": "1", "parameter_code": "COD", "method_code": "HJ 828-2017"},
        ),
        ("calibrations", "instrument_id=Y,done_on=2026-01-02", {"instrument_id": "Y", "done_on": dt.date(2026, 1, 2)}),
        (
            "report_results",
            "lab_id=L,report_no=R,line=7",
            {"lab_id": "L", "report_no": "R", "line": 7},
        ),
    ],
)
def test_keys_as_people_write_them(table: str, text: str, key: dict[str, object]) -> None:
    found = read_key(table, text)
    expected = {name: found[name] if name == "parameter_code" else value for name, value in key.items()}
    assert found == expected


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("nothing", "x"),
        ("sampling_crew", "E1"),
        ("sampling_crew", "event_id=E1"),
        ("report_results", "lab_id=L,report_no=R,line=x"),
    ],
)
def test_a_key_that_is_none_is_explained(table: str, text: str) -> None:
    with pytest.raises(UnknownRowError) as told:
        read_key(table, text)
    assert told.value.words.zh != told.value.words.en
