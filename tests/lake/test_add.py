from __future__ import annotations

import datetime as dt
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from tests.support.lakes import ACT, START, crew, deliver, minutes, read, staged

from jianzhen.contract.arrow import schema
from jianzhen.lake import changes, columns, snapshot
from jianzhen.lake.add import add
from jianzhen.lake.compact import compact
from jianzhen.lake.entry import Act, Did
from jianzhen.lake.log import Entry, entries
from jianzhen.lake.place import Lake, open_or_make
from jianzhen.lake.verify import verify
from jianzhen.lake.withdraw import read_key, withdraw


def _hours(rows: list[dict[str, Any]]) -> dict[str, list[int]]:
    found = defaultdict(list)
    for row in rows:
        found[f"{row['event_id']} {row['person_id']}"].append(row["signed_in_at"].hour)
    return {key: sorted(hours) for key, hours in found.items()}


def _counts(entry: Entry, table: str) -> tuple[int, int, int]:
    change = entry.batch.changes[table]
    return change.added, change.corrected, change.repeated


def test_a_batch_records_who_when_why_and_from_what(lake: Lake) -> None:
    before = dt.datetime.now(dt.UTC)
    deliver(lake, {"sampling_crew": crew(("E1", "P1"))})
    [entry] = entries(lake)
    batch = entry.batch
    assert (batch.number, batch.did, batch.act) == (1, Did.ADD, ACT)
    beijing = batch.at.replace(tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert before <= beijing <= dt.datetime.now(dt.UTC)
    assert batch.changes["sampling_crew"].read == 1


def test_what_is_delivered_again_is_counted_and_not_stored(lake: Lake) -> None:
    rows = {"sampling_crew": crew(("E1", "P1"), ("E2", "P1"))}
    deliver(lake, rows)
    again = deliver(lake, rows)
    assert _counts(again, "sampling_crew") == (0, 0, 2)
    assert again.batch.versions == entries(lake)[0].batch.versions
    assert len(read(lake, "sampling_crew")) == 2


def test_a_correction_is_a_new_revision_and_the_older_one_stays_readable(lake: Lake) -> None:
    deliver(lake, {"sampling_crew": crew(("E1", "P1"), ("E2", "P1"))})
    entry = deliver(lake, {"sampling_crew": [*crew(("E1", "P1"), hour=9), *crew(("E3", "P1"))]})
    assert _counts(entry, "sampling_crew") == (1, 1, 0)
    assert _hours(read(lake, "sampling_crew")) == {"E1 P1": [9], "E2 P1": [8], "E3 P1": [8]}
    assert _hours(read(lake, "sampling_crew", 1)) == {"E1 P1": [8], "E2 P1": [8]}


def test_a_correction_can_be_taken_back(lake: Lake) -> None:
    for hour in (8, 9, 8):
        entry = deliver(lake, {"sampling_crew": crew(("E1", "P1"), hour=hour)})
    assert _counts(entry, "sampling_crew") == (0, 1, 0)
    assert [_hours(read(lake, "sampling_crew", n))["E1 P1"] for n in (1, 2, 3)] == [[8], [9], [8]]


def test_rows_of_one_delivery_that_contradict_each_other_all_count(lake: Lake) -> None:
    both = [*crew(("E1", "P1"), hour=8), *crew(("E1", "P1"), hour=9)]
    assert _counts(deliver(lake, {"sampling_crew": both}), "sampling_crew") == (2, 0, 0)
    assert _counts(deliver(lake, {"sampling_crew": both}), "sampling_crew") == (0, 0, 2)
    assert _hours(read(lake, "sampling_crew")) == {"E1 P1": [8, 9]}
    # Delivering one of the two alone settles which is right.
    assert _counts(deliver(lake, {"sampling_crew": both[:1]}), "sampling_crew") == (0, 1, 0)
    assert _hours(read(lake, "sampling_crew")) == {"E1 P1": [8]}
    assert _counts(deliver(lake, {"sampling_crew": both}), "sampling_crew") == (0, 2, 0)


def test_an_empty_part_of_a_key_equals_itself(lake: Lake) -> None:
    row = {"person_id": "P1", "org_id": "91640100MA0LAB0005", "kind": "sampling", "valid_from_on": dt.date(2026, 1, 1)}
    deliver(lake, {"authorizations": [row, row | {"category": "water"}]})
    entry = deliver(lake, {"authorizations": [row | {"valid_to_on": dt.date(2026, 2, 1)}]})
    assert _counts(entry, "authorizations") == (0, 1, 0)
    assert len(read(lake, "authorizations")) == 2


def test_a_parameter_by_another_name_is_the_same_key(lake: Lake) -> None:
    row = {
        "lab_id": "91640100MA0LAB0005",
        "sample_no": "S1",
        "parameter": "化学需氧量",
        "method": "HJ 828-2017",
        "value_text": "25",
        "unit": "mg/L",
    }
    deliver(lake, {"results": [row]})
    entry = deliver(lake, {"results": [row | {"parameter": "COD"}]})
    assert _counts(entry, "results") == (0, 1, 0)
    assert [found["parameter"] for found in read(lake, "results")] == ["COD"]


def test_tables_of_one_delivery_share_a_batch_and_others_stay(lake: Lake) -> None:
    deliver(lake, {"sampling_crew": crew(("E1", "P1")), "observations": minutes(2)})
    entry = deliver(lake, {"sampling_crew": crew(("E2", "P1"))})
    first, second = (one.batch.versions for one in entries(lake))
    assert set(first) == {"sampling_crew", "observations"}
    assert second["observations"] == first["observations"]
    assert second["sampling_crew"] > first["sampling_crew"]
    assert set(entry.batch.changes) == {"sampling_crew"}


def test_observations_lie_by_cycle_and_day_and_files_are_complete(lake: Lake) -> None:
    deliver(lake, {"observations": minutes(3)})
    found = sorted(lake.table("observations").glob("partition_cycle=minute/partition_day=*/*.parquet"))
    assert [path.parent.name for path in found] == [f"partition_day=2026-01-0{day}" for day in (1, 2, 3)]
    with pq.ParquetFile(found[0]) as one:
        assert set(schema("observations").names) <= set(one.schema_arrow.names)
        assert one.read(["at"])["at"][0].as_py() == START


def test_only_the_days_delivered_are_compared(lake: Lake) -> None:
    deliver(lake, {"observations": minutes(3)})
    for path in lake.table("observations").glob("partition_cycle=minute/partition_day=2026-01-0[23]/*.parquet"):
        path.write_bytes(b"")  # were it read, the delivery would fail
    entry = deliver(lake, {"observations": minutes(1, value=2.0)})
    assert _counts(entry, "observations") == (0, 3, 0)


def test_a_column_that_the_contract_gains_is_null_before(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def older(table: str) -> pa.Schema:
        return pa.schema([field for field in schema(table) if field.name != "signed_out_at"])

    source = staged(tmp_path, {"sampling_crew": crew(("E1", "P1"))})
    short = pq.read_table(source["sampling_crew"]).drop_columns(["signed_out_at"])
    pq.write_table(short, source["sampling_crew"])
    with monkeypatch.context() as patch:
        for module in (columns, changes):
            patch.setattr(module, "schema", older)
            patch.setattr(module, "content_names", lambda _: ("row_id", "event_id", "person_id"), raising=False)
        add(lake, source, ACT)
    out = START + dt.timedelta(hours=12)
    rows = [row | {"signed_out_at": out} for row in crew(("E1", "P1"), ("E2", "P1"))]
    assert _counts(deliver(lake, {"sampling_crew": rows}), "sampling_crew") == (1, 1, 0)
    assert [row.get("signed_out_at") for row in read(lake, "sampling_crew", 1)] == [None]
    assert [row["signed_out_at"] for row in read(lake, "sampling_crew")] == [out, out]
    assert verify(lake).whole


def test_rows_without_their_key_are_refused(lake: Lake, tmp_path: Path) -> None:
    source = staged(tmp_path, {"sampling_crew": [*crew(("E1", "P1")), {"event_id": "E2"}]})
    with pytest.raises(ValueError, match="person_id"):
        add(lake, source, ACT)
    assert entries(lake) == []


def test_an_empty_delivery_is_a_batch_too(lake: Lake) -> None:
    assert deliver(lake, {"sampling_crew": []}).batch.changes == {}
    assert snapshot.snapshot(lake.folder).versions == {}


_KEYS = [(f"E{n}", "P1") for n in range(3)]
_SAID = st.dictionaries(st.sampled_from(_KEYS), st.sets(st.integers(1, 3), min_size=1, max_size=2), min_size=1)
_ACTS = st.lists(st.one_of(_SAID, st.sampled_from(_KEYS), st.just("compact")), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(_ACTS)
def test_every_batch_shows_what_had_been_said_by_then(acts: list[Any]) -> None:
    """Against a model that is one dictionary per batch."""
    with tempfile.TemporaryDirectory() as folder:
        lake = open_or_make(Path(folder) / "lake")
        now: dict[str, list[int]] = {}
        states = []
        for act in acts:
            if isinstance(act, dict):
                rows = [row for key, hours in act.items() for hour in hours for row in crew(key, hour=hour)]
                deliver(lake, {"sampling_crew": rows})
                now = now | {" ".join(key): sorted(hours) for key, hours in act.items()}
            elif act == "compact":
                if compact(lake, Act("o"), keep_days=0) is None:
                    continue
            elif " ".join(act) in now:
                key = read_key("sampling_crew", f"event_id={act[0]},person_id={act[1]}")
                withdraw(lake, "sampling_crew", [key], Act("o", "r"))
                now = {key: hours for key, hours in now.items() if key != " ".join(act)}
            else:
                continue
            states.append(now)
        for number, state in enumerate(states, 1):
            assert _hours(read(lake, "sampling_crew", number)) == state
        assert verify(lake).faults == []
