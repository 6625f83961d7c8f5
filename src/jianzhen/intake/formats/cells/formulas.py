"""Formulas that do no more than repeat another cell.

Templates repeat the sample number on every page by ``='2'!C8``; files that were written
by a program carry no stored result for it. A person sees the other cell's text, so such a
reference is followed. Anything more is not computed here: it is told as trouble.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_REFERENCE = re.compile(
    r"""=\s*(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!\s()+\-*/,&=<>"]+))!)?
        \$?(?P<letters>[A-Z]{1,3})\$?(?P<row>[1-9]\d{0,6})\s*""",
    re.VERBOSE,
)
DEEPEST = 50


class Address(NamedTuple):
    """A cell of a book, row and column from 0."""

    sheet: str
    row: int
    column: int


def referred(formula: str, sheet: str) -> Address | None:
    """The one cell a formula repeats, or None if it does anything else."""
    match = _REFERENCE.fullmatch(formula.strip())
    if match is None:
        return None
    name = match["quoted"].replace("''", "'") if match["quoted"] else match["plain"] or sheet
    column = 0
    for letter in match["letters"]:
        column = column * 26 + ord(letter) - 64
    return Address(name, int(match["row"]) - 1, column - 1)


def follow(start: Address, formulas: Mapping[Address, str]) -> Address | None:
    """Walk from a formula to the first cell that is none; None for circles and computations."""
    here = start
    for _ in range(DEEPEST):
        formula = formulas.get(here)
        if formula is None:
            return here
        there = referred(formula, here.sheet)
        if there is None:
            return None
        here = there
    return None
