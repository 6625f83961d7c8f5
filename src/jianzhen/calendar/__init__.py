"""Working days of China and statutory time limits; refuses to guess a year it has no official table for."""

from __future__ import annotations

from jianzhen.calendar.clocks import Clock, Deadline, Unit, UnknownClockError, clock, clocks, deadline
from jianzhen.calendar.days import (
    NoOfficialCalendar,
    add_working_days,
    is_provisional,
    is_working_day,
    official_years,
    working_days_between,
)

__all__ = [
    "Clock",
    "Deadline",
    "NoOfficialCalendar",
    "Unit",
    "UnknownClockError",
    "add_working_days",
    "clock",
    "clocks",
    "deadline",
    "is_provisional",
    "is_working_day",
    "official_years",
    "working_days_between",
]
