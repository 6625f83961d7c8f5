"""One spelling for names people type: width, case, blanks, brackets and look-alike glyphs do not count."""

from __future__ import annotations

import difflib
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
    wide = unicodedata.normalize("NFKC", text).translate(_GLYPHS)
    return "".join(wide.split()).casefold()


def split_bracket(folded: str) -> tuple[str, str]:
    """Split a folded name from the bracket at its end: ``采样体积(l)`` gives ``采样体积`` and ``l``."""
    found = _TRAILING_BRACKET.match(folded)
    return (found["name"], found["inner"]) if found else (folded, "")


def nearest(text: str, known: Iterable[str]) -> str | None:
    """Return the known name most like ``text``, or None when nothing is alike at all."""
    folded = {fold(name): name for name in known}
    close = difflib.get_close_matches(fold(text), folded, n=1, cutoff=0.5)
    return folded[close[0]] if close else None
