"""One laboratory's part of the region while it is being made."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from jianzhen.synth.cast import Cast, Laboratory, Outlet, Plant
from jianzhen.synth.dimensions import Dimensions
from jianzhen.synth.frame import Array, Frame


@dataclass
class Visit:
    """A crew at a plant: what all records of it go back to. Times are seconds since 1970."""

    number: int
    day: int
    crew: int
    people: tuple[str, ...]
    plant: Plant
    kind: str
    """water, exhaust, fugitive, well or noise."""
    turn: int
    set_out: int = 0
    arrive: int = 0
    leave: int = 0
    back: int = 0
    received: int = 0
    events: list[str] = field(default_factory=list)
    """Numbers of its sampling events."""
    report_no: str = ""

    @property
    def category(self) -> str:
        """The category of its samples."""
        return "water" if self.kind == "well" else self.kind


@dataclass
class Taken:
    """One sample, in the order of the table ``samples``."""

    visit: int
    event: int
    outlet: Outlet
    bottle: str
    from_at: int
    to_at: int
    items: tuple[int, ...]
    blank: bool = False
    twin_of: int = -1
    """Position of the sample it is a field parallel of."""


@dataclass
class Read:
    """One reading of an instrument on site."""

    visit: int
    event: int
    outlet: Outlet
    sample: int
    """Position in ``samples``, -1 for noise."""
    item: int
    instrument: str
    from_at: int
    to_at: int


@dataclass
class World:
    """Everything of one laboratory."""

    cast: Cast
    laboratory: Laboratory
    tables: dict[str, Frame] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    readings: list[Read] = field(default_factory=list)
    quarters: set[tuple[str, str, int, int]] = field(default_factory=set)
    """Plant, kind, year and quarter whose yearly four measurements are done."""
    loads: dict[str, Array] = field(default_factory=dict)
    """Per plant its load in percent, one row per day and three shifts; 0 when it stands still."""
    standard: Array = field(default_factory=lambda: np.zeros(0))
    """Litres at standard conditions that went through the filter of each sample."""
    values: Array = field(default_factory=lambda: np.zeros((0, 0)))
    """True concentrations, one row per sample and one column per item."""

    @property
    def dimensions(self) -> Dimensions:
        """The size of the region."""
        return self.cast.dimensions

    def __getitem__(self, table: str) -> Frame:
        """A table of this laboratory; empty when nothing was written yet."""
        return self.tables.setdefault(table, Frame(table, {}, 0))
