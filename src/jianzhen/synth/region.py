"""What is made: rows of the contract's tables, the visits they come from, and the labels of what was planted."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jianzhen.contract import TABLES
from jianzhen.words import Words

Row = dict[str, Any]

FIRST_DAY = dt.date(2026, 4, 1)
DAYS = 61
HOURS = DAYS * 24


@dataclass(frozen=True)
class Place:
    """WGS-84 degrees."""

    lon: float
    lat: float


@dataclass
class Laboratory:
    """A testing institution: who works there and with what."""

    org_id: str
    letter: str
    place: Place
    cert_no: str
    crews: list[list[str]]
    analysts: list[str]
    signatory: str
    keeper: str
    instruments: dict[str, str]
    """Kind of laboratory instrument to its number."""
    field_kits: list[dict[str, str]]
    """Per crew, kind of field instrument to its number."""
    busy_until: dict[tuple[str, dt.date], dt.datetime] = field(default_factory=dict)
    """Until when an instrument that measures one sample at a time is taken on a day."""
    stored: Counter[str] = field(default_factory=Counter)
    """How many records the memory of a field instrument holds."""


@dataclass
class Plant:
    """A discharger with its outlets and the load it runs at, hour by hour (0 when stopped)."""

    org_id: str
    place: Place
    outlets: dict[str, str]
    """Category of samples to outlet."""
    load: list[float]
    power_kw: float

    def runs_on(self, day: dt.date) -> bool:
        """Whether the plant runs on the whole of a day and the one before."""
        start = (day - FIRST_DAY).days * 24
        return all(self.load[max(0, start - 24) : start + 24])


@dataclass
class Visit:
    """One sampling visit with every row that comes of it."""

    laboratory: Laboratory
    plant: Plant
    category: str
    event: Row
    crew: list[Row] = field(default_factory=list)
    samples: list[Row] = field(default_factory=list)
    readings: list[Row] = field(default_factory=list)
    runs: list[Row] = field(default_factory=list)
    results: list[Row] = field(default_factory=list)
    report: Row = field(default_factory=dict)
    lines: list[Row] = field(default_factory=list)
    touched: bool = False
    """Something was planted here; no second behaviour is laid over it."""

    @property
    def day(self) -> dt.date:
        """The day of the visit."""
        return dt.date.fromordinal(self.event["started_at"].toordinal())


@dataclass(frozen=True)
class Label:
    """What was planted: the behaviour, who did it, when, and the rows it touched."""

    behaviour: str
    case: str
    """The published case it is modelled on."""
    subject: str
    from_at: dt.datetime
    to_at: dt.datetime
    what: Words
    rows: tuple[tuple[str, Row], ...]
    """Table and row."""


@dataclass
class Region:
    """All of a made-up region."""

    rng: random.Random
    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    laboratories: list[Laboratory] = field(default_factory=list)
    plants: list[Plant] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def add(self, table: str, **row: Any) -> Row:
        """Add a row and return it, so that it can be changed while the region is being made.

        Raises:
            KeyError: The contract has no such table or column.
        """
        for column in row:
            TABLES[table][column]
        self.tables[table].append(row)
        return row

    def untouched(self, wanted: Callable[[Visit], bool]) -> Visit:
        """Choose a visit that nothing was planted on, and mark it.

        Raises:
            LookupError: There is none.
        """
        choice = [visit for visit in self.visits if not visit.touched and wanted(visit)]
        if not choice:
            raise LookupError("no untouched visit of this kind is left; make the region larger")
        visit = self.rng.choice(choice)
        visit.touched = True
        return visit
