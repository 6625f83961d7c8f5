"""Moments of which only the day is known: what they can mean at the latest, and how they are written."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.clock import DAY, is_date_only, seconds

ONE_DAY = ibis.interval(days=1)


def latest(moment: ir.Value) -> ir.Value:
    """The moment itself; the end of the day where only the day is known."""
    return ibis.ifelse(is_date_only(moment), moment + ONE_DAY, moment)


def days(start: ir.Value, end: ir.Value) -> ir.Value:
    """Calendar days from one moment's day to the other's, as a whole float."""
    return seconds(start.truncate("D"), end.truncate("D")) / DAY


def same_day(first: ir.Value, second: ir.Value) -> ir.Value:
    """Whether two moments lie on one calendar day."""
    return first.truncate("D") == second.truncate("D")


def written(moment: ir.Value) -> ir.Value:
    """A moment as text for a sentence: the day alone where only the day is known."""
    return ibis.ifelse(is_date_only(moment), moment.strftime("%Y-%m-%d"), moment.strftime("%Y-%m-%d %H:%M"))
