"""The data items of the regular packets of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianzhen.hj212.batch import DIGIT, EQUALS, SEMICOLON, slices
from jianzhen.hj212.names import FACTORS, STYLES, TIMES, is_odd_flag, split
from jianzhen.hj212.readings import NUMBER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jianzhen.hj212.batch import Batch

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_TIME_DIGITS = 14


class Items:
    """The data items of the regular packets; finds more packets that are not regular on the way."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self._find()
        self._name()
        batch.good[self._irregular()] = False
        self.keep_good()

    def _find(self) -> None:
        batch = self.batch
        within = batch.good[batch.owner] & (batch.places >= batch.body[batch.owner])
        within &= batch.places <= batch.closes[batch.owner]
        within &= (batch.closes > batch.body)[batch.owner]
        ends, equals = self._matched(within)
        self.owner = batch.owner[ends]
        self.end, self.equals = batch.places[ends], batch.places[equals]
        opening = np.ones(len(self.end), bool)
        opening[1:] = self.owner[1:] != self.owner[:-1]
        self.start = np.empty_like(self.end)
        self.start[1:] = self.end[:-1] + 1
        self.start[opening] = batch.body[self.owner[opening]]
        new_group = np.zeros(len(self.end), np.int64)
        new_group[1:] = batch.kinds[ends[:-1]] == SEMICOLON
        groups = np.cumsum(new_group)
        first = np.maximum.accumulate(np.where(opening, np.arange(len(self.end)), 0))
        self.group = groups - groups[first] if len(groups) else groups
        misplaced = (self.equals <= self.start) | (self.equals >= self.end)
        batch.good[self.owner[misplaced]] = False
        self.keep_good()

    def _matched(self, within: Bools) -> tuple[Ints, Ints]:
        """Give the ends of the items and their equals signs, of packets that have one for one."""
        batch = self.batch
        is_end = within & (batch.kinds != EQUALS)
        is_equals = within & (batch.kinds == EQUALS)
        ends = np.bincount(batch.owner[is_end], minlength=batch.count)
        equals = np.bincount(batch.owner[is_equals], minlength=batch.count)
        batch.good &= ends == equals
        paired = batch.good[batch.owner]
        return np.flatnonzero(is_end & paired), np.flatnonzero(is_equals & paired)

    def keep_good(self) -> None:
        """Drop the items of packets that turned out not to be regular."""
        kept = self.batch.good[self.owner]
        for name in ("owner", "start", "equals", "end", "group", "code"):
            if hasattr(self, name):
                setattr(self, name, getattr(self, name)[kept])

    def _name(self) -> None:
        names = slices(self.batch.data, self.start, self.equals).dictionary_encode()
        self.names: list[str] = names.dictionary.to_pylist()
        self.code: Ints = names.indices.to_numpy().astype(np.int64)
        self.styles = np.array([STYLES[name] for name in self.names], np.int64)

    def _irregular(self) -> Ints:
        """Packets with a repeated name, a factor in two places, a flag of no factor or in another case, an odd time."""
        codes = self.code
        rows = [_owners_of_repeats(self.owner, codes, len(self.names))]
        factors = {name: number for number, name in enumerate(dict.fromkeys(FACTORS[name] for name in self.names))}
        factor = np.array([factors[FACTORS[name]] for name in self.names], np.int64)[codes] if len(codes) else codes
        starts = np.ones(len(codes), bool)
        starts[1:] = (factor[1:] != factor[:-1]) | (self.group[1:] != self.group[:-1])
        starts[1:] |= self.owner[1:] != self.owner[:-1]
        starts &= factor != factors.get("", -1)
        rows.append(_owners_of_repeats(self.owner[starts], factor[starts], len(factors)))
        rows.append(self.owner[np.isin(codes, self._codes({"Flag"}))])
        rows.append(self.owner[np.isin(codes, [code for code, name in enumerate(self.names) if is_odd_flag(name)])])
        times = np.flatnonzero(np.isin(codes, self._codes(TIMES)))
        rows.append(self.owner[times[~self._are_times(times)]])
        return np.concatenate(rows)

    def _codes(self, names: set[str] | frozenset[str]) -> list[int]:
        return [code for code, name in enumerate(self.names) if name in names]

    def _are_times(self, items: Ints) -> Bools:
        begin = self.equals[items] + 1
        fits: Bools = self.end[items] - begin == _TIME_DIGITS
        for place in range(_TIME_DIGITS):
            fits &= DIGIT[self.batch.of(begin + place)]
        return fits

    def styles_by_packet(self) -> Ints:
        """The styles of all names of a packet, or-ed together."""
        styles = np.zeros(self.batch.count, np.int64)
        if len(self.owner):
            first = np.flatnonzero(np.r_[True, self.owner[1:] != self.owner[:-1]])
            styles[self.owner[first]] = np.bitwise_or.reduceat(self.styles[self.code], first)
        return styles

    def columns(self) -> dict[str, Any]:
        """The columns of the items table."""
        texts = slices(self.batch.data, self.equals + 1, self.end)
        numeric = pc.match_substring_regex(texts, f"^(?:{NUMBER})$")
        numbers = pc.cast(pc.if_else(numeric, texts, pa.scalar(None, pa.string())), pa.float64())
        halves = [split(name) for name in self.names]
        code = pa.array(self.code)
        return {
            "message": self.owner.astype(np.int32),
            "group": self.group.astype(np.int32),
            "name": pa.array(self.names, pa.string()).take(code),
            "factor": pa.array([factor for factor, _ in halves], pa.string()).take(code),
            "suffix": pa.array([suffix for _, suffix in halves], pa.string()).take(code),
            "text": texts,
            "number": pc.if_else(pc.is_finite(numbers), numbers, pa.scalar(None, pa.float64())),
        }


def _owners_of_repeats(owner: Ints, code: Ints, count: int) -> Ints:
    keys = np.sort(owner * max(count, 1) + code)
    repeated: Ints = keys[1:][keys[1:] == keys[:-1]] // max(count, 1)
    return repeated
