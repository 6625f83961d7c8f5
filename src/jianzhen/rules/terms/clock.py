"""Arithmetic on moments that gives the same number on every engine."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.words import Words

DAY = 86_400.0
HOUR = 3_600.0
MINUTE = 60.0

DATE_ONLY = Words("只有日期、没有时刻", "only the day is known, not the time")


def epoch(moment: ir.Value) -> ir.Value:
    """Whole seconds since 1970 as a float; engines differ in the fraction, so it is cut off."""
    return moment.epoch_seconds().cast("float64").floor().cast("float64")


def seconds(start: ir.Value, end: ir.Value) -> ir.Value:
    """Seconds from ``start`` to ``end``, negative when ``end`` lies before."""
    return epoch(end) - epoch(start)


def minutes(start: ir.Value, end: ir.Value) -> ir.Value:
    """Minutes from ``start`` to ``end``."""
    return seconds(start, end) / MINUTE


def hours(start: ir.Value, end: ir.Value) -> ir.Value:
    """Hours from ``start`` to ``end``."""
    return seconds(start, end) / HOUR


def is_date_only(moment: ir.Value) -> ir.Value:
    """Whether a moment is exactly midnight: in files it then nearly always means "that day"."""
    return moment == moment.truncate("D")


def later(left: ir.Value, right: ir.Value) -> ir.Value:
    """The later of two moments, missing when either is missing."""
    return ibis.ifelse(left.isnull() | right.isnull(), ibis.null("timestamp"), ibis.greatest(left, right))


def earlier(left: ir.Value, right: ir.Value) -> ir.Value:
    """The earlier of two moments, missing when either is missing."""
    return ibis.ifelse(left.isnull() | right.isnull(), ibis.null("timestamp"), ibis.least(left, right))
