"""What belongs to the region as a whole: the weather, automatic devices, what the authorities did."""

from __future__ import annotations

from jianzhen.synth.cast import Cast
from jianzhen.synth.frame import Frame
from jianzhen.synth.weather import stations


def make_regional(cast: Cast) -> dict[str, Frame]:
    """The tables that no single laboratory makes."""
    return {"weather": stations(cast.dimensions)}
