"""The region at a glance: a schematic map of tiles, one a county, drawn from a small table."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jianzhen.web.leads.waiting import Place
from jianzhen.web.scope.divisions import divisions
from jianzhen.words import Words

_WIDE, _HIGH, _GAP = 104, 58, 6
_STEPS = (0.0, 0.25, 0.5, 0.75)
"""Shares of the largest count from which a tile is drawn darker."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One county: where it is drawn, in pixels, and what it shows. ``shade`` is 0 for nothing to 4 for most."""

    code: str
    name: Words
    city: Words
    x: int
    y: int
    open: int
    high: int
    shade: int
    in_reach: bool


@dataclass(frozen=True, slots=True)
class TileMap:
    """All tiles and the size of the drawing."""

    tiles: tuple[Tile, ...]
    width: int
    height: int
    tile_width: int = _WIDE
    tile_height: int = _HIGH


def tile_map(places: Sequence[Place], reach: frozenset[str]) -> TileMap:
    """The map with the open leads of each county; those of a city as such are in the table beside it."""
    counts = {place.code: place for place in places}
    most = max((counts[code].open for code in _grid() if code in counts), default=0)
    tiles = tuple(
        _tile(code, column, row, counts.get(code), most, in_reach=code in reach)
        for code, (column, row) in _grid().items()
    )
    columns, rows = (max(place[axis] for place in _grid().values()) + 1 for axis in (0, 1))
    return TileMap(tiles, columns * (_WIDE + _GAP), rows * (_HIGH + _GAP))


def _tile(code: str, column: int, row: int, place: Place | None, most: int, *, in_reach: bool) -> Tile:
    division = divisions()[code]
    count = place.open if place else 0
    shade = sum(count > share * most for share in _STEPS) if count else 0
    return Tile(
        code, division.name, divisions()[division.parent].name, column * (_WIDE + _GAP), row * (_HIGH + _GAP),
        count, place.high if place else 0, shade, in_reach,
    )  # fmt: skip


@cache
def _grid() -> Mapping[str, tuple[int, int]]:
    text = resources.files("jianzhen.web.leads").joinpath("tiles.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["code"]: (int(row["column"]), int(row["row"])) for row in rows}
