"""The header of the data segment: ``name=value;`` up to the data area, in any order, nothing thrown away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianzhen.hj212.diagnostics import Diagnostic

if TYPE_CHECKING:
    from jianzhen.hj212.message import Item

ORDER = ("QN", "ST", "CN", "PW", "MN", "Flag", "PNUM", "PNO", "RF")
"""The fields before CP in the order of the standard."""

_FIELD = re.compile(r"[^;]+")
_COMMA = re.compile(r",(?=(?:QN|ST|CN|PW|MN|Flag|PNUM|PNO|RF)=)")


class Header:
    """Collects header fields: the known ones by name, the rest in ``extra``."""

    def __init__(self, notes: list[Diagnostic]) -> None:
        self.fields: dict[str, str] = {}
        self.at: dict[str, int] = {}
        self.extra: list[Item] = []
        self._notes = notes
        self._last = -1

    def read(self, text: str, at: int, *, after_cp: bool = False) -> None:
        """Read the fields of ``text``, which begins at byte ``at`` of the packet."""
        for field in _FIELD.finditer(text):
            begin = 0
            for comma in _COMMA.finditer(field[0]):
                self._notes.append(Diagnostic("header.comma", at + field.start() + comma.start()))
                self._add(field[0][begin : comma.start()], at + field.start() + begin, after_cp=after_cp)
                begin = comma.end()
            self._add(field[0][begin:], at + field.start() + begin, after_cp=after_cp)

    def _add(self, field: str, at: int, *, after_cp: bool) -> None:
        name, equals, value = field.partition("=")
        name = name.strip()
        if not name and not equals:
            return
        if not equals:
            self._notes.append(Diagnostic("header.no_value", at, (name,)))
        if name not in ORDER:
            self._notes.append(Diagnostic("header.unknown", at, (name, value)))
            self.extra.append((name, value))
        elif name in self.fields:
            self._notes.append(Diagnostic("header.repeated", at, (name,)))
            self.extra.append((name, value))
        else:
            self._keep(name, value, at, after_cp=after_cp)

    def _keep(self, name: str, value: str, at: int, *, after_cp: bool) -> None:
        self.fields[name] = value
        self.at[name] = at
        if after_cp:
            self._notes.append(Diagnostic("header.after_cp", at, (name,)))
        elif ORDER.index(name) < self._last:
            self._notes.append(Diagnostic("header.order", at, (name,)))
        self._last = max(self._last, ORDER.index(name))

    def number(self, name: str) -> int | str | None:
        """Give a field as a number; the text itself where it is none, None where it is absent."""
        text = self.fields.get(name)
        return int(text) if text and len(text) <= 9 and text.isascii() and text.isdigit() else text  # noqa: PLR2004
