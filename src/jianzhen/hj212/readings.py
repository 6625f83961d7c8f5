"""Typed values of a data area: numbers, flags and texts by factor."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING

from jianzhen.hj212.assumptions import DEFAULT
from jianzhen.hj212.names import TIMES, split, worth_keeping

if TYPE_CHECKING:
    from jianzhen.hj212.assumptions import Assumptions
    from jianzhen.hj212.message import Packet

CYCLES = {"2011": "realtime", "2051": "minute", "2061": "hour", "2031": "day"}
"""Upload command to cycle of the contract's observations."""

NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
"""What counts as a number: no blanks, no words like nan, no digit separators."""

_TEXTS = frozenset({"SampleTime", "CompleteTime", "SampleType", "SN", "EFlag"})
_TEXTS_WITHOUT_FACTOR = TIMES | {"QN", "CN", "InfoId", "NewPW", "NewSK", "CstartTime"}


@dataclass(slots=True)
class Reading:
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
    values: dict[str, float] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    flag: str | None = None
    not_computable: tuple[str, ...] = ()
    repeats: tuple[tuple[str, str], ...] = ()


def number_of(text: str) -> float | None:
    """Read a number of the form `NUMBER`; None for any other text and for what no finite float can hold."""
    try:
        value = float(text)
    except ValueError:
        return None
    # What `float` takes beyond NUMBER: blanks, underscores, digits of other scripts, nan and inf. These tests together
    # take half the time of the pattern; a property test holds them to it.
    if "_" in text or not text.isascii() or text[0] <= " " or text[-1] <= " " or not isfinite(value):
        return None
    return value


def cycle_of(packet: Packet) -> str | None:
    """``realtime``, ``minute``, ``hour`` or ``day``; None for a command that carries no observations."""
    return CYCLES.get(packet.cn or "")


_ANY, _FLAG, _TEXT, _CONVERTED = range(4)
"""What the text of an item is, as far as its name tells."""


class _Names(dict[str, tuple[str, str, int]]):
    """Remembers factor, suffix and kind of names; bounded, since names come from the wire."""

    def __missing__(self, name: str) -> tuple[str, str, int]:
        factor, suffix = split(name)
        told = factor, suffix, _kind(factor, suffix)
        if worth_keeping(name, self):
            self[name] = told
        return told


def _kind(factor: str, suffix: str) -> int:
    if suffix.lower() == "flag":
        return _FLAG
    if suffix in (_TEXTS if factor else _TEXTS_WITHOUT_FACTOR):
        return _TEXT
    return _CONVERTED if suffix.startswith("Zs") else _ANY


_NAMES = _Names()


def readings(packet: Packet, assumptions: Assumptions = DEFAULT) -> list[Reading]:
    """Read the data area factor by factor, in order of first appearance, each instrument (PolId) apart."""
    found: list[Reading] = []
    of_factor: dict[str, Reading] = {}
    instrument: str | None = None
    for group in packet.cp:
        for name, text in group:
            if name == "PolId":
                instrument, of_factor = text, {}
                continue
            factor, suffix, kind = _NAMES[name]
            reading = of_factor.get(factor)
            if reading is None:
                reading = of_factor[factor] = Reading(instrument, factor)
                found.append(reading)
            if (
                kind == _ANY
                and not (suffix in reading.values or suffix in reading.texts)
                and (value := number_of(text)) is not None
            ):
                reading.values[suffix] = value
            else:
                _put(reading, suffix, kind, text, assumptions.not_computable)
    return found


def _put(reading: Reading, suffix: str, kind: int, text: str, top: frozenset[str]) -> None:
    """Put away what is no plain number: flags, texts, repeats, values that stand for "not computable"."""
    if kind == _FLAG and reading.flag is None:
        reading.flag = text.upper()
    elif kind == _FLAG or suffix in reading.values or suffix in reading.texts or suffix in reading.not_computable:
        reading.repeats += ((suffix, text),)
    elif kind == _CONVERTED and text in top:
        reading.not_computable += (suffix,)
    elif kind == _TEXT or (value := number_of(text)) is None:
        reading.texts[suffix] = text
    else:
        reading.values[suffix] = value
