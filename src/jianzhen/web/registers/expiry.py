"""What ends soon or has ended, and nothing newer has taken its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from jianzhen.web.registers.catalogue import REGISTERS, Register
from jianzhen.web.registers.models import State
from jianzhen.web.registers.models.state import NOW, StateQuerySet

AHEAD = 90
BEHIND = 365
"""Days; what ended earlier than that is history."""


@dataclass(frozen=True, slots=True)
class Ending:
    """One register's numbers."""

    register: Register
    past: int
    soon: int


def ending(day: dt.date) -> StateQuerySet:
    """Entries whose end lies within the last year or the next ninety days, the earliest first.

    A calibration done again, a certificate renewed under its number, a limit set anew: the older one needs nobody.
    """
    # Of the same line, so of the same owner and scope: it need not be asked a second time for every row.
    successor = State._base_manager.filter(
        NOW, line=OuterRef("line"), due_on__gt=OuterRef("due_on"), gone=False
    )  # fmt: skip
    found = State.objects.on(day).filter(
        due_on__gte=day - dt.timedelta(days=BEHIND), due_on__lte=day + dt.timedelta(days=AHEAD)
    )
    return found.filter(~Exists(successor)).order_by("due_on", "pk")


def by_register(day: dt.date) -> list[Ending]:
    """How many, register by register."""
    rows = ending(day).order_by().values_list("register").annotate(
        past=Count("pk", filter=Q(due_on__lt=day)), soon=Count("pk", filter=Q(due_on__gte=day))
    )  # fmt: skip
    counts = {name: (past, soon) for name, past, soon in rows}
    return [Ending(register, *counts[name]) for name, register in REGISTERS.items() if name in counts]
