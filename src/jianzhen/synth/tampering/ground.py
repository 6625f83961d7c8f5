"""The ground on which a behaviour is planted: a laboratory's world, and what has been touched already."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from jianzhen.synth.world import Visit, World


@dataclass
class Ground:
    """One laboratory's world with a generator of its own for what is planted."""

    world: World
    at: random.Random
    touched: set[int] = field(default_factory=set)
    """Numbers of visits on which something was planted; nothing second is laid over them."""

    def choose(self, wanted: Callable[[Visit], bool]) -> Visit:
        """Choose a visit that nothing was planted on, and mark it.

        Raises:
            LookupError: There is none.
        """
        choice = [visit for visit in self.world.visits if visit.number not in self.touched and wanted(visit)]
        if not choice:
            raise LookupError("no untouched visit of this kind is left")
        visit = self.at.choice(choice)
        self.touched.add(visit.number)
        return visit
