"""What reading one text gives: a value, or a problem, or (for a warning) both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from jianzhen.intake.problem import Problem

Value_co = TypeVar("Value_co", covariant=True)


class Outcome(NamedTuple, Generic[Value_co]):
    """``value`` is None where the text is faulty."""

    value: Value_co | None
    problem: Problem | None = None
