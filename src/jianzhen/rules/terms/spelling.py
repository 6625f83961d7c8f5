"""Numbers and names as people type them: width, case, blanks and brackets do not count."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_FULL_WIDTH = "".join(chr(ord(character) + 0xFEE0) for character in _ASCII)
_DASHES, _TILDES = "—–−‐", "～〜"
_BLANKS = " \t\n\r\u3000\u00a0\u200b"
_BRACKETS = "()[]{}（）［］｛｝【】〔〕《》〈〉「」『』〖〗"
_MARKS = "·•,、;:_/-.。'\"“”‘’，；：＿／－．" + _DASHES
_FROM = _FULL_WIDTH + _DASHES + _TILDES[1:]
_TO = _ASCII + "-" * len(_DASHES) + "~"
_PLAIN = "^[0-9A-Z#./-]*$"
"""Texts that folding leaves alone; a class of characters means the same to every engine."""


def folded(text: ir.Value) -> ir.Value:
    """One spelling for a number or code: half-width, upper case, no blanks, one kind of dash."""
    # What the second string of ``translate`` has no partner for is dropped. It is slow, and most numbers are plain.
    return ibis.ifelse(text.re_search(_PLAIN), text, text.translate(_FROM + _BLANKS, _TO).upper())


def folded_name(text: ir.Value) -> ir.Value:
    """One spelling for a place or a person's words: as ``folded``, without brackets and punctuation."""
    dropped = set(_BRACKETS + _MARKS)
    kept = [(here, there) for here, there in zip(_FROM, _TO, strict=True) if here not in dropped]
    here, there = ("".join(characters) for characters in zip(*kept, strict=True))
    return text.translate(here + _BLANKS + _BRACKETS + _MARKS, there).upper()


def mentions(text: ir.Value, words: tuple[str, ...]) -> ir.Value:
    """Whether a text holds one of the words; a missing text does not."""
    held = [text.contains(word) for word in words]
    found = held[0]
    for one in held[1:]:
        found = found | one
    return found.fill_null(False)
