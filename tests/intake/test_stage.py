"""What staging keeps, sets aside and tells."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.intake.faults import Severity
from jianzhen.intake.stage import stage

LAB = "91640100MA0LAB0005"


def test_a_clean_table_is_staged_with_the_schema_of_the_contract(folder, event, rows):
    folder.events(event("E1"), event("E2"))
    staged = folder.stage()
    assert len(staged.faults) == 0
    assert staged.structural == ()
    table = staged.tables["sampling_events"]
    assert (table.rows, table.set_aside, table.repeated) == (2, 0, 0)
    assert table.columns_present == {"event_id", "lab_id", "category", "started_at", "ended_at"}
    assert pq.read_schema(table.path).equals(schema("sampling_events"))
    first = rows(staged, "sampling_events")[0]
    assert first["started_at"] == datetime(2026, 3, 1, 9)
    assert (first["source_file"], first["source_row"]) == ("sampling_events.csv", 2)
    assert first["site_name"] is None


def test_rows_keep_the_order_of_files_and_lines(folder, event, rows):
    folder.events(*(event(f"B{number}") for number in range(300)), name="sampling_events_2026-02.csv")
    folder.events(*(event(f"A{number}") for number in range(300)), name="sampling_events_2026-01.csv")
    found = [row["event_id"] for row in rows(folder.stage(), "sampling_events")]
    assert found == [f"{letter}{number}" for letter in "AB" for number in range(300)]


def test_a_faulty_cell_becomes_null_and_its_row_stays(folder, event, rows):
    folder.events(event() + ",1 234", more=",load_pct")
    staged = folder.stage()
    (fault,) = staged.faults
    assert (fault.code, fault.file, fault.row, fault.column) == (
        "number.separator",
        "sampling_events.csv",
        2,
        "load_pct",
    )
    assert fault.found == "1 234"
    assert rows(staged, "sampling_events")[0]["load_pct"] is None


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"lab_id": ""}, "required.missing"),
        ({"started_at": "1900-01-01 09:00"}, "time.year"),
        ({"ended_at": "9999-12-31 00:00"}, "time.year"),
        ({"started_at": "soon"}, "time.unreadable"),
        ({"event_id": ""}, "required.missing"),
    ],
)
def test_a_row_without_a_required_value_is_set_aside_and_told(folder, event, rows, cells, code):
    folder.events(event("E0"), event(**cells))
    staged = folder.stage()
    assert [fault.code for fault in staged.faults] == [code]
    assert staged.tables["sampling_events"].set_aside == 1
    assert [row["event_id"] for row in rows(staged, "sampling_events")] == ["E0"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"lab_id": "91640100MA0LAB0004"}, "form.uscc"),
        ({"category": "nothing such"}, "code.unknown"),
    ],
)
def test_a_text_that_no_list_knows_is_a_fault_and_still_a_fact(folder, event, rows, cells, code):
    folder.events(event(**cells))
    staged = folder.stage()
    assert [fault.code for fault in staged.faults] == [code]
    assert staged.tables["sampling_events"].set_aside == 0
    [row] = rows(staged, "sampling_events")
    assert cells.items() <= row.items()


def test_chinese_names_titles_and_codes_mean_the_same(folder, rows):
    folder.write(
        "采样记录.csv",
        "采样记录编号,监测机构代码,监测类别,采样开始时间,采样结束时间,生产负荷（%）\n"
        f"E1,{LAB},废气,2026/3/1 9:00,2026年3月1日10时05分,８５\n",
        "gb18030",
    )
    staged = folder.stage()
    assert len(staged.faults) == 0
    (row,) = rows(staged, "sampling_events")
    assert (row["category"], row["ended_at"], row["load_pct"]) == ("exhaust", datetime(2026, 3, 1, 10, 5), 85.0)


def test_results_keep_their_text_and_get_derived_columns(folder, rows):
    folder.write(
        "results.csv",
        "lab_id,sample_no,parameter,method,value_text,unit\n"
        f"{LAB},S1,化学需氧量,HJ828-2017,<4,mg/L\n{LAB},S2,COD,HJ 828-2017,0.50,mg/l\n",
    )
    first, second = rows(folder.stage(), "results")
    assert (first["parameter"], first["parameter_code"]) == ("化学需氧量", "w01018")
    assert second["parameter_code"] == "w01018"
    assert first["method_code"] == second["method_code"] == "HJ 828-2017"
    assert (first["value_text"], first["value_text_num"], first["value_text_below"]) == ("<4", 4.0, True)
    assert (second["value_text"], second["value_text_num"], second["value_text_decimals"]) == ("0.50", 0.5, 2)
    assert first["unit_code"] == second["unit_code"]


def test_own_source_columns_lead_back_to_the_original(folder, event, rows):
    folder.events(event("E1") + ",a.xlsx#结果,17", event("E2") + ",,", more=",source_file,source_row")
    first, second = rows(folder.stage(), "sampling_events")
    assert (first["source_file"], first["source_row"]) == ("a.xlsx#结果", 17)
    assert (second["source_file"], second["source_row"]) == ("sampling_events.csv", 3)


def test_received_at_is_the_arrival_where_a_table_has_no_own(folder, event, rows):
    folder.events(event() + ",2026-03-02 08:00", more=",received_at")
    (row,) = rows(folder.stage(), "sampling_events")
    assert row["ingested_at"] == datetime(2026, 3, 2, 8)


def test_sources_are_named_below_the_data_with_digest_and_size(folder, event):
    path = folder.events(event())
    (source,) = folder.stage().sources
    content = path.read_bytes()
    assert (
        source.name,
        source.sha256,
        source.size,
    ) == ("sampling_events.csv", hashlib.sha256(content).hexdigest(), len(content))


def test_ids_depend_on_nothing_but_the_row(folder, event, rows, tmp_path):
    folder.events(event("E1"), event("E2"))
    elsewhere = tmp_path / "elsewhere" / "deeper"
    elsewhere.mkdir(parents=True)
    (elsewhere / "采样记录.csv").write_bytes((folder.data / "sampling_events.csv").read_bytes())
    here = [row["row_id"] for row in rows(folder.stage(), "sampling_events")]
    there = [row["row_id"] for row in rows(stage(elsewhere, tmp_path / "other"), "sampling_events")]
    assert here == there


def test_nothing_but_the_tables_is_left_in_the_work_folder(folder, event):
    folder.events(event())
    folder.stage()
    assert [path.name for path in folder.work.iterdir()] == ["sampling_events.parquet"]


def test_nothing_is_left_when_reading_stops(folder, event, monkeypatch):
    folder.events(event())
    monkeypatch.setattr("jianzhen.intake.parts.verify_references", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        folder.stage()
    assert list(folder.work.iterdir()) == []


def test_reversed_times_are_told_and_kept(folder, event, rows):
    folder.events(event(started_at="2026-03-01 10:00", ended_at="2026-03-01 09:00"))
    staged = folder.stage()
    (fault,) = staged.faults
    assert (fault.code, fault.column) == ("pair.reversed", "ended_at")
    assert fault.found == "2026-03-01 10:00:00.000000 > 2026-03-01 09:00:00.000000"
    assert len(rows(staged, "sampling_events")) == 1


def test_an_unlisted_parameter_is_a_warning_and_kept(folder, rows):
    folder.write(
        "results.csv",
        f"lab_id,sample_no,parameter,method,value_text,unit\n{LAB},S1,没有的项目,HJ 828-2017,4,mg/L\n",
    )
    staged = folder.stage()
    assert [(fault.severity, fault.code) for fault in staged.faults] == [(Severity.WARNING, "code.unlisted")]
    assert rows(staged, "results")[0]["parameter"] == "没有的项目"


def test_a_table_without_rows_is_staged_empty(folder):
    folder.events()
    staged = folder.stage()
    assert staged.tables["sampling_events"].rows == 0
    assert pq.read_table(staged.tables["sampling_events"].path).num_rows == 0


def test_tables_come_in_the_order_of_the_contract(folder, event):
    folder.events(event())
    folder.write("organizations.csv", f"org_id,name,kind\n{LAB},某机构,lab\n")
    assert list(folder.stage().tables) == ["organizations", "sampling_events"]


def test_institutions_may_be_older_than_facts(folder, rows):
    folder.write("organizations.csv", f"org_id,name,kind,registered_on\n{LAB},某机构,lab,1958-06-01\n")
    staged = folder.stage()
    assert len(staged.faults) == 0
    assert rows(staged, "organizations")[0]["registered_on"] == date(1958, 6, 1)


def test_parquet_keeps_its_types(folder, rows):
    table = pa.table(
        {
            "event_id": ["E1"],
            "lab_id": pa.array([LAB]).dictionary_encode(),
            "category": ["exhaust"],
            "started_at": pa.array([datetime(2026, 3, 1, 1)], pa.timestamp("ns", "UTC")),
            "ended_at": pa.array([datetime(2026, 3, 1, 10)], pa.timestamp("ms")),
            "load_pct": pa.array([85], pa.int32()),
            "planned_count": pa.array([3.0]),
        }
    )
    pq.write_table(table, folder.data / "sampling_events.parquet")
    staged = folder.stage()
    assert list(staged.faults) == []
    (row,) = rows(staged, "sampling_events")
    assert (row["started_at"], row["ended_at"]) == (datetime(2026, 3, 1, 9), datetime(2026, 3, 1, 10))
    assert (row["load_pct"], row["planned_count"], row["source_row"]) == (85.0, 3, 1)


def test_staging_what_was_staged_changes_no_id(folder, event, rows, tmp_path):
    folder.events(event("E1"), event("E2"))
    first = folder.stage()
    again = tmp_path / "again"
    again.mkdir()
    staged = pq.read_table(first.tables["sampling_events"].path)
    names = [column.name for column in TABLES["sampling_events"].columns]
    pq.write_table(staged.select([*names, "row_id"]), again / "sampling_events.parquet")
    second = stage(again, tmp_path / "work2")
    assert list(second.faults) == []
    ids = [[row["row_id"] for row in rows(read, "sampling_events")] for read in (first, second)]
    assert ids[0] == ids[1]


def test_nothing_at_the_path_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        stage(tmp_path / "nothing", tmp_path / "work")
