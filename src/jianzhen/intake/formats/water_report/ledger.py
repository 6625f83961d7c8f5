"""Raw results of a whole delivery: one row for every value, however often it was copied.

Laboratories keep the same result in several sheets. Copies that read the same number are
one row, taken from the copy that shows most digits, the others are remembered as repeats;
a copy that reads otherwise is a replicate of its own, with a warning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianzhen.contract.values import parse_value
from jianzhen.intake.formats.rows import Repeat
from jianzhen.intake.formats.water_report import say
from jianzhen.intake.formats.water_report.text import squeeze, tidy
from jianzhen.intake.formats.water_report.values import reading
from jianzhen.intake.formats.water_report.vocabulary import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianzhen.intake.formats.model import Place
    from jianzhen.intake.formats.sink import Sink
    from jianzhen.intake.formats.water_report.raw import RawValue

Reading = tuple[float | None, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A value with its place and the laboratory it belongs to."""

    lab_id: str
    value: RawValue
    place: Place

    @property
    def reading(self) -> Reading:
        """What the value says, whatever its digits: number, qualifier, and words where it is no number."""
        parsed = parse_value(tidy(self.value.cell.text))
        words = "" if parsed.number is not None else squeeze(self.value.cell.text)
        return parsed.number, parsed.qualifier, words

    @property
    def decimals(self) -> int:
        """How many decimals are shown."""
        return parse_value(tidy(self.value.cell.text)).decimals or 0


class Ledger:
    """Collects values and places them once all are known."""

    def __init__(self, sink: Sink) -> None:
        """Place into ``sink``."""
        self._sink = sink
        self._entries: dict[tuple[str, str, str], list[Entry]] = {}

    def add(self, entry: Entry) -> None:
        """Take a value."""
        key = (entry.lab_id, entry.value.sample_no, squeeze(entry.value.item))
        self._entries.setdefault(key, []).append(entry)

    def place(self, blanks: Mapping[str, str]) -> None:
        """Put every value into ``results``; those of a blank sample into ``qc_results`` too."""
        for entries in self._entries.values():
            readings: dict[Reading, list[Entry]] = {}
            for entry in entries:
                readings.setdefault(entry.reading, []).append(entry)
            for count, copies in enumerate(readings.values(), start=1):
                kept = max(copies, key=lambda entry: entry.decimals)
                self._repeats(kept, copies)
                self._result(kept, count if len(readings) > 1 else None)
                if kept.value.sample_no in blanks:
                    self._blank(kept, blanks[kept.value.sample_no], count)

    def _repeats(self, kept: Entry, copies: list[Entry]) -> None:
        for copy in copies:
            if copy is not kept:
                self._sink.rows.repeats.append(Repeat("results", copy.place, kept.place))

    def _result(self, entry: Entry, replicate: int | None) -> None:
        value = entry.value
        if replicate is not None and replicate > 1:
            found = f"{value.sample_no} {value.item}: {tidy(value.cell.text)}"
            self._sink.warn("other_value", entry.place, found, *say.OTHER_VALUE, table="results")
        self._sink.add(
            "results", entry.place, lab_id=entry.lab_id, sample_no=value.sample_no, parameter=value.item,
            method=NOT_STATED, unit=value.unit or NOT_STATED, replicate=replicate,
            **reading(self._sink, entry.place, value.cell),
        )  # fmt: skip

    def _blank(self, entry: Entry, kind: str, count: int) -> None:
        number, qualifier, _ = entry.reading
        self._sink.add(
            "qc_results", entry.place, lab_id=entry.lab_id, batch_id=entry.value.sample_no, kind=kind,
            parameter=entry.value.item, seq=count, sample_no=entry.value.sample_no,
            value=None if qualifier else number, unit=entry.value.unit or NOT_STATED,
        )  # fmt: skip
