"""What a series rule takes and returns: one subject's columns as arrays, episodes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Columns:
    """One subject's rows of one table as equally long arrays, ordered by time.

    A column is an attribute: ``observations.avg``. Timestamps are ``datetime64[us]``,
    numbers ``float64`` with NaN for missing, text is ``object`` with None for missing.
    ``row_id`` is always there.
    """

    __slots__ = ("_arrays",)

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._arrays = dict(arrays)

    def __getattr__(self, name: str) -> NDArray[Any]:
        try:
            return self._arrays[name]
        except KeyError:
            raise AttributeError(f"no column {name!r}; there are {', '.join(self._arrays)}") from None

    def __getstate__(self) -> dict[str, NDArray[Any]]:
        return self._arrays

    def __setstate__(self, state: dict[str, NDArray[Any]]) -> None:
        self._arrays = state

    def __len__(self) -> int:
        return len(next(iter(self._arrays.values()))) if self._arrays else 0

    def where(self, rows: NDArray[Any]) -> Columns:
        """Only the rows of a mask or an index array."""
        return Columns({name: values[rows] for name, values in self._arrays.items()})


@dataclass(frozen=True, slots=True)
class Proof:
    """All rows of one table that prove an episode, in one role."""

    table: str
    rows: Sequence[str] | NDArray[Any]
    role: str


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch of one subject's series that a rule finds.

    ``from_at`` and ``to_at`` are half-open; ``detail`` holds the values named in the rule's sentences.
    """

    from_at: np.datetime64
    to_at: np.datetime64
    measure: float
    threshold: float
    evidence: Sequence[Proof]
    detail: Mapping[str, object]
    severity: str | None = None


@dataclass(slots=True)
class SeriesVerdict:
    """Episodes, and how many things were judged (reason ``""``) or could not be, by reason."""

    episodes: list[Episode] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)

    def count(self, reason: str = "", n: int = 1) -> None:
        """Count ``n`` judged things, or things that could not be judged for ``reason``."""
        self.units[reason] = self.units.get(reason, 0) + n
