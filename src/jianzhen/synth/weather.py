"""The weather of each city, hour by hour: the same for everybody who works there."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from jianzhen.synth.chance import stream
from jianzhen.synth.dimensions import DAY, HOUR, Dimensions
from jianzhen.synth.frame import Array, Frame
from jianzhen.synth.geography import CITIES

RAINY = 0.12
CALM = 5.0
"""m/s; above it noise is not measured (GB 12348-2008, 5.2)."""


@lru_cache(maxsize=16)
def skies(dimensions: Dimensions, division: str) -> tuple[Array, Array]:
    """Return wind (m/s) and rain (mm) of a city, one row per day from the first, one column per hour."""
    number = [city.division for city in CITIES].index(division)
    rng = stream(dimensions.seed, "weather", number)
    days = dimensions.last_day - dimensions.first_day + 1
    breeze = rng.lognormal(0.55, 0.45, (days, 1)) * (1 + 0.35 * np.sin((np.arange(24) - 9) * np.pi / 12))
    wind = np.round(breeze * rng.lognormal(0, 0.15, (days, 24)), 1)
    wet = rng.random((days, 1)) < RAINY
    rain = np.where(wet & (rng.random((days, 24)) < 0.4), np.round(rng.exponential(1.2, (days, 24)), 1), 0.0)  # noqa: PLR2004
    return wind, rain


def at(dimensions: Dimensions, division: str, second: int) -> tuple[float, float]:
    """Wind and rain at a moment."""
    wind, rain = skies(dimensions, division)
    day = min(max(second // DAY - dimensions.first_day, 0), len(wind) - 1)
    hour = second % DAY // HOUR
    return float(wind[day, hour]), float(rain[day, hour])


def stations(dimensions: Dimensions) -> Frame:
    """The table of hourly weather."""
    parts = []
    for number, city in enumerate(CITIES):
        wind, rain = skies(dimensions, city.division)
        hours = (dimensions.first_day * 24 + np.arange(wind.size)) * HOUR
        rng = stream(dimensions.seed, "temperature", number)
        year, clock = (hours / DAY % 365.25 - 20) / 365.25 * 2 * np.pi, hours % DAY / DAY * 2 * np.pi
        warm = 14 - 14 * np.cos(year) - 6 * np.cos(clock)
        parts.append(
            {"station_id": [f"QX{city.division}"] * wind.size, "at": hours, "wind_speed": wind.ravel(),
             "rain": rain.ravel(), "temperature": np.round(warm + rng.normal(0, 2, wind.size), 1),
             "pressure": np.round(rng.normal(888, 4, wind.size), 1), "lon": [city.lon] * wind.size,
             "lat": [city.lat] * wind.size}
        )  # fmt: skip
    whole = {name: np.concatenate([np.asarray(part[name], object if name == "station_id" else None) for part in parts])
             for name in parts[0]}  # fmt: skip
    return Frame("weather", whole)
