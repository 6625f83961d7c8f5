from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from jianzhen.web.registers.timeline import OPEN, Span, record

DAY = dt.date(2026, 1, 1)
days = st.integers(0, 30).map(lambda n: DAY + dt.timedelta(days=n))


def told(spans: list[Span[int]], day: dt.date) -> int | None:
    found = [span.what for span in spans if span.valid_from <= day < span.valid_to]
    assert len(found) <= 1, "two states of one day"
    return found[0] if found else None


@given(st.lists(days, max_size=12))
def test_each_day_says_what_was_recorded_for_it_and_the_past_beliefs_stay(starts: list[dt.date]) -> None:
    """Against a naive model: a table of days. ``what`` is the number of the recording."""
    spans: list[Span[int]] = []
    table: dict[dt.date, int] = {}
    every = [DAY + dt.timedelta(days=n) for n in range(40)]
    for number, start in enumerate(starts):
        bounds = sorted(span.valid_from for span in spans if span.valid_from > start)
        until = bounds[0] if bounds else OPEN
        table |= {day: number for day in every if start <= day < until}
        cut = record(spans, start, number)
        spans = [span for span in spans if span not in cut.replaced] + list(cut.added)
        assert {day: told(spans, day) for day in every} == {day: table.get(day) for day in every}


def test_a_change_of_today_leaves_yesterday_as_it_was() -> None:
    first = Span(DAY, OPEN, "old")
    cut = record([first], DAY + dt.timedelta(days=5), "new")
    assert cut.replaced == (first,)
    assert [(span.valid_from.day, span.what) for span in cut.added] == [(1, "old"), (6, "new")]


def test_recording_for_the_past_does_not_touch_what_is_known_of_later() -> None:
    later = Span(DAY + dt.timedelta(days=5), OPEN, "later")
    cut = record([later], DAY, "earlier")
    assert cut.replaced == ()
    assert cut.added == (Span(DAY, later.valid_from, "earlier"),)
