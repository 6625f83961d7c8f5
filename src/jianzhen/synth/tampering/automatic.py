"""Automatic data that were held or recalculated."""

from __future__ import annotations

from itertools import pairwise

from jianzhen.synth.operation import HOUR
from jianzhen.synth.region import Label, Region, Row
from jianzhen.synth.telemetry import convert
from jianzhen.words import Words

HELD = 30
WRONG = 40
TOO_LITTLE_OXYGEN = 3.0


def _hours(region: Region, device: str, factor: str, count: int) -> list[Row]:
    """Choose a stretch of normal hours of one factor in the second half of the period."""
    rows = [row for row in region.tables["observations"] if row["device_id"] == device and row["factor"] == factor]
    starts = [start for start in range(len(rows) // 2, len(rows) - count) if _is_normal(rows[start : start + count])]
    start = region.rng.choice(starts)
    return rows[start : start + count]


def _is_normal(rows: list[Row]) -> bool:
    return all(row["flag"] == "N" for row in rows) and all(b["at"] - a["at"] == HOUR for a, b in pairwise(rows))


def _oxygen(region: Region, device: str) -> dict[object, float]:
    return {row["at"]: row["avg"] for row in region.tables["observations"]
            if row["device_id"] == device and row["factor"] == "a19001"}  # fmt: skip


def _gas_devices(region: Region) -> list[str]:
    return [row["device_id"] for row in region.tables["devices"] if row["kind"] == "gas"]


def signal_held(region: Region) -> Label:
    """NOx stands still for thirty hours at its usual level while the boiler goes on (OC-30)."""
    device = _gas_devices(region)[0]
    rows, oxygen = _hours(region, device, "a21002", HELD), _oxygen(region, device)
    level = sorted(row["avg"] for row in rows)[HELD // 2]
    for row in rows:
        row.update(avg=level, min=level, max=level, converted=convert(level, oxygen[row["at"]]))
    return Label(
        "signal_held", "OC-30", device, rows[0]["at"], rows[-1]["at"] + HOUR,
        Words("氮氧化物连续 30 小时不变", "NOx does not change for thirty hours"),
        tuple(("observations", row) for row in rows),
    )  # fmt: skip


def converted_with_other_oxygen(region: Region) -> Label:
    """SO2 is converted with less oxygen than was measured, so that it stays below the limit (OC-23)."""
    device = _gas_devices(region)[1]
    rows, oxygen = _hours(region, device, "a21026", WRONG), _oxygen(region, device)
    for row in rows:
        row["converted"] = convert(row["avg"], oxygen[row["at"]] - TOO_LITTLE_OXYGEN)
    return Label(
        "converted_with_other_oxygen", "OC-23", device, rows[0]["at"], rows[-1]["at"] + HOUR,
        Words("折算用的氧含量低于实测", "converted with less oxygen than measured"),
        tuple(("observations", row) for row in rows),
    )  # fmt: skip
