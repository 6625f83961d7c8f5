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
_PLAIN = "^[!-`{-~一-龥]*$"
"""Texts that folding leaves alone: ASCII but blanks and small letters, and common characters of Chinese.

A class of characters means the same to every engine.
"""

_PLAIN_NAME = "^[0-9A-Z#一-龥]*$"
"""Names that folding leaves alone."""

_DROPPED = " (){}（）｛｝【】〔〕《》〈〉「」『』〖〗·•,、;:_/.。“”‘’，；：＿／－．—–−‐-"
"""What names lose, as far as it means nothing special in a class of characters."""

_ORDINARY_NAME = f"^[0-9A-Za-z#一-龥{_DROPPED}]*$"
"""Names of which nothing but ``_DROPPED`` has to go and small letters to become large."""


def folded(text: ir.Value) -> ir.Value:
    """One spelling for a number or code: half-width, upper case, no blanks, one kind of dash."""
    # What the second string of ``translate`` has no partner for is dropped. It is slow, and most numbers are plain.
    return ibis.ifelse(text.re_search(_PLAIN), text, _translated(text))


def _translated(text: ir.Value) -> ir.Value:
    return text.translate(_FROM + _BLANKS, _TO).upper()


def folded_name(text: ir.Value) -> ir.Value:
    """One spelling for a place or a person's words: as ``folded``, without brackets and punctuation."""
    # The translation of a text costs as much as reading forty; few names need it.
    return ibis.cases(
        (text.re_search(_PLAIN_NAME), text),
        (text.re_search(_ORDINARY_NAME), text.re_replace(f"[{_DROPPED}]", "").upper()),
        else_=_translated_name(text),
    )


def _translated_name(text: ir.Value) -> ir.Value:
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
