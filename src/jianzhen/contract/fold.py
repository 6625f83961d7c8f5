"""One spelling for names people type: width, case, blanks, brackets and look-alike glyphs do not count."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Glyphs that Unicode normalisation leaves apart although people type either.
_GLYPHS = str.maketrans(
    {
        "μ": "u", "—": "-", "–": "-", "−": "-", "‐": "-", "‑": "-", "―": "-", "～": "~", "〜": "~", "∼": "~",
        "【": "(", "】": ")", "〔": "(", "〕": ")", "[": "(", "]": ")", "{": "(", "}": ")", "、": ",", "•": "·",
        "．": ".", "。": ".", "《": "", "》": "", "“": "", "”": "", '"': "", "'": "", "‘": "", "’": "", "*": "",
        "_": "_", "\ufeff": "", "\u200b": "",
    }
)  # fmt: skip
_TRAILING_BRACKET = re.compile(r"^(?P<name>.+?)\((?P<inner>[^()]*)\)$")


def fold(text: str) -> str:
    """Normalise a name so that ways of typing it compare equal."""
    # Casefolding and compatibility forms each bring up work for the other; the second pass finishes it.
    return _fold_once(_fold_once(text))


def _fold_once(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text.casefold()).translate(_GLYPHS)
    return unicodedata.normalize("NFC", "".join(wide.split()).casefold())


def split_bracket(folded: str) -> tuple[str, str]:
    """Split a folded name from the bracket at its end: ``采样体积(l)`` gives ``采样体积`` and ``l``."""
    found = _TRAILING_BRACKET.match(folded)
    return (found["name"], found["inner"]) if found else (folded, "")


class Nearest:
    """Finds the known name most like a text by shared pairs of letters; fast enough to ask for every faulty cell."""

    def __init__(self, known: Iterable[str]) -> None:
        self._pairs = [(name, _pairs(name)) for name in dict.fromkeys(known)]

    def __call__(self, text: str) -> str | None:
        """Return the known name most like ``text``, or None when none is much like it."""
        wanted = _pairs(text)
        best, name = max(((_alike(wanted, pairs), name) for name, pairs in self._pairs), default=(0.0, ""))
        return name if best >= _ALIKE else None


_ALIKE = 0.4
"""Share of common letter pairs above which a name is worth suggesting; presentation only."""


def _pairs(text: str) -> frozenset[str]:
    framed = f"^{fold(text)[:100]}$"
    return frozenset(map("".join, itertools.pairwise(framed)))


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    """Sørensen-Dice coefficient."""
    return 2 * len(a & b) / (len(a) + len(b))
