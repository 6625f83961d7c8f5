"""What the codes of the protocol mean, in Chinese and English; read from the tables in ``data/``."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from jianzhen.hj212.message import EDITIONS
from jianzhen.words import Words


class Factor(NamedTuple):
    """One factor of Appendix B.

    Attributes:
        code: Code of 2017 and 2025; ``xx`` stands for a device number.
        old: Code of 2005; empty if there was none.
        unit: Unit of the 2017 table.
        source: ``2017`` was read in the standard; ``2017 copy`` (its tables as public code repeats them), ``2025``
            and ``field`` (neither standard) were not.
    """

    code: str
    old: str
    words: Words
    unit: str
    source: str

    @property
    def verified(self) -> bool:
        """Whether the entry comes from the text of the standard."""
        return self.source == "2017"


class Code(NamedTuple):
    """One value of a short code list and the editions that know it."""

    code: str
    words: Words
    note: str


_NUMBERED = re.compile(r"([eg][0-9]{3})[0-9]{2}")


def factor_of(code: str) -> Factor | None:
    """Find a factor by its code of any edition; process factors (``e101xx``) by their first four characters."""
    table = _factors()
    if found := table.get(code):
        return found
    numbered = _NUMBERED.fullmatch(code)
    return table.get(f"{numbered[1]}xx") if numbered else None


@cache
def _factors() -> dict[str, Factor]:
    rows = [Factor(code, old, Words(zh, en), unit, source) for code, old, zh, en, unit, source in _rows("factors", 6)]
    # A code of 2005 is taken only where no code of the later list reads the same.
    return {row.old: row for row in reversed(rows) if row.old} | {row.code: row for row in rows}


@cache
def codes(name: str) -> dict[str, Code]:
    """Give a short code list: ``commands``, ``systems``, ``flags``, ``qn_results``, ``execution_results``."""
    return {code: Code(code, Words(zh, en), note) for code, zh, en, note in _rows(name, 4)}


def editions_of(name: str, code: str | None) -> frozenset[str]:
    """The editions that know a code of a short list; none for a code that is not in it."""
    found = codes(name).get(code or "")
    return frozenset(found.note.replace(",", " ").split()) & frozenset(EDITIONS) if found else frozenset()


def _rows(name: str, columns: int) -> list[list[str]]:
    text = (files("jianzhen.hj212") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:] if line]
    for number, row in enumerate(rows, 2):
        if len(row) != columns:
            raise ValueError(f"{name}.tsv, line {number}: {len(row)} columns, {columns} expected")
    return rows
