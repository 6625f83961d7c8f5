"""A small data set whose leads use every part of a report: documents, a series, two laboratories, hostile text."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LAB, OTHER_LAB, PLANT = "91640100MA0LAB0005", "91640100MA00M0007W", "91640200MA0PLANT5F"
MN = "64020000000000000000AB01"
HOSTILE = "<script>document.title='broken'</script>\"'&检测"
FORMULA = '=HYPERLINK("http://example.org","x")'
RULES = "person_two_places,travel_time_impossible,analysis_before_sampling,cert_expired_report,constant_value"
HOURS = 40 * 24
FROZEN = slice(300, 330)
"""Hours during which the value stands still."""

Rows = Sequence[Mapping[str, Any]]


def tables() -> dict[str, Rows]:
    """Rows by table, as a person would hand them in."""
    return {
        "organizations": [
            {"org_id": LAB, "name": HOSTILE, "kind": "lab", "region": "640100", "phone": "0951-0000000"},
            {"org_id": PLANT, "name": "示例电厂", "kind": "discharger"},
        ],
        "sampling_events": [
            _event("E1", FORMULA, "2024-05-01 10:00", "2024-05-01 11:00", 106.0),
            _event("E2", "南厂总排口", "2024-05-01 10:20", "2024-05-01 11:30", 106.5),
            _event("E3", "西厂总排口", "2024-05-02 10:20", "2024-05-02 11:30", None),
            _event("E4", "东厂总排口", "2024-05-01 14:00", "2024-05-01 15:00", 106.5),
        ],
        "sampling_crew": [
            {"event_id": f"E{number}", "person_id": person}
            for number, person in ((1, "P001"), (2, "P001"), (3, "P002"), (4, "P001"))
        ],
        "samples": [
            {"sample_no": "S9", "lab_id": OTHER_LAB, "collected_from_at": "2024-06-03 09:00",
             "collected_to_at": "2024-06-03 09:20", "received_at": "2024-06-03 15:00"},
        ],
        "results": [
            {"lab_id": OTHER_LAB, "sample_no": "S9", "parameter": "化学需氧量", "method": "HJ 828-2017",
             "value_text": "25", "unit": "mg/L", "analysed_from_at": "2024-06-02 09:00",
             "analysed_to_at": "2024-06-02 11:30"},
        ],
        "certificates": [
            {"cert_no": "C1", "org_id": OTHER_LAB, "issued_on": "2018-03-10", "expires_on": "2024-03-09"},
        ],
        "reports": [
            {"lab_id": OTHER_LAB, "report_no": "R1", "copy": "original", "kind": "entrusted", "cert_no": "C1",
             "category": "water", "issued_at": "2024-06-10 10:00"},
        ],
        "devices": [{"device_id": MN, "outlet_id": "DA001", "kind": "gas"}],
        "outlets": [{"outlet_id": "DA001", "org_id": PLANT, "kind": "air"}],
        "observations": _observations(),
    }  # fmt: skip


def write_data(folder: Path) -> Path:
    """Write the tables as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def _event(event_id: str, site: str, start: str, end: str, lon: float | None) -> dict[str, Any]:
    return {
        "event_id": event_id, "lab_id": LAB, "site_name": site, "category": "water", "started_at": start,
        "ended_at": end, "lon": lon, "lat": None if lon is None else 38,
    }  # fmt: skip


def _observations() -> list[dict[str, Any]]:
    start, rng = dt.datetime(2026, 1, 1), random.Random(5)
    found = []
    for factor, level, spread in (("a21026", 35.0, 4.0), ("a00000", 90.0, 6.0)):
        value, held = level, None
        for hour in range(HOURS):
            value += 0.3 * (level - value) + rng.gauss(0, spread)
            shown = round(max(value, 0.0), 2)
            if factor == "a21026" and FROZEN.start <= hour < FROZEN.stop:
                shown = held = held if held is not None else shown
            found.append(
                {"device_id": MN, "factor": factor, "cycle": "hour", "at": start + dt.timedelta(hours=hour),
                 "avg": shown, "flag": "N"}
            )  # fmt: skip
    return found
