"""Texts in the language of the reader.

Every text of ours stands in both languages where it is used, as ``Words`` or in the template
tag ``say``: none can lack its translation and nothing has to be compiled. Django's and
allauth's own texts come from their catalogues, switched by the same cookie.
"""

from __future__ import annotations

from django.utils.functional import lazy as _lazy
from django.utils.translation import get_language

from jianzhen.words import Words

__all__ = ["chosen", "in_english", "lazy"]


def in_english() -> bool:
    """Whether the reader chose English."""
    return (get_language() or "").startswith("en")


def chosen(words: Words) -> str:
    """The text as the reader wants it."""
    return words.en if in_english() else words.zh


def _said(zh: str, en: str) -> str:
    return en if in_english() else zh


_lazily = _lazy(_said, str)


def lazy(zh: str, en: str) -> str:
    """A text chosen when it is shown: for labels of models and forms."""
    return _lazily(zh, en)
