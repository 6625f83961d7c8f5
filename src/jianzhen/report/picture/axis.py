"""A time axis from minutes to years; long stretches in which nothing happens are cut out, visibly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from jianzhen.report.picture.model import Seconds

LEFT, RIGHT = 2.0, 98.0
CUT_WIDTH = 7.0
"""Per cent of the width that one cut takes."""
MOST_CUTS = 4
LONG_GAP = 0.35
"""A gap may be cut when it takes at least this share of what is left of the axis."""
READABLE = 0.12
"""Nothing more is cut once the focus takes this share of the axis."""
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


def axis(moments: Iterable[Seconds], focus: tuple[Seconds, Seconds], least: Seconds) -> Axis:
    """Lay out an axis through these moments, cutting what keeps the focus from being read.

    Args:
        moments: Every start and end that is drawn.
        focus: The span that matters; it is never cut.
        least: A length that must be readable when the focus has none of its own.

    Raises:
        ValueError: There are no moments.
    """
    points = sorted(set(moments))
    if not points:
        raise ValueError("an axis needs at least one moment")
    cuts = _cuts(points, focus, max(focus[1] - focus[0], least))
    parts: list[tuple[Seconds, Seconds]] = []
    start = points[0]
    for number, point in enumerate(points):
        if number in cuts or number == len(points) - 1:
            parts.append((start, point))
            start = points[number + 1] if number + 1 < len(points) else point
    return Axis(tuple(_spread(parts)))


def _cuts(points: list[Seconds], focus: tuple[Seconds, Seconds], length: Seconds) -> set[int]:
    """Numbers of the gaps to cut, the longest first, until a span of ``length`` can be read."""
    gaps = {
        number: later - earlier
        for number, (earlier, later) in enumerate(pairwise(points))
        if later <= focus[0] or earlier >= focus[1]
    }
    left = points[-1] - points[0]
    cut: set[int] = set()
    for number in sorted(gaps, key=lambda one: -gaps[one])[:MOST_CUTS]:
        if length >= READABLE * left or gaps[number] < LONG_GAP * left:
            break
        cut.add(number)
        left -= gaps[number]
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
