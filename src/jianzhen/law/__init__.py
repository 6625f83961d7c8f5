"""The law as dated data: instruments, articles, acts, and the numbers of standards.

``basis(act, on)`` gives the articles in force on the day of an act; ``standard_number(id)``
gives a number of a standard with how far it was verified.
"""

from __future__ import annotations

from jianzhen.law.basis import Basis, BasisEntry, Note, NoteKind, acts, basis
from jianzhen.law.library import Library, UnknownActError, library
from jianzhen.law.model import Act, Article, Instrument, Level, Role, Source
from jianzhen.law.standards import (
    HoldingTime,
    Quantity,
    StandardNumber,
    UnknownNumberError,
    holding_time,
    min_duration,
    standard_number,
    standard_numbers,
    tolerance,
)
from jianzhen.verification import Verification

__all__ = [
    "Act",
    "Article",
    "Basis",
    "BasisEntry",
    "HoldingTime",
    "Instrument",
    "Level",
    "Library",
    "Note",
    "NoteKind",
    "Quantity",
    "Role",
    "Source",
    "StandardNumber",
    "UnknownActError",
    "UnknownNumberError",
    "Verification",
    "acts",
    "basis",
    "holding_time",
    "library",
    "min_duration",
    "standard_number",
    "standard_numbers",
    "tolerance",
]
