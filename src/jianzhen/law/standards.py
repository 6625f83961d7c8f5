"""Numbers of standards: holding times, minimum durations, sampling intervals, tolerances."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jianzhen.datafile import DataFileError, read_entries
from jianzhen.law.library import library
from jianzhen.verification import Verification
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping


class UnknownNumberError(LookupError):
    """No standard number has this id; the message names the nearest ones."""


class Quantity(StrEnum):
    """What a number says."""

    HOLDING_TIME = "holding_time"
    """Longest time from sampling to analysis."""
    MIN_DURATION = "min_duration"
    """Shortest time in which the method can be carried out."""
    SAMPLING_DURATION = "sampling_duration"
    SAMPLING_INTERVAL = "sampling_interval"
    SAMPLING_COUNT = "sampling_count"
    TOLERANCE = "tolerance"
    """Largest difference allowed in a comparison, for readings in ``[band_from, band_to)``."""
    VALIDITY = "validity"
    """Smallest share or count of valid data."""
    PERIOD = "period"
    """Longest time between two operations."""
    QUOTA = "quota"
    """Largest cumulated time."""
    METHOD = "method"
    """Limits and quality control of a method."""
    CRITERION = "criterion"
    """A limit the process itself must keep."""


@dataclass(frozen=True, slots=True)
class StandardNumber:
    """One number of one standard, with how far it is verified.

    A tolerance holds for reference readings in ``[band_from, band_to)``; an open end is
    ``None``. ``methods`` empty means that the number is not tied to a method.
    """

    id: str
    quantity: Quantity
    title: Words
    value: float
    unit: str
    standard: str
    """The standard as printed, with clause where known."""
    tag: Verification
    source: str
    parameter: str = ""
    """HJ 212 factor code, or the standard's Chinese name where there is none."""
    methods: tuple[str, ...] = ()
    band_from: float | None = None
    band_to: float | None = None
    band_unit: str = ""
    note: Words | None = None

    @property
    def verified(self) -> bool:
        """Whether the number was read in the original text."""
        return self.tag.verified


@dataclass(frozen=True, slots=True)
class HoldingTime:
    """The two limits of a parameter: past ``strict`` is a hint, past ``wide`` is impossible to defend."""

    strict: StandardNumber
    wide: StandardNumber


@cache
def standard_numbers() -> Mapping[str, StandardNumber]:
    """Return every number on file, by id.

    Raises:
        DataFileError: A file is not as declared.
    """
    folder = files("jianzhen.law") / "data" / "standards"
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    found: dict[str, StandardNumber] = {}
    for number in (one for path in paths for one in read_entries(path, "number", StandardNumber)):
        if number.id in found:
            raise DataFileError(f"standard number {number.id!r} is declared twice")
        if number.source not in library().sources:
            raise DataFileError(f"standard number {number.id}: source {number.source!r} is not in sources.toml")
        found[number.id] = number
    return found


def standard_number(number: str) -> StandardNumber:
    """Find a number by its id.

    Raises:
        UnknownNumberError: With the nearest ids.
    """
    known = standard_numbers()
    if number not in known:
        near = get_close_matches(number, known, n=3, cutoff=0.4)
        raise UnknownNumberError(f"unknown standard number {number!r}; nearest: {', '.join(near) or 'none'}")
    return known[number]


def holding_time(parameter: str, method: str | None = None) -> HoldingTime | None:
    """Return the strict and the wide holding time of a parameter, in hours.

    Counted are the general number of HJ 493 and that of ``method``; for a method that is
    not given or not on file, those of every method, so that a wide limit is never too narrow.
    """
    numbers = [one for one in _of(Quantity.HOLDING_TIME) if one.parameter == parameter]
    on_file = any(method in one.methods for one in numbers)
    chosen = [one for one in numbers if not on_file or not one.methods or method in one.methods]
    if not chosen:
        return None
    ranked = sorted(chosen, key=lambda one: one.value)
    return HoldingTime(strict=ranked[0], wide=ranked[-1])


def min_duration(parameter: str, method: str | None) -> StandardNumber | None:
    """Return the shortest time the method needs, in minutes.

    ``None`` when the method is not given or has no number on file: a quick or a sensor
    method must not be measured with the classic one's minimum.
    """
    numbers = (one for one in _of(Quantity.MIN_DURATION) if one.parameter == parameter and method in one.methods)
    return max(numbers, key=lambda one: one.value, default=None)


def tolerance(parameter: str, reference: float, standard: str) -> StandardNumber | None:
    """Return the tolerance of ``standard`` whose band holds the ``reference`` reading."""
    for one in _of(Quantity.TOLERANCE):
        low = float("-inf") if one.band_from is None else one.band_from
        high = float("inf") if one.band_to is None else one.band_to
        if one.parameter == parameter and one.standard.startswith(standard) and low <= reference < high:
            return one
    return None


def _of(quantity: Quantity) -> list[StandardNumber]:
    return [one for one in standard_numbers().values() if one.quantity is quantity]
