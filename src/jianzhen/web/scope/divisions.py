"""The regions of the autonomous region: codes, names, and what lies within what."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jianzhen.words import Words

ROOT = "640000"


@dataclass(frozen=True, slots=True)
class Division:
    """A region. ``parent`` is empty for the autonomous region itself."""

    code: str
    level: str
    parent: str
    name: Words


@cache
def divisions() -> Mapping[str, Division]:
    """All of them by code, each after what it lies within.

    Codes are those of GB/T 2260; the Ningdong base, which is no division there, has one of our own.
    """
    text = resources.files("jianzhen.web.scope").joinpath("divisions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    found = (
        Division(row["code"], row["level"], row["parent"], Words(row["zh"] + row["unit"], row["en"])) for row in rows
    )
    return {one.code: one for one in found}


@cache
def within(code: str) -> frozenset[str]:
    """A region and everything in it; nothing when there is no such region."""
    if code not in divisions():
        return frozenset()
    inner = (other.code for other in divisions().values() if other.parent == code)
    return frozenset({code}).union(*(within(one) for one in inner))


def placed(code: str | None) -> str:
    """The region that answers for a code from a data set.

    A county that is unknown belongs to its city, a city that is unknown and a missing code to the
    whole: what nobody can place is seen where everything is seen, and never lost.
    """
    digits = code or ""
    candidates = (digits, f"{digits[:4]}00", ROOT)
    return next(one for one in candidates if one in divisions())
