from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise

from jianzhen.contract.codes import code_list
from jianzhen.contract.reference import methods_rows
from jianzhen.synth import Region
from jianzhen.synth.bench import READING

PARAMETER = code_list("parameter")


def test_samples_are_analysed_after_they_came_in(clean: Region) -> None:
    for visit in clean.visits:
        received = {sample["sample_no"]: sample["received_at"] for sample in visit.samples}
        for run in visit.runs:
            assert run["started_at"] > received[run["sample_no"]]


def test_no_analysis_is_shorter_than_its_method(clean: Region) -> None:
    least = {(row["method"], row["parameter"]): row["min_duration_min"] for row in methods_rows()}
    judged = 0
    for row in clean.tables["results"]:
        shortest = least.get((row["method"], PARAMETER.resolve(row["parameter"])))
        if shortest:
            judged += 1
            assert (row["analysed_to_at"] - row["analysed_from_at"]).total_seconds() / 60 >= shortest
    assert judged > 100


def test_no_sample_waits_longer_than_it_keeps(clean: Region) -> None:
    keeps = {(row["method"], row["parameter"]): row["holding_time_h"] for row in methods_rows()}
    collected = {sample["sample_no"]: sample["collected_to_at"] for sample in clean.tables["samples"]}
    for row in clean.tables["results"]:
        most = keeps.get((row["method"], PARAMETER.resolve(row["parameter"])))
        if most:
            assert row["analysed_from_at"] - collected[row["sample_no"]] <= dt.timedelta(hours=float(most))


def test_an_instrument_with_one_cell_runs_one_sample_at_a_time(clean: Region) -> None:
    kinds = {row["instrument_id"]: row["kind"] for row in clean.tables["instruments"]}
    runs = defaultdict(list)
    for row in clean.tables["analysis_runs"]:
        if kinds[row["instrument_id"]] in READING:
            runs[row["instrument_id"]].append(row)
    assert len(runs) == 6
    for rows in runs.values():
        rows.sort(key=lambda row: row["started_at"])
        assert all(a["ended_at"] <= b["started_at"] for a, b in pairwise(rows))
