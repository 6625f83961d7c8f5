from __future__ import annotations

import datetime as dt

import pytest

from jianzhen.synth.region import Place
from jianzhen.synth.travel import drive, kilometres, whole_minutes


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert kilometres(Place(106, 38), Place(106, 39)) == pytest.approx(111.2)
    assert kilometres(Place(106, 60), Place(107, 60)) == pytest.approx(111.2 / 2, rel=0.01)


def test_a_drive_is_slower_than_the_straight_line_at_sixty() -> None:
    here, there = Place(106, 38), Place(106, 39)
    assert drive(here, there) > dt.timedelta(hours=111.2 / 60)


def test_people_write_whole_minutes() -> None:
    assert whole_minutes(dt.datetime(2026, 4, 1, 8, 3, 59, 12)) == dt.datetime(2026, 4, 1, 8, 3)
