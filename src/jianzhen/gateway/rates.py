"""How much comes in: of one device as a mean that fades, of the whole gateway over fixed windows."""

from __future__ import annotations

import math
from collections import deque

_FADES_IN = 600.0
WINDOWS = {"10s": 10, "1m": 60, "15m": 900}


class Rate:
    """Events a second, the older ones fading with a time constant of ten minutes.

    A device that sends once a minute shows one a minute, after it has sent for some ten minutes.
    """

    __slots__ = ("_at", "_rate")

    def __init__(self) -> None:
        self._rate = 0.0
        self._at = 0.0

    def count(self, at: float) -> None:
        """Count one event."""
        self._rate = self.at(at) + 1 / _FADES_IN
        self._at = at

    def at(self, at: float) -> float:
        """The rate at a moment."""
        return self._rate * math.exp((self._at - at) / _FADES_IN)


class Windows:
    """Rates over the last ten seconds, minute and quarter of an hour, from a count that is looked at every second."""

    def __init__(self) -> None:
        self._looks: deque[tuple[float, int]] = deque(maxlen=max(WINDOWS.values()) + 1)

    def look(self, at: float, count: int) -> None:
        """Take in how far the count is."""
        self._looks.append((at, count))

    def rates(self) -> dict[str, float]:
        """Events a second by window; a window that is not full yet counts as far as it reaches."""
        if not self._looks:
            return dict.fromkeys(WINDOWS, 0.0)
        at, count = self._looks[-1]
        told = {}
        for name, seconds in WINDOWS.items():
            then, before = self._looks[max(0, len(self._looks) - 1 - seconds)]
            told[name] = round((count - before) / (at - then), 2) if at > then else 0.0
        return told
