"""Distances between places."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of WGS-84 (IUGG); the sphere errs by at most 0.6 %, in the innocent's favour below."""

SPHERE_ERROR = 0.006
_KM, _FAR = 1000.0, 10_000.0


def distance_m(lon: ir.Value, lat: ir.Value, other_lon: ir.Value, other_lat: ir.Value) -> ir.Value:
    """Great-circle distance in metres between two points in WGS-84 degrees (haversine)."""
    half_lat = (other_lat - lat).radians() / 2
    half_lon = (other_lon - lon).radians() / 2
    square = half_lat.sin() ** 2 + lat.radians().cos() * other_lat.radians().cos() * half_lon.sin() ** 2
    return (square.sqrt().clip(upper=1.0).asin() * (2 * EARTH_RADIUS_M)).round(1)


def said_distance(metres: ir.Value) -> tuple[ir.Value, ir.Value]:
    """A distance in Chinese and in English, no finer than a position is: kilometres from one thousand metres on."""
    whole = metres.round().cast("int64").cast("string")
    km = metres / _KM
    tenths = (km * 10).round().cast("int64")
    coarse = ibis.ifelse(
        metres >= _FAR,
        km.round().cast("int64").cast("string"),
        (tenths // 10).cast("int64").cast("string") + "." + (tenths % 10).cast("string"),
    )
    far = metres >= _KM
    return (
        ibis.literal("约 ") + ibis.ifelse(far, coarse + " 公里", whole + " 米"),
        ibis.literal("about ") + ibis.ifelse(far, coarse + " km", whole + " m"),
    )
