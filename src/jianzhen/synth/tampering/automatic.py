"""Automatic data that were held or recalculated."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.dimensions import HOUR
from jianzhen.synth.frame import Array
from jianzhen.synth.labels import Label
from jianzhen.synth.tampering.ground import Ground
from jianzhen.synth.telemetry import convert
from jianzhen.words import Words

HELD = (10, 48)
WRONG = (24, 90)
TOO_LITTLE_OXYGEN = (1.5, 3.5)


def _hours(ground: Ground, factor: str, count: int) -> Array:
    """Choose a stretch of normal hours of one factor.

    Raises:
        LookupError: There is none so long.
    """
    table = ground.world["observations"]
    rows = table.rows(factor=factor)
    normal = np.convolve(table["flag"][rows] == "N", np.ones(count), "valid") == count
    starts = np.flatnonzero(normal)
    if not len(starts):
        raise LookupError("no stretch of normal hours is so long")
    start = ground.at.choice(starts.tolist())
    return np.asarray(rows[start : start + count])


def _oxygen(ground: Ground, rows: Array) -> Array:
    table = ground.world["observations"]
    return np.asarray(table["avg"][table.rows(factor="a19001", at=table["at"][rows])])


def signal_held(ground: Ground) -> Label:
    """A signal stands still at its usual level while the plant goes on (OC-30)."""
    gas = len(ground.world["observations"].rows(factor="a21002")) > 0
    rows = _hours(ground, "a21002" if gas else "w01018", ground.at.randint(*HELD))
    table = ground.world["observations"]
    level = float(np.sort(table["avg"][rows])[len(rows) // 2])
    for name in ("avg", "min", "max"):
        table[name][rows] = level
    if gas:
        table["converted"][rows] = convert(table["avg"][rows], _oxygen(ground, rows))
    return _label(
        ground, "signal_held", "OC-30", rows, Words("信号连续若干小时不变", "a signal does not change for hours")
    )


def converted_with_other_oxygen(ground: Ground) -> Label:
    """SO2 is converted with less oxygen than was measured, so that it stays below the limit (OC-23)."""
    rows = _hours(ground, "a21026", ground.at.randint(*WRONG))
    table = ground.world["observations"]
    less = ground.at.uniform(*TOO_LITTLE_OXYGEN)
    table["converted"][rows] = convert(table["avg"][rows], _oxygen(ground, rows) - less)
    return _label(ground, "converted_with_other_oxygen", "OC-23", rows,
                  Words("折算用的氧含量低于实测", "converted with less oxygen than measured"))  # fmt: skip


def _label(ground: Ground, behaviour: str, case: str, rows: Array, what: Words) -> Label:
    table = ground.world["observations"]
    span = (int(table["at"][rows[0]]), int(table["at"][rows[-1]]) + HOUR)
    return ground.label(
        behaviour, case, span, what, (("observations", rows),), subject=str(table["device_id"][rows[0]])
    )
