"""True concentrations: what a plant discharges, how a day differs from another, and a sample from the next."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.cast import Outlet
from jianzhen.synth.chance import stream
from jianzhen.synth.frame import Array
from jianzhen.synth.items import ITEMS
from jianzhen.synth.world import World

RAW_WATER = 9.0
"""How much more enters a treatment plant than leaves it."""

UPWIND = 0.6
MOST = 0.55
"""Of the limit: the usual level of an outlet that complies."""

BREACHES = 0.004
"""Share of outlet and parameter pairs that run above their limit, and say so."""


def levels(world: World, outlets: list[Outlet]) -> Array:
    """The usual concentration of each item at each outlet."""
    rng = stream(world.dimensions.seed, "levels", world.laboratory.number)
    median = np.array([item.median for item in ITEMS])
    spread = np.array([item.spread for item in ITEMS])
    limit = np.array([item.limit for item in ITEMS])
    usual = median * np.exp(spread * rng.normal(size=(len(outlets), len(ITEMS))))
    usual = np.minimum(usual, np.where(spread > 0.05, MOST, 0.93) * limit)  # noqa: PLR2004 - pH and noise hardly vary
    high = (rng.random(usual.shape) < BREACHES) & (spread > 0.05)  # noqa: PLR2004
    usual = np.where(high, limit * rng.uniform(1.0, 1.3, usual.shape), usual)
    factor = np.array([RAW_WATER if outlet.inlet else 1.0 for outlet in outlets])
    return np.asarray(np.where(spread > 0.05, usual * factor[:, None], usual))  # noqa: PLR2004


def draw_values(world: World, rows_outlet: Array, rows_visit: Array, usual: Array) -> Array:
    """Draw the concentration of every item in every sample."""
    rng = stream(world.dimensions.seed, "values", world.laboratory.number)
    spread = np.array([item.spread for item in ITEMS])
    day = np.exp(0.35 * spread * rng.normal(size=(len(world.visits), len(ITEMS))))
    bottle = np.exp(0.2 * spread * rng.normal(size=(len(rows_outlet), len(ITEMS))))
    drawn = usual[rows_outlet] * day[rows_visit] * bottle
    for number, item in enumerate(ITEMS):
        if item.part_of:
            whole = next(n for n, one in enumerate(ITEMS) if one.parameter == item.part_of)
            share = np.clip(item.share * usual[rows_outlet, number] / item.median, 0.02, 0.7)
            drawn[:, number] = drawn[:, whole] * np.minimum(0.85, share * bottle[:, number])
    return np.asarray(drawn)


def half_even(values: Array, decimals: Array) -> Array:
    """Round five to even (GB/T 8170-2008); decimals may differ from row to row."""
    scale = 10.0**decimals
    return np.asarray(np.round(np.round(values * scale, 6)) / scale)


def half_up(values: Array, decimals: Array) -> Array:
    """Round five up."""
    scale = 10.0**decimals
    return np.asarray(np.floor(np.round(values * scale, 6) + 0.5) / scale)


def written(values: Array, decimals: Array, detection: Array, below: str) -> tuple[Array, Array, Array]:
    """Return text, number and qualifier of results, as the laboratory writes them."""
    count = len(values)
    text, qualifier = np.empty(count, object), np.full(count, None, object)
    under = values < detection
    number = np.where(under, detection, values)
    for row in range(count):
        if under[row]:
            text[row], qualifier[row] = _below(float(detection[row]), below), "<" if below != "ND" else "ND"
        else:
            text[row] = f"{values[row]:.{max(int(decimals[row]), 0)}f}"
    return text, np.where(under & (below == "ND"), np.nan, number), qualifier


def _below(detection: float, style: str) -> str:
    limit = f"{detection:.6f}".rstrip("0").rstrip(".")
    return {"<": f"<{limit}", "L": f"{limit}L", "ND": "ND"}[style]
