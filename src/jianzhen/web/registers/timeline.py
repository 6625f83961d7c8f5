"""What was true when, and since when we know: the arithmetic of states, without a database.

A record is a row of states. Each holds for the days from ``valid_from`` up to, not including,
``valid_to``, and was believed from ``recorded_at`` up to ``replaced_at``. Recording something
new never changes what was written: the states it touches are replaced by cut ones. So both
questions have an answer at any time: how it was on a day, and how we believed on another day
that it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

ALWAYS = dt.date.min
"""Since when is not known."""
OPEN = dt.date.max
"""Until further notice."""
BELIEVED = dt.datetime(9999, 12, 31)
"""``replaced_at`` of what is still believed."""

T = TypeVar("T")


class Span(NamedTuple, Generic[T]):
    """What is believed of the days from ``valid_from`` up to, not including, ``valid_to``."""

    valid_from: dt.date
    valid_to: dt.date
    what: T


class Cut(NamedTuple, Generic[T]):
    """What recording something does: these are believed no longer, those are from now on."""

    replaced: tuple[Span[T], ...]
    added: tuple[Span[T], ...]


def record(believed: Sequence[Span[T]], valid_from: dt.date, what: T) -> Cut[T]:
    """Record that from a day on, and up to the next change already recorded, it is so.

    Args:
        believed: Spans believed now, in any order; they do not overlap.
        valid_from: The day from which it is so.
        what: What is so.
    """
    within = next((span for span in believed if span.valid_from <= valid_from < span.valid_to), None)
    later = [span.valid_from for span in believed if span.valid_from > valid_from]
    valid_to = within.valid_to if within else min(later, default=OPEN)
    new = Span(valid_from, valid_to, what)
    if within is None:
        return Cut((), (new,))
    before = (Span(within.valid_from, valid_from, within.what),) if within.valid_from < valid_from else ()
    return Cut((within,), (*before, new))
