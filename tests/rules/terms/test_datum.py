"""Shifts of the Chinese datums against published pairs, and the kindest distance."""

from __future__ import annotations

import ibis
import pandas as pd
import pytest

from jianzhen.rules.terms.datum import bd09_shift, gcj02_shift, least_distances

TIANANMEN = (116.404, 39.915)
"""The position for which converters publish their results."""


def shifted(shift, lon, lat):
    rows = ibis.memtable(pd.DataFrame({"lon": [lon], "lat": [lat]}))
    moved = shift(rows.lon, rows.lat)
    row = rows.select(lon=rows.lon + moved.lon, lat=rows.lat + moved.lat).to_pyarrow().to_pylist()[0]
    return row["lon"], row["lat"]


def distances(*pairs):
    rows = [(number, *first, *second) for number, (first, second) in enumerate(pairs)]
    table = ibis.memtable(pd.DataFrame(rows, columns=["pair", "lon", "lat", "other_lon", "other_lat"]))
    found = {row["pair"]: row["least_m"] for row in least_distances(table).to_pyarrow().to_pylist()}
    return [found[number] for number in range(len(pairs))]


def test_gcj02_of_a_published_position():
    assert shifted(gcj02_shift, *TIANANMEN) == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-9)


def test_bd09_of_a_published_position():
    assert shifted(bd09_shift, *TIANANMEN) == pytest.approx((116.41036949371029, 39.92133699351021), abs=1e-9)


@pytest.mark.parametrize("wgs", [(106.2, 38.4), (87.6, 43.8), (110.3, 20.0), (126.6, 45.8), (121.5, 31.2)])
def test_any_two_datums_of_one_place_are_at_one_place(wgs):
    gcj = shifted(gcj02_shift, *wgs)
    bd = shifted(bd09_shift, *gcj)
    assert max(distances(*((one, other) for one in (wgs, gcj, bd) for other in (wgs, gcj, bd)))) < 20


def test_a_place_elsewhere_stays_elsewhere():
    lon, lat = 106.2, 38.4
    near, far = distances(((lon, lat), (lon + 0.001, lat)), ((lon, lat), (lon + 0.1, lat)))
    assert near == pytest.approx(87.1, abs=0.5)
    assert 7500 < far <= 8712
