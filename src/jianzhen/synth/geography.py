"""Where things lie, how far apart, and how long a car takes.

Cities are public places; what stands in them is made up.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from jianzhen.synth.dimensions import HOUR, MINUTE

_KM_PER_DEGREE = 111.2
_DETOUR = 1.3
_KM_PER_HOUR = 62.0
_SETTING_OUT = 12 * MINUTE


@dataclass(frozen=True)
class City:
    """A city: its share of the region's business, its WGS-84 degrees, and its counties by code."""

    division: str
    lon: float
    lat: float
    share: float
    counties: tuple[str, ...]


CITIES = (
    City("640100", 106.23, 38.48, 0.42, ("640104", "640105", "640106", "640121", "640122", "640181")),
    City("640200", 106.38, 39.00, 0.17, ("640202", "640205", "640221")),
    City("640300", 106.20, 37.99, 0.18, ("640302", "640303", "640323", "640324", "640381")),
    City("640400", 106.24, 36.01, 0.10, ("640402", "640422", "640423", "640424", "640425")),
    City("640500", 105.19, 37.51, 0.13, ("640502", "640521", "640522")),
)


def county(division: str, org_id: str) -> str:
    """The county of a city in which an organisation is registered: by its code alone, so that no chance is used up."""
    counties = next(city.counties for city in CITIES if city.division == division)
    return counties[zlib.crc32(org_id.encode()) % len(counties)]


def kilometres(lon: Any, lat: Any, to_lon: Any, to_lat: Any) -> Any:
    """Straight distance, on a plane that is good enough for a region; numbers or arrays."""
    east = (lon - to_lon) * np.cos(np.radians((lat + to_lat) / 2))
    return _KM_PER_DEGREE * np.hypot(east, lat - to_lat)


def drive(lon: Any, lat: Any, to_lon: Any, to_lat: Any) -> Any:
    """Seconds by road, at a speed an honest crew keeps."""
    return _SETTING_OUT + kilometres(lon, lat, to_lon, to_lat) * _DETOUR / _KM_PER_HOUR * HOUR


def to_gcj02(lon: Any, lat: Any) -> tuple[Any, Any]:
    """What a phone shows on a Chinese map (GCJ-02): some hundred metres off, everywhere in the same way."""
    x, y = lon - 105.0, lat - 35.0
    wave = (20 * np.sin(6 * x * np.pi) + 20 * np.sin(2 * x * np.pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x)) + wave
    north = north + (20 * np.sin(y * np.pi) + 40 * np.sin(y / 3 * np.pi)) * 2 / 3
    north = north + (160 * np.sin(y / 12 * np.pi) + 320 * np.sin(y * np.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x)) + wave
    east = east + (20 * np.sin(x * np.pi) + 40 * np.sin(x / 3 * np.pi)) * 2 / 3
    east = east + (150 * np.sin(x / 12 * np.pi) + 300 * np.sin(x / 30 * np.pi)) * 2 / 3
    radians = np.radians(lat)
    magic = 1 - 0.00669342162296594323 * np.sin(radians) ** 2
    north = north * 180 / (6378245.0 * (1 - 0.00669342162296594323) / (magic * np.sqrt(magic)) * np.pi)
    east = east * 180 / (6378245.0 / np.sqrt(magic) * np.cos(radians) * np.pi)
    return lon + east, lat + north
