"""Coordinates of Chinese maps: WGS-84, GCJ-02 (shifted by regulation) and BD-09 (shifted once more).

People copy a position from a map on their telephone and file it as WGS-84. The shifts, some hundreds of metres, are
published series of the position itself, so what a misnamed datum does to a distance is known.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.place import distance_m
from jianzhen.rules.verdict import Table

AXIS_M = 6_378_245.0
"""Semi-major axis of the Krasovsky ellipsoid, in which GCJ-02 is laid down."""
ECCENTRICITY = 0.00669342162296594323
"""Its first eccentricity, squared."""
BD_TURN = math.pi * 3000.0 / 180.0
BD_LON, BD_LAT = 0.0065, 0.006

WAYS = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 0), (-1, -1), (0, -1))
"""How often GCJ-02's and BD-09's own shift part two filed positions, each of any of the three datums."""


class Shift(NamedTuple):
    """Degrees east and north."""

    lon: ir.Value
    lat: ir.Value


def gcj02_shift(lon: ir.Value, lat: ir.Value) -> Shift:
    """From WGS-84 to GCJ-02, for positions in China."""
    x, y = lon - 105.0, lat - 35.0
    root = x.abs().sqrt()
    short = _wave(x, 6, 20.0) + _wave(x, 2, 20.0)
    north = x * 2.0 + y * 3.0 + y * y * 0.2 + x * y * 0.1 + root * 0.2 - 100.0
    north += (
        short + _wave(y, 1, 20.0) + _wave(y, 1 / 3, 40.0) + _wave(y, 1 / 12, 160.0) + _wave(y, 1 / 30, 320.0)
    ) / 1.5
    east = x + y * 2.0 + x * x * 0.1 + x * y * 0.1 + root * 0.1 + 300.0
    east += (
        short + _wave(x, 1, 20.0) + _wave(x, 1 / 3, 40.0) + _wave(x, 1 / 12, 150.0) + _wave(x, 1 / 30, 300.0)
    ) / 1.5
    sine = lat.radians().sin()
    bulge = 1.0 - sine * sine * ECCENTRICITY
    per_degree = AXIS_M * math.pi / 180
    return Shift(
        lon=east * bulge.sqrt() / (lat.radians().cos() * per_degree),
        lat=north * bulge * bulge.sqrt() / (per_degree * (1 - ECCENTRICITY)),
    )


def bd09_shift(lon: ir.Value, lat: ir.Value) -> Shift:
    """From GCJ-02 to BD-09."""
    radius = (lon * lon + lat * lat).sqrt() + (lat * BD_TURN).sin() * 0.00002
    angle = lat.atan2(lon) + (lon * BD_TURN).cos() * 0.000003
    return Shift(radius * angle.cos() + BD_LON - lon, radius * angle.sin() + BD_LAT - lat)


def _wave(degrees: ir.Value, times: float, height: float) -> ir.Value:
    return (degrees * (times * math.pi)).sin() * height


def least_distances(pairs: Table) -> Table:
    """Metres between two positions under the kindest reading of their datums.

    Each position may be in any of the three datums, whatever it was filed as. The shifts are taken at the first
    position; over the few kilometres that matter they change by ten metres or so.

    Args:
        pairs: ``pair`` (unique), ``lon``, ``lat``, ``other_lon``, ``other_lat`` in degrees.

    Returns:
        ``pair`` and ``least_m``.
    """
    national, private = gcj02_shift(pairs.lon, pairs.lat), bd09_shift(pairs.lon, pairs.lat)
    # One row per reading: the series are worked out once, not once for each place in the formula of distance.
    ways = pairs.select(
        "pair", "lon", "lat", "other_lon", "other_lat",
        national_lon=national.lon, national_lat=national.lat, private_lon=private.lon, private_lat=private.lat,
        way=ibis.array([ibis.literal(number) for number in range(len(WAYS))]).unnest(),
    )  # fmt: skip
    first, second = (
        ibis.cases(*((ways.way == number, float(way[step])) for number, way in enumerate(WAYS)), else_=0.0)
        for step in (0, 1)
    )
    ways = ways.mutate(
        lon=ways.lon + first * ways.national_lon + second * ways.private_lon,
        lat=ways.lat + first * ways.national_lat + second * ways.private_lat,
    )
    distance = distance_m(ways.lon, ways.lat, ways.other_lon, ways.other_lat)
    return ways.group_by("pair").aggregate(least_m=distance.min())
