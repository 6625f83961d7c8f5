"""The roll-up: what packets say arrives once, also when it is interrupted, and leads back to its packet."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.support.gateway_packets import entry
from tests.support.hj212_packets import MN, sealed

from jianzhen.contract.arrow import schema
from jianzhen.gateway.journal import Journal, entry_of, journal_id, read_frame
from jianzhen.gateway.journal.own import UNANSWERED, own_entry
from jianzhen.gateway.rollup import FolderSink, LakeSink, roll_up
from jianzhen.hj212 import Keyring, Packet, decode, encode

DATA_TIME = ("DataTime", "20260801080000")


def of(cn, groups, flag=5):
    return entry_of(
        decode(encode(Packet("20260801090000000", "32", cn, "123456", MN, flag, cp=groups))), "p", 5_000_000
    )


@pytest.fixture
def folder(tmp_path):
    def fill(*entries):
        journal = Journal(tmp_path / "journal")
        journal.append(list(entries))
        journal.close()
        return tmp_path

    return fill


def rows(lake, table):
    return pa.concat_tables([pq.read_table(path) for path in sorted((lake / table).glob("*.parquet"))]).to_pylist()


def rolled(folder, tmp_path, **how):
    lake = tmp_path / "lake"
    return roll_up(folder, lake, FolderSink(lake), Keyring(), **how), lake


def test_an_hour_of_a_stack(folder, tmp_path):
    groups = [[DATA_TIME], [("a21026-Avg", "21.4"), ("a21026-Min", "18"), ("a21026-Max", "26.3"), ("a21026-Cou", "3.2"),
              ("a21026-ZsAvg", "24.8"), ("a21026-Flag", "N")]]  # fmt: skip
    told, lake = rolled(folder(of("2061", groups)), tmp_path)
    (row,) = rows(lake, "observations")
    said = {
        name: row[name] for name in ("device_id", "factor", "cycle", "avg", "min", "max", "total", "converted", "flag")
    }
    assert said == {
        "device_id": MN, "factor": "a21026", "cycle": "hour", "avg": 21.4, "min": 18, "max": 26.3, "total": 3.2,
        "converted": 24.8, "flag": "N",
    }  # fmt: skip
    assert (row["at"], row["received_at"]) == (datetime(2026, 8, 1, 8), datetime(1970, 1, 1, 0, 0, 5))
    assert row["backfilled"] is None
    assert row["source_file"] == f"journal:{journal_id(tmp_path / 'journal')}"
    assert read_frame(tmp_path / "journal", row["source_row"]).mn == MN
    assert pq.read_schema(next((lake / "observations").glob("*.parquet"))).equals(schema("observations"))
    assert (told.frames, told.rows["observations"]) == (1, 1)


def test_a_request_without_answer_is_a_fact_of_the_device(folder, tmp_path):
    asked = encode(Packet("20260801090000000", "32", "3020", "123456", MN, 5, cp=[[("PolId", "w01018")]]))
    told, lake = rolled(folder(own_entry(asked, UNANSWERED, 7_000_000)), tmp_path)
    (event,) = rows(lake, "device_events")
    said = {name: event[name] for name in ("device_id", "at", "kind", "name", "order_qn")}
    assert said == {
        "device_id": MN, "at": datetime(1970, 1, 1, 0, 0, 7), "kind": "no_answer", "name": "3020 PolId=w01018",
        "order_qn": "20260801090000000",
    }  # fmt: skip
    assert not told.left_out


def test_parameters_logs_restarts_exchanges_and_checks(folder, tmp_path):
    info = [[DATA_TIME], [("PolId", "w01018"), ("i13001-Info", "200.0"), ("i11001-Info", "//range set//")]]
    check = [[DATA_TIME], [("w01018-SampleRd", "98"), ("w01018-StandardValue", "100"), ("w01018-ResultType", "1")]]
    entries = [
        of("3020", info),
        of("2081", [[DATA_TIME], [("RestartTime", "20260801075900")]]),
        of("3019", [[DATA_TIME], [("PolId", "w01018"), ("w01018-SN", "NEW-1")]]),
        of("2062", check, 9),
    ]
    _, lake = rolled(folder(*entries), tmp_path)
    (parameter,) = rows(lake, "device_parameters")
    assert [parameter[name] for name in ("instrument", "name", "value", "value_text")] == [
        "w01018",
        "range",
        200,
        "200.0",
    ]
    events = {row["kind"]: row for row in rows(lake, "device_events")}
    assert events["log"]["after"] == "range set"
    assert events["restart"]["at"] == datetime(2026, 8, 1, 7, 59)
    assert events["serial_change"]["after"] == "NEW-1"
    (standard,) = rows(lake, "device_checks")
    assert (standard["expected"], standard["measured"], standard["passed"]) == (100, 98, True)


class Failing:
    """A sink that fails after it stored the batch, as if killed before it could say so."""

    def __init__(self, folder, times):
        self.sink, self.left, self.keys = FolderSink(folder), times, []

    def append(self, tables, key):
        self.sink.append(tables, key)
        self.keys.append(key)
        if self.left:
            self.left -= 1
            raise KeyboardInterrupt


def test_an_interrupted_batch_is_made_again_of_the_same_packets(folder, tmp_path):
    data = folder(*(entry(number * 1000) for number in range(10)))
    lake = tmp_path / "lake"
    sink = Failing(lake, 2)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            roll_up(data, lake, sink, Keyring(), batch=4)
        folder(entry(20_000), entry(30_000))
    roll_up(data, lake, sink, Keyring(), batch=4)
    assert sink.keys[0] == sink.keys[1] == sink.keys[2]
    assert len(set(sink.keys)) == 3
    found = rows(lake, "observations")
    assert len(found) == len({row["row_id"] for row in found}) == 12
    assert roll_up(data, lake, sink, Keyring()).frames == 0


def test_damaged_and_unread_packets_are_counted(folder, tmp_path):
    damaged = entry_of(decode(entry(5).raw.replace(b"45.2", b"95.2")), "p", 1)
    told, _ = rolled(folder(entry(0), damaged, of("9015", [])), tmp_path)
    assert told.left_out == {"damaged": 1, "no_facts": 1}


def test_into_the_lake_once(folder, tmp_path):
    deltalake = pytest.importorskip("deltalake")
    data = folder(*(entry(number * 1000) for number in range(5)))
    lake = tmp_path / "lake"
    assert roll_up(data, lake, LakeSink(lake), Keyring()).rows == {"observations": 5}
    next(data.glob("rollup-*.json")).unlink()  # forgotten: everything is handed over again
    roll_up(data, lake, LakeSink(lake), Keyring())
    assert deltalake.DeltaTable(str(lake / "tables" / "observations")).to_pyarrow_table().num_rows == 5


def test_bytes_that_are_no_text_hold_nobody_up(folder, tmp_path):
    odd = b"\xff\xfe\xed\xa0\x80"
    packets = [
        b"QN=20260801090000000;ST=32;CN=2061;PW=123456;MN=%b;Flag=5;CP=&&DataTime=20260801080000;w%b-Avg=1&&",
        b"QN=20260801090000001;ST=32;CN=3020;PW=123456;MN=%b;Flag=5;CP=&&DataTime=20260801080000;i11001-Info=//%b//&&",
        b"QN=20260801090000002;ST=45;CN=2011;PW=123456;MN=%b;Flag=9;CP=&&DataTime=20260801080000;p99101-Rtd=%b&&",
    ]
    entries = [entry_of(decode(sealed(packet % (odd, odd))), "p", 1) for packet in packets]
    good = of("2061", [[DATA_TIME], [("w01018-Avg", "2"), ("w01018-Flag", "N")]])
    told, lake = rolled(folder(*entries, good), tmp_path)
    assert told.frames == 4
    assert MN in {row["device_id"] for row in rows(lake, "observations")}
    written_out = "\\udcff\\udcfe\\udced\\udca0\\udc80"
    for table in ("observations", "device_events", "marks"):
        assert written_out in {row["device_id"] for row in rows(lake, table)}
    assert rows(lake, "device_events")[0]["after"] == written_out


@pytest.mark.parametrize("form", [[[("PolId", "w01018")], [("w01018-SN", "NEW-1")]], [[("w01018-SN", "NEW-1")]]])
def test_a_serial_number_comes_without_a_time_and_has_that_of_its_receipt(folder, tmp_path, form):
    """The form of HJ 212-2017, table C.42: PolId and serial number, no DataTime."""
    _, lake = rolled(folder(of("3019", form, 4)), tmp_path)
    (event,) = rows(lake, "device_events")
    said = (event["kind"], event["name"], event["after"], event["at"])
    assert said == ("serial_change", "w01018", "NEW-1", datetime(1970, 1, 1, 0, 0, 5))


def test_a_time_that_is_none_is_not_replaced(folder, tmp_path):
    told, _ = rolled(folder(of("3019", [[("DataTime", "20261301000000")], [("w01018-SN", "NEW-1")]])), tmp_path)
    assert (told.rows, told.left_out) == ({}, {"no_facts": 1})
