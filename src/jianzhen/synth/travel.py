"""How far places lie apart and how long a car takes."""

from __future__ import annotations

import datetime as dt
import math

from jianzhen.synth.region import Place

_KM_PER_DEGREE = 111.2
_DETOUR = 1.3
_KM_PER_HOUR = 62.0
_SETTING_OUT = dt.timedelta(minutes=12)


def kilometres(here: Place, there: Place) -> float:
    """Straight distance, on a plane that is good enough for a region."""
    east = (here.lon - there.lon) * math.cos(math.radians((here.lat + there.lat) / 2))
    return _KM_PER_DEGREE * math.hypot(east, here.lat - there.lat)


def drive(here: Place, there: Place) -> dt.timedelta:
    """Time by road, at a speed an honest crew keeps."""
    return _SETTING_OUT + dt.timedelta(hours=kilometres(here, there) * _DETOUR / _KM_PER_HOUR)


def whole_minutes(moment: dt.datetime) -> dt.datetime:
    """People write hours and minutes."""
    return moment.replace(second=0, microsecond=0)
