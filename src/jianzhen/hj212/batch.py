"""Many packets in one buffer: which of them are regular, and where their fields and data areas lie.

Each packet is padded in front so that its data segment ends on a multiple of eight. So the checksum folds as whole
64-bit words, and every other question is asked of the positions of a few separators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from jianzhen.hj212.crc import TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Octets = NDArray[np.uint8]

ABSENT = -1
"""Stands for a header number that is not there."""

SEMICOLON, COMMA, EQUALS, AMPERSAND, ODD = range(1, 6)
"""Kinds of bytes the batch looks at; a packet that holds an odd one is left to the careful way."""

FIELDS = ("QN", "ST", "CN", "PW", "MN", "Flag", "PNUM", "PNO", "RF")
"""Header fields in the order of the standard, which is the only one a regular packet has."""

DIGIT = np.zeros(256, bool)
"""Which bytes are digits."""

DIGIT[48:58] = True
_CAPITAL = DIGIT.copy()
_CAPITAL[65:91] = True
_PADS = tuple(bytes(size) for size in range(8))
_CLASSES = np.zeros(256, np.uint8)
_CLASSES[[ord(one) for one in ";,=&"]] = (SEMICOLON, COMMA, EQUALS, AMPERSAND)
_CLASSES[[ord(" "), ord("/"), ord("{"), *range(128, 256)]] = ODD
_NEXT = np.array([value >> 8 for value in TABLE], np.uint8)
_LAST = np.array(TABLE, np.uint16)
_NO_HEX = 255
_HEX = np.full(256, _NO_HEX, np.uint8)
_HEX[[ord(one) for one in "0123456789ABCDEF"]] = np.arange(16)
_NO_NUMBER = -2
_MOST_FLAG = 0xFF
_NUMBERED = 0b10
_MARKS = 4
"""Ampersands of a regular packet: two open the data area, two close it."""

_QN, _ST, _CN, _PW = 17, 2, 4, 6
_RF_SIZE = 1


def slices(data: Octets, starts: Ints, ends: Ints) -> Any:
    """Gather slices of the buffer into an Arrow string array."""
    sizes = ends - starts
    bounds = np.zeros(len(sizes) + 1, np.int32)
    np.cumsum(sizes, out=bounds[1:])
    index = np.repeat(starts - bounds[:-1], sizes) + np.arange(bounds[-1])
    return pa.StringArray.from_buffers(len(sizes), pa.py_buffer(bounds), pa.py_buffer(data[index]))


class Batch:
    """The buffer, where each packet lies in it, and which packets are still taken for regular."""

    def __init__(self, packets: Sequence[bytes]) -> None:
        sizes = np.fromiter(map(len, packets), np.int64, len(packets))
        four = _PADS[4]
        pieces = [piece for packet in packets for piece in (_PADS[4 - len(packet) & 7], packet, four)]
        self.data: Octets = np.frombuffer(b"".join(pieces), np.uint8)
        fronts = 4 - sizes & 7
        blocks = fronts + sizes + 4
        self.block = np.cumsum(blocks) - blocks
        self.at = self.block + fronts
        self.end = self.at + sizes
        self.count = len(packets)
        self.good = sizes >= len("##0000CP=&&&&0000")
        classes = _CLASSES[self.data]
        self.places = np.flatnonzero(classes)
        self.kinds = classes[self.places]
        self.owner = np.searchsorted(self.block, self.places, "right") - 1

    def of(self, positions: Ints) -> Octets:
        """Bytes at positions; those outside the buffer read as its last byte, which no test takes for anything."""
        found: Octets = self.data[np.minimum(positions, len(self.data) - 1)] if len(self.data) else self.data
        return found

    def check_frame(self) -> None:
        """Two number signs, four digits that tell the length, ``CP=&&`` and ``&&`` before four hex digits."""
        data, at, end = self.of, self.at, self.end
        length = np.zeros(self.count, np.int64)
        self.good &= (data(at) == ord("#")) & (data(at + 1) == ord("#"))
        for place in range(2, 6):
            digit = data(at + place)
            self.good &= DIGIT[digit]
            length = length * 10 + (digit - np.uint8(48))
        self.length = end - at - 10
        self.good &= length == self.length
        self._find_body()
        self.good[self.owner[self.kinds == ODD]] = False

    def _find_body(self) -> None:
        marks = self.places[self.kinds == AMPERSAND]
        owners = self.owner[self.kinds == AMPERSAND]
        per_packet = np.bincount(owners, minlength=self.count)
        self.good &= per_packet == _MARKS
        first = np.cumsum(per_packet) - per_packet
        last = len(marks) - 1
        corner = [marks[np.clip(first + number, 0, last)] if last >= 0 else self.at for number in range(4)]
        self.opens, self.body, self.closes = corner[0] - 3, corner[1] + 1, corner[2]
        self.good &= (corner[1] == corner[0] + 1) & (corner[3] == corner[2] + 1) & (corner[3] + 5 == self.end)
        for place, letter in enumerate(b"CP="):
            self.good &= self.of(self.opens + place) == letter
        self.good &= self.of(self.opens - 1) == ord(";")

    def check_crc(self) -> None:
        """Fold each segment to eight bytes, step through them, compare with the four hex digits."""
        rows = np.flatnonzero(self.good)
        given = np.zeros(len(rows), np.int64)
        right = np.ones(len(rows), bool)
        for place in range(4):
            digit = _HEX[self.of(self.end[rows] - 4 + place)]
            right &= digit != _NO_HEX
            given = given << 4 | digit
        computed = self._crc(rows)
        self.good[rows] = right & (given == computed)

    def _crc(self, rows: Ints) -> Ints:
        if not len(rows):
            return rows
        words = self.data.view("<u8")
        bounds = np.empty(2 * len(rows), np.int64)
        bounds[0::2], bounds[1::2] = self.block[rows] >> 3, self.end[rows] - 4 >> 3
        folded = np.bitwise_xor.reduceat(words, bounds)[0::2].copy().view(np.uint8).reshape(-1, 8)
        line = np.arange(len(rows))
        for place in range(6):  # the head is no part of the segment: take it out again
            where = self.at[rows] + place
            folded[line, where & 7] ^= self.data[where]
        folded[line, self.at[rows] + 6 & 7] ^= 0xFF
        state = np.zeros(len(rows), np.uint8)
        for place in range(7):
            state = _NEXT[state ^ folded[:, place]]
        computed: Ints = _LAST[state ^ folded[:, 7]].astype(np.int64)
        return computed

    def find_fields(self) -> None:
        """Locate the header fields and name them; unknown or out of order, and the packet is not regular."""
        inside = self.good[self.owner] & (self.places < self.opens[self.owner])
        ends = self.places[inside & (self.kinds == SEMICOLON)]
        owners = self.owner[inside & (self.kinds == SEMICOLON)]
        starts = np.empty_like(ends)
        starts[1:] = ends[:-1] + 1
        opening = np.ones(len(ends), bool)
        opening[1:] = owners[1:] != owners[:-1]
        starts[opening] = self.at[owners[opening]] + 6
        codes = self._name(starts)
        unruly = codes < 0
        unruly[1:] |= ~opening[1:] & (codes[1:] <= codes[:-1])
        self.good[owners[unruly]] = False
        fields = np.bincount(owners, minlength=self.count)
        others = np.bincount(self.owner[inside & (self.kinds == EQUALS)], minlength=self.count)
        commas = np.bincount(self.owner[inside & (self.kinds == COMMA)], minlength=self.count)
        self.good &= (fields == others) & (commas == 0)
        self.field_from = np.zeros((len(FIELDS), self.count), np.int64)
        self.field_to = np.zeros((len(FIELDS), self.count), np.int64)
        sizes = np.array([len(name) + 1 for name in FIELDS])
        named = codes >= 0
        self.field_from[codes[named], owners[named]] = starts[named] + sizes[codes[named]]
        self.field_to[codes[named], owners[named]] = ends[named]

    def _name(self, starts: Ints) -> Ints:
        codes = np.full(len(starts), -1, np.int64)
        letters = [self.of(starts + place) for place in range(5)]
        for code, name in enumerate(FIELDS):
            same = np.ones(len(starts), bool)
            for place, letter in enumerate(f"{name}=".encode()):
                same &= letters[place] == letter
            codes[same] = code
        return codes

    def has(self, name: str) -> Bools:
        """Which packets carry the field."""
        present: Bools = self.field_to[FIELDS.index(name)] > 0
        return present

    def check_fields(self) -> None:
        """Hold each value against the form a regular packet gives it."""
        self.numbers = {name: self._read_number(name) for name in ("Flag", "PNUM", "PNO", "RF")}
        sizes = self.field_to - self.field_from
        for name in ("ST", "CN", "PW", "MN"):
            self.good &= self.has(name)
        self.good &= ~self.has("QN") | ((sizes[0] == _QN) & self._all(0, _QN, DIGIT))
        self.good &= (sizes[1] == _ST) & self._all(1, _ST, _CAPITAL)
        self.good &= (sizes[2] == _CN) & self._all(2, _CN, DIGIT)
        self.good &= sizes[3] == _PW
        flag, pnum, pno, rf = (self.numbers[name] for name in ("Flag", "PNUM", "PNO", "RF"))
        self.good &= (flag <= _MOST_FLAG) & (flag != _NO_NUMBER) & (pnum != _NO_NUMBER) & (pno != _NO_NUMBER)
        self.good &= self.has("PNUM") == self.has("PNO")
        self.good &= ~self.has("RF") | ((rf == 1) & (sizes[8] == _RF_SIZE))
        promised = (flag > 0) & (flag & _NUMBERED > 0)
        self.good &= ~self.has("Flag") & ~self.has("PNUM") | (self.has("Flag") & (promised == self.has("PNUM")))

    def _all(self, field: int, size: int, allowed: Bools) -> Bools:
        fits = np.ones(self.count, bool)
        for place in range(size):
            fits &= allowed[self.of(self.field_from[field] + place)]
        return fits

    def _read_number(self, name: str) -> Ints:
        """Read a field of 1 to 4 digits; `ABSENT` where there is none, `_NO_NUMBER` where it is another text."""
        field = FIELDS.index(name)
        begin, size = self.field_from[field], self.field_to[field] - self.field_from[field]
        value = np.zeros(self.count, np.int64)
        fits = (size >= 1) & (size <= (3 if name == "Flag" else 4))
        for place in range(4):
            octet = self.of(begin + place)
            inside = size > place
            fits &= ~inside | DIGIT[octet]
            value = np.where(inside, value * 10 + (octet - np.uint8(48)), value)
        if name != "Flag":
            fits &= self.of(begin) != ord("0")
        value[~fits] = _NO_NUMBER
        value[~self.has(name)] = ABSENT
        return value
