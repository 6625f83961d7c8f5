"""How long a way takes at the least."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.clock import MINUTE


def least_minutes(road_km: ir.Value, city_km: float, city: float, motorway: float) -> ir.Value:
    """The shortest time for a way: its first kilometres at the speed of towns, the rest at that of motorways.

    Args:
        road_km: Length of the way in kilometres.
        city_km: Kilometres that nobody drives at the speed of motorways.
        city: Speed there, km/h.
        motorway: Speed elsewhere, km/h.
    """
    slow = ibis.least(road_km, ibis.literal(float(city_km)))
    return (slow / city + (road_km - slow) / motorway) * MINUTE
