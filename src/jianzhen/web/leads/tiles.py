"""The region at a glance: a schematic map of tiles, one a county and one a city, drawn from a small table."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jianzhen.web.leads.waiting import Place
from jianzhen.web.scope.divisions import divisions, within
from jianzhen.words import Words

_WIDE, _HIGH, _GAP = 104, 58, 6
_STEPS = (0.0, 0.25, 0.5, 0.75)
"""Shares of the largest count from which a tile is drawn darker."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One county, or a city with all that is in it: where it is drawn, in pixels, and what it shows.

    ``shade`` is 0 for nothing to 4 for most; cities are not shaded, or they would all be dark.
    """

    code: str
    name: Words
    city: Words
    x: int
    y: int
    open: int
    high: int
    shade: int
    in_reach: bool
    is_city: bool


@dataclass(frozen=True, slots=True)
class TileMap:
    """All tiles and the size of the drawing; ``elsewhere`` counts open leads that no county tile shows."""

    tiles: tuple[Tile, ...]
    width: int
    height: int
    elsewhere: int
    tile_width: int = _WIDE
    tile_height: int = _HIGH


def tile_map(places: Sequence[Place], reach: frozenset[str]) -> TileMap:
    """The map with the open leads in reach."""
    counts = {code: _within(code, places) for code in _grid()}
    most = max((open_ for code, (open_, _) in counts.items() if not _is_city(code)), default=0)
    tiles = tuple(_tile(code, counts[code], most, in_reach=code in reach) for code in _grid())
    columns, rows = (max(place[axis] for place in _grid().values()) + 1 for axis in (0, 1))
    elsewhere = sum(place.open for place in places if place.code not in _grid() or _is_city(place.code))
    return TileMap(tiles, columns * (_WIDE + _GAP), rows * (_HIGH + _GAP), elsewhere)


def _within(code: str, places: Sequence[Place]) -> tuple[int, int]:
    """Open leads, and those of them of grade high: of a city with all that lies in it."""
    inner = within(code)
    found = [place for place in places if place.code in inner]
    return sum(place.open for place in found), sum(place.high for place in found)


def _is_city(code: str) -> bool:
    return divisions()[code].level == "city"


def _tile(code: str, count: tuple[int, int], most: int, *, in_reach: bool) -> Tile:
    division, (column, row), (open_, high) = divisions()[code], _grid()[code], count
    shade = sum(open_ > share * most for share in _STEPS) if open_ and not _is_city(code) else 0
    return Tile(
        code, division.name, divisions()[division.parent].name, column * (_WIDE + _GAP), row * (_HIGH + _GAP),
        open_, high, shade, in_reach, _is_city(code),
    )  # fmt: skip


@cache
def _grid() -> Mapping[str, tuple[int, int]]:
    text = resources.files("jianzhen.web.leads").joinpath("tiles.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["code"]: (int(row["column"]), int(row["row"])) for row in rows}
