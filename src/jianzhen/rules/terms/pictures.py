"""Perceptual hashes of photographs: which of them show the same picture.

A hash is 16 hex digits (64 bits, of an image's brightness gradients). Two pictures are near when few bits differ.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.once import once
from jianzhen.rules.verdict import Table

_DIGITS = "0123456789abcdef"
_HALF = 8
"""Hex digits of one half of a hash; its 32 bits fit a signed 64-bit integer on every engine."""
_BANDS = ((0, 3), (3, 3), (6, 3), (9, 3), (12, 2), (14, 2))
"""Start and length, in hex digits, of the pieces a hash is cut into."""
MOST_BITS = len(_BANDS) - 1
"""Hashes that differ in so many bits still agree in at least one band, so that they meet by equality."""


def with_bits(photos: Table, column: str) -> Table:
    """Photos with ``high`` and ``low``, the halves of the hash as numbers, and ``ones``, how many bits are set."""
    text = photos[column]
    # Counting bits repeats its operand many times over: let it be a column.
    rows = once(photos.mutate(high=_number(text.substr(0, _HALF)), low=_number(text.substr(_HALF, _HALF))))
    return rows.mutate(ones=_ones(rows.high) + _ones(rows.low))


def differing_bits(first: Table, second: Table) -> ir.Value:
    """How many bits of two hashes differ; both tables come from ``with_bits``."""
    return _ones(first.high ^ second.high) + _ones(first.low ^ second.low)


def banded(photos: Table, column: str) -> Table:
    """Repeat every photo once per band, with ``band``, its place and digits."""
    text = photos[column]
    pieces = [
        ibis.literal(f"{place}:") + text.substr(start, length) for place, (start, length) in enumerate(_BANDS)
    ]  # fmt: skip
    return photos.mutate(band=ibis.array(pieces).unnest())


def _number(text: ir.Value) -> ir.Value:
    """Eight hex digits as a number; missing when one of them is none."""
    total: ir.Value = ibis.literal(0).cast("float64")
    known = text.length() == _HALF
    for place in range(_HALF):
        digit = ibis.literal(_DIGITS).find(text.substr(place, 1))
        known = known & (digit >= 0)
        # A position is a 32-bit number on Spark, which overflows; floats hold 32 bits exactly everywhere.
        total = total * 16 + digit.cast("float64")
    return ibis.ifelse(known, total.cast("int64"), ibis.null("int64"))


def _ones(bits: ir.Value) -> ir.Value:
    """Bits set in a number below 2^32, counted in pairs, fours and bytes at once."""
    bits = bits - ((bits >> 1) & 0x55555555)
    bits = (bits & 0x33333333) + ((bits >> 2) & 0x33333333)
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F
    # The sum of the four bytes: 256 leaves 1 when divided by 255.
    return bits % 255
