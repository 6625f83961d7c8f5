"""Numbers and names as people type them: width, case, blanks and brackets do not count."""

from __future__ import annotations

from ibis.expr import types as ir

_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_FULL_WIDTH = "".join(chr(ord(character) + 0xFEE0) for character in _ASCII)
_BLANKS = (" ", "\t", "\n", "\r", "\u3000", "\u00a0", "\u200b")
_BRACKETS = tuple("()[]{}【】〔〕《》〈〉「」『』〖〗")
_MARKS = tuple("·•,、;:_/\\-.。'\"“”‘’")


def folded(text: ir.Value) -> ir.Value:
    """One spelling for a number or code: half-width, upper case, no blanks, one kind of dash."""
    plain = text.translate(_FULL_WIDTH + "—–−‐～〜", _ASCII + "----~~")
    return _without(plain, _BLANKS).upper()


def folded_name(text: ir.Value) -> ir.Value:
    """One spelling for a place or a person's words: as ``folded``, without brackets and punctuation."""
    return _without(folded(text), _BRACKETS + _MARKS)


def _without(text: ir.Value, characters: tuple[str, ...]) -> ir.Value:
    for character in characters:
        text = text.replace(character, "")
    return text


def mentions(text: ir.Value, words: tuple[str, ...]) -> ir.Value:
    """Whether a text holds one of the words; a missing text does not."""
    held = [text.contains(word) for word in words]
    found = held[0]
    for one in held[1:]:
        found = found | one
    return found.fill_null(False)
