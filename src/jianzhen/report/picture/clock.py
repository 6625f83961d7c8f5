"""Says when a mark was, as shortly as the picture around it allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jianzhen.report.picture.model import Mark, at

_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Clock:
    """How much of a date every mark of one picture needs."""

    date: str
    """Format of the day: empty when all marks lie on one."""

    def say(self, mark: Mark) -> str:
        """Start and end, or the one moment; days alone for bare days."""
        first, last = at(mark.from_s), at(mark.to_s)
        if _is_days(mark):
            end = at(mark.to_s - 1)
            day = self.date or "%m-%d"
            return f"{first:{day}}" if end.date() == first.date() else f"{first:{day}}–{end:{day}}"
        start = self._moment(mark.from_s)
        if mark.is_point:
            return start
        return f"{start}–{last:%H:%M}" if first.date() == last.date() else f"{start}–{self._moment(mark.to_s)}"

    def _moment(self, value: float) -> str:
        return f"{at(value):{self.date} %H:%M}".strip()


def clock_for(marks: Iterable[Mark]) -> Clock:
    """The shortest dates that leave no doubt."""
    every = list(marks)
    if not every:
        return Clock("%Y-%m-%d")
    first, last = at(min(mark.from_s for mark in every)), at(max(mark.to_s for mark in every))
    if first.year != last.year:
        return Clock("%Y-%m-%d")
    return Clock("" if first.date() == last.date() else "%m-%d")


def _is_days(mark: Mark) -> bool:
    return not mark.is_point and mark.from_s % _DAY_S == mark.to_s % _DAY_S == 0
