"""Typed values of a data area: numbers, flags and texts by factor."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.hj212.assumptions import DEFAULT
from jianzhen.hj212.names import TIMES, split, worth_keeping

if TYPE_CHECKING:
    from jianzhen.hj212.assumptions import Assumptions
    from jianzhen.hj212.message import Packet

CYCLES = {"2011": "realtime", "2051": "minute", "2061": "hour", "2031": "day"}
"""Upload command to cycle of the contract's observations."""

NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
"""What counts as a number: no blanks, no words like nan, no digit separators."""

_NUMBER = re.compile(NUMBER)
_TEXTS = frozenset({"SampleTime", "CompleteTime", "SampleType", "SN", "EFlag"})
_TEXTS_WITHOUT_FACTOR = TIMES | {"QN", "CN", "InfoId", "NewPW", "NewSK", "CstartTime"}


class Reading(NamedTuple):
    """What one packet says of one factor.

    Attributes:
        instrument: The PolId the factor stands under (3019 to 3021); None outside such a part.
        factor: ``w01018``, ``SB1``; empty for items without a factor, such as RtdInterval.
        values: Numbers by suffix (``Rtd``, ``Avg``, ``ZsAvg`` ...).
        texts: Everything that is no number, by suffix, flag left out: times, logs, working-condition marks.
        flag: The data flag in upper case (N F M S D C T B ...); None if there was none.
        not_computable: Suffixes whose number stands for "conversion impossible" (2025); never an exceedance.
        repeats: Items that came again under the same name; the first is in ``values`` or ``texts``.
    """

    instrument: str | None
    factor: str
    values: dict[str, float]
    texts: dict[str, str]
    flag: str | None = None
    not_computable: tuple[str, ...] = ()
    repeats: tuple[tuple[str, str], ...] = ()


def number_of(text: str) -> float | None:
    """Read a number; None for any other text and for what no finite float can hold."""
    if _NUMBER.fullmatch(text) is None:
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def cycle_of(packet: Packet) -> str | None:
    """``realtime``, ``minute``, ``hour`` or ``day``; None for a command that carries no observations."""
    return CYCLES.get(packet.cn or "")


class _Name(NamedTuple):
    """What the name of an item tells of its text."""

    factor: str
    suffix: str
    is_flag: bool
    is_text: bool
    is_converted: bool


class _Names(dict[str, _Name]):
    """Remembers what names tell; bounded, since names come from the wire."""

    def __missing__(self, name: str) -> _Name:
        factor, suffix = split(name)
        is_text = suffix in (_TEXTS if factor else _TEXTS_WITHOUT_FACTOR)
        told = _Name(factor, suffix, suffix.lower() == "flag", is_text, suffix.startswith("Zs"))
        if worth_keeping(name, self):
            self[name] = told
        return told


_NAMES = _Names()


class _Draft:
    """One reading in the making."""

    __slots__ = ("factor", "flag", "instrument", "not_computable", "repeats", "texts", "values")

    def __init__(self, instrument: str | None, factor: str) -> None:
        self.instrument = instrument
        self.factor = factor
        self.values: dict[str, float] = {}
        self.texts: dict[str, str] = {}
        self.flag: str | None = None
        self.not_computable: tuple[str, ...] = ()
        self.repeats: tuple[tuple[str, str], ...] = ()

    def put(self, name: _Name, text: str, top: frozenset[str]) -> None:
        suffix = name.suffix
        if name.is_flag:
            if self.flag is None:
                self.flag = text.upper()
            else:
                self.repeats += ((suffix, text),)
        elif suffix in self.values or suffix in self.texts or suffix in self.not_computable:
            self.repeats += ((suffix, text),)
        elif name.is_converted and text in top:
            self.not_computable += (suffix,)
        elif name.is_text or (value := number_of(text)) is None:
            self.texts[suffix] = text
        else:
            self.values[suffix] = value

    def done(self) -> Reading:
        return Reading(
            self.instrument, self.factor, self.values, self.texts, self.flag, self.not_computable, self.repeats
        )


def readings(packet: Packet, assumptions: Assumptions = DEFAULT) -> list[Reading]:
    """Read the data area factor by factor, in order of first appearance, each instrument (PolId) apart."""
    drafts: dict[tuple[int, str], _Draft] = {}
    instrument: str | None = None
    section = 0
    top = assumptions.not_computable
    for group in packet.cp:
        for name, text in group:
            if name == "PolId":
                instrument = text
                section += 1
                continue
            told = _NAMES[name]
            draft = drafts.get((section, told.factor))
            if draft is None:
                draft = drafts[section, told.factor] = _Draft(instrument, told.factor)
            draft.put(told, text, top)
    return [draft.done() for draft in drafts.values()]
