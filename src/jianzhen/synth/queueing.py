"""An instrument does one thing at a time, and people go home."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.dimensions import DAY
from jianzhen.synth.frame import Array


def serve(ready: Array, service: Array) -> Array:
    """Return when each job begins on one instrument that takes them in the order given.

    Lindley's recursion without a loop: the end of a job is the latest, over all jobs before it, of that job's
    arrival plus the work from there on.
    """
    done = np.cumsum(service)
    return np.asarray(done + np.maximum.accumulate(ready - (done - service)) - service)


def to_worked(seconds: Array, opens: int, closes: int) -> Array:
    """Seconds worked since 1970 up to a moment, when doors open and close at these seconds of the day."""
    day, second = np.divmod(seconds, DAY)
    return np.asarray(day * (closes - opens) + np.clip(second - opens, 0, closes - opens))


def from_worked(worked: Array, opens: int, closes: int) -> Array:
    """The moment at which so many seconds have been worked; never the closing itself."""
    day, second = np.divmod(worked, closes - opens)
    return np.asarray(day * DAY + opens + second)


def serve_in_hours(ready: Array, service: Array, opens: int, closes: int) -> Array:
    """As ``serve``, with no job begun before opening or after closing; one that would not fit waits for the morning."""
    begins = from_worked(serve(to_worked(ready, opens, closes), service), opens, closes)
    over = begins % DAY + service > closes + 600
    return np.asarray(np.where(over, (begins // DAY + 1) * DAY + opens, begins))


def next_opening(seconds: Array, opens: int, closes: int) -> Array:
    """The moment itself within hours, else the next opening."""
    day, second = np.divmod(seconds, DAY)
    inside = (second >= opens) & (second < closes)
    later = np.where(second < opens, day, day + 1) * DAY + opens
    return np.asarray(np.where(inside, seconds, later))
