"""A time axis from minutes to years; long stretches in which nothing happens are cut out, visibly."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from jianzhen.report.picture.model import Seconds

LEFT, RIGHT = 2.0, 98.0
CUT_WIDTH = 7.0
"""Per cent of the width that one cut takes."""
MOST_CUTS = 4
MUCH_LONGER = 6
"""A gap is cut when it is so many times as long as the median of the others ..."""
SHARE = 0.3
"""... and takes more than this share of what is left of the axis."""
LEAST_WIDTH = 8.0
"""Per cent of the width that a stretch keeps, however short it is."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the axis on which time runs evenly; ``left`` and ``right`` in per cent."""

    from_s: Seconds
    to_s: Seconds
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Stretches in order, with a cut between each two."""

    stretches: tuple[Stretch, ...]

    def x(self, moment: Seconds) -> float:
        """The place of a moment, in per cent of the width; moments inside a cut lie in its middle."""
        before = self.stretches[0]
        for stretch in self.stretches:
            if moment < stretch.from_s:
                return (before.right + stretch.left) / 2 if moment > before.to_s else stretch.left
            if moment <= stretch.to_s:
                return _between(stretch, moment)
            before = stretch
        return before.right

    @property
    def cuts(self) -> list[tuple[float, Seconds]]:
        """Middle of each cut in per cent, and the time left out."""
        pairs = zip(self.stretches, self.stretches[1:], strict=False)
        return [((one.right + other.left) / 2, other.from_s - one.to_s) for one, other in pairs]


def axis(moments: Iterable[Seconds]) -> Axis:
    """Lay out an axis through these moments.

    Raises:
        ValueError: There are none.
    """
    points = sorted(set(moments))
    if not points:
        raise ValueError("an axis needs at least one moment")
    cuts = _cuts([later - earlier for earlier, later in itertools.pairwise(points)])
    parts: list[tuple[Seconds, Seconds]] = []
    start = points[0]
    for number, point in enumerate(points):
        if number in cuts or number == len(points) - 1:
            parts.append((start, point))
            start = points[number + 1] if number + 1 < len(points) else point
    return Axis(tuple(_spread(parts)))


def _cuts(gaps: list[Seconds]) -> set[int]:
    """Numbers of the gaps to cut, the longest first."""
    cut: set[int] = set()
    for number in sorted(range(len(gaps)), key=lambda one: -gaps[one])[:MOST_CUTS]:
        rest = [gap for other, gap in enumerate(gaps) if other != number and other not in cut]
        if not rest or gaps[number] <= MUCH_LONGER * median(rest):
            break
        if gaps[number] <= SHARE * (gaps[number] + sum(rest)):
            break
        cut.add(number)
    return cut


def _spread(parts: list[tuple[Seconds, Seconds]]) -> Iterable[Stretch]:
    room = RIGHT - LEFT - CUT_WIDTH * (len(parts) - 1)
    total = sum(to_s - from_s for from_s, to_s in parts)
    free = room - LEAST_WIDTH * len(parts)
    left = LEFT
    for from_s, to_s in parts:
        share = (to_s - from_s) / total if total else 1 / len(parts)
        right = left + LEAST_WIDTH + free * share
        yield Stretch(from_s, to_s, left, right)
        left = right + CUT_WIDTH


def _between(stretch: Stretch, moment: Seconds) -> float:
    length = stretch.to_s - stretch.from_s
    if not length:
        return (stretch.left + stretch.right) / 2
    return stretch.left + (stretch.right - stretch.left) * (moment - stretch.from_s) / length
