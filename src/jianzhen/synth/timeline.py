"""What a crew does at a plant, minute by minute: when each sample is begun and ended."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from jianzhen.synth.cast import Outlet
from jianzhen.synth.dimensions import HOUR, MINUTE
from jianzhen.synth.items import ITEMS

FAR = 2 * HOUR
"""Seconds of driving after which a crew takes no more than it must."""

ONE_STACK = HOUR


@dataclass(frozen=True)
class Step:
    """One sample, or one reading, at one outlet."""

    outlet: Outlet
    bottle: str
    from_at: int
    to_at: int
    blank: bool = False
    twin: bool = False
    """Taken beside the one before."""


def _span(at: random.Random, low: int, high: int) -> int:
    return at.randint(low, high) * MINUTE


def water(at: random.Random, points: Sequence[Outlet], start: int, away: int, *, rare: bool) -> list[Step]:
    """Every two hours at each point, as for a production cycle within a shift; a blank and a parallel with it."""
    rounds, steps, begin = (4 if away < FAR and at.random() < 0.85 else 3), [], start  # noqa: PLR2004
    oil = any(ITEMS[item].bottle == "oil" for point in points for item in (*point.items, *(point.rare if rare else ())))
    for number in range(rounds):
        now = begin
        for point in points:
            end = now + _span(at, 4, 7)
            steps.append(Step(point, "main", now, end))
            if number == 0 and point is points[0]:
                steps.append(Step(point, "main", now, end, twin=True))
                steps.append(Step(point, "main", now, end, blank=True))
            if oil and not (point.inlet and number):
                steps.append(Step(point, "oil", now, end))
            if rare and number == rounds - 1 and not point.inlet:
                steps.append(Step(point, "sterile", now, end))
            now = end + _span(at, 3, 6)
        begin += _span(at, 121, 127)
    return steps


def wells(at: random.Random, points: Sequence[Outlet], start: int) -> list[Step]:
    """One well after the other; each is washed first."""
    steps, now = [], start
    for point in points:
        now += _span(at, 18, 28)
        end = now + _span(at, 8, 12)
        steps.append(Step(point, "main", now, end))
        if point is points[0]:
            steps.append(Step(point, "main", now, end, twin=True))
            steps.append(Step(point, "main", now, end, blank=True))
        now = end + _span(at, 5, 9)
    return steps


def stacks(at: random.Random, points: Sequence[Outlet], start: int, away: int, turn: int) -> list[Step]:
    """One or two stacks: three filters of an hour each, and beside them bags and absorbers."""
    many = 2 if away < ONE_STACK and len(points) > 1 else 1
    chosen = [points[(turn * many + number) % len(points)] for number in range(many)]
    steps, now = [], start
    for point in chosen:
        bottles = {ITEMS[item].bottle for item in point.items}
        for number in range(3):
            end = now + _span(at, 60, 62)
            steps.append(Step(point, "filter", now, end))
            if "absorber" in bottles:
                steps.append(Step(point, "absorber", now, end))
            if "gas" in bottles:
                steps.append(Step(point, "gas", now + 5 * MINUTE, now + 25 * MINUTE))
            if number == 0 and "bag" in bottles:
                begins = [now + MINUTE * (1 + 18 * bag) for bag in range(4)]
                steps += [Step(point, "bag", begin, begin + 3 * MINUTE) for begin in begins]
            now = end + _span(at, 6, 10)
        if point is chosen[0]:
            steps.append(Step(point, "filter", now - 5 * MINUTE, now - 4 * MINUTE, blank=True))
        now += _span(at, 15, 25)
    return steps


def boundary(at: random.Random, points: Sequence[Outlet], start: int, away: int) -> list[Step]:
    """One point up the wind, three down: four samplers that run at the same time, hour after hour."""
    steps, begin = [], start
    bottles = {ITEMS[item].bottle for item in points[0].items}
    for _ in range(4 if away < FAR else 3):
        for place, point in enumerate(points):
            now = begin + 3 * MINUTE * place
            steps.append(Step(point, "filter", now, now + HOUR))
            if "bag" in bottles:
                steps.append(Step(point, "bag", now + 2 * MINUTE, now + 4 * MINUTE))
            if "absorber" in bottles:
                steps.append(Step(point, "absorber", now, now + HOUR))
        begin += HOUR + _span(at, 13, 18)
    return steps


def noise(at: random.Random, points: Sequence[Outlet], start: int) -> list[Step]:
    """Ten minutes on each side."""
    steps, now = [], start
    for point in points:
        steps.append(Step(point, "none", now, now + 10 * MINUTE))
        now += 10 * MINUTE + _span(at, 4, 7)
    return steps
