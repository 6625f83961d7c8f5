from __future__ import annotations

from collections import Counter

import pytest

from jianzhen.synth import Region
from jianzhen.synth.region import HOURS
from jianzhen.synth.telemetry import AIR, DEVICES, GASES, REFERENCE, convert


def test_every_factor_reports_every_hour(clean: Region) -> None:
    hours = Counter((row["device_id"], row["factor"]) for row in clean.tables["observations"])
    assert set(hours.values()) == {HOURS}
    assert len(clean.tables["devices"]) == DEVICES


def test_converted_values_follow_from_oxygen(clean: Region) -> None:
    oxygen = {(row["device_id"], row["at"]): row["avg"] for row in clean.tables["observations"]
              if row["factor"] == "a19001"}  # fmt: skip
    converted = [row for row in clean.tables["observations"] if row["converted"] is not None]
    assert {row["factor"] for row in converted} == set(GASES)
    for row in converted:
        due = row["avg"] * (AIR - REFERENCE) / (AIR - oxygen[row["device_id"], row["at"]])
        assert row["converted"] == pytest.approx(due, abs=0.006)


def test_minimum_mean_and_maximum_are_in_order(clean: Region) -> None:
    assert all(row["min"] <= row["avg"] + 0.01 and row["avg"] <= row["max"] + 0.01
               for row in clean.tables["observations"])  # fmt: skip


def test_stops_are_flagged(clean: Region) -> None:
    gas = next(row for row in clean.tables["devices"] if row["kind"] == "gas")
    flags = Counter(row["flag"] for row in clean.tables["observations"] if row["device_id"] == gas["device_id"])
    assert flags["F"]
    assert flags["M"]
    assert flags["N"] > flags["F"]


def test_more_oxygen_means_more_dilution_to_undo() -> None:
    assert convert(10, 6.0) == 10
    assert convert(10, 12.0) > convert(10, 9.0)
