"""How often a rule's leads were worth a visit, as people judged them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from jianzhen.web.leads.models import LeadTally
from jianzhen.web.leads.transitions import OPEN, State

LEAST = 20
"""With fewer judged leads nothing is said of a rule."""
_Z = 1.959963984540054
"""Of a normal distribution, 95 per cent."""
_WORTH = frozenset({State.TO_INSPECTION})
_NOT = frozenset({State.EXPLAINED, State.DISMISSED})


@dataclass(frozen=True, slots=True)
class Precision:
    """Of ``judged`` leads of a rule, ``worth`` went to inspection; the others were explained or dismissed.

    Merged leads are judged with the lead that they were merged into, and not twice.
    """

    worth: int
    judged: int
    open: int

    @property
    def is_told(self) -> bool:
        """Whether there are enough to say anything."""
        return self.judged >= LEAST

    @property
    def percent(self) -> float:
        """Share that was worth it."""
        return 100 * self.worth / self.judged if self.judged else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Within which the share lies with 95 per cent confidence (Wilson 1927), in per cent."""
        low, high = wilson(self.worth, self.judged)
        return 100 * low, 100 * high


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The score interval of a share at 95 per cent; from nought to one when nothing was tried."""
    if trials == 0:
        return 0.0, 1.0
    share, square = successes / trials, _Z**2 / trials
    middle = share + square / 2
    half = _Z * math.sqrt(share * (1 - share) / trials + square / (4 * trials))
    low = (middle - half) / (1 + square) if successes else 0.0
    return low, (middle + half) / (1 + square) if successes < trials else 1.0


def precisions() -> Mapping[str, Precision]:
    """By rule, of the leads in sight."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    cells = LeadTally.objects.filter(dimension="rule").values_list("value", "state")
    for rule, state, number in cells.annotate(n=Sum("number")):
        counts[rule][state] += number
    return {rule: _of(by_state) for rule, by_state in counts.items()}


def _of(by_state: Counter[str]) -> Precision:
    worth = sum(by_state[state] for state in _WORTH)
    return Precision(worth, worth + sum(by_state[state] for state in _NOT), sum(by_state[state] for state in OPEN))
