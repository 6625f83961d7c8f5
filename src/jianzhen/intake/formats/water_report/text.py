"""Printed text made comparable: labels without blanks and colons, values without line breaks."""

from __future__ import annotations

import re
import unicodedata

_CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BREAK = re.compile(rf"(?<={_CHINESE})[ \t]*\n\s*(?={_CHINESE})")
_BLANK = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """Half-width forms and no blanks at all: for comparing, not for keeping."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def label(text: str) -> str:
    """A label without its blanks and its colon."""
    return squeeze(text).strip(":")


def tidy(text: str) -> str:
    """One line as it reads: a break between Chinese characters is none, other blanks are one."""
    return _BLANK.sub(" ", _BREAK.sub("", text)).strip()


def one_line(text: str) -> str:
    """One line in which every break is kept as a blank, for names set one under the other."""
    return _BLANK.sub(" ", text).strip()


def stated(text: str) -> str:
    """The text, or nothing where a dash or stroke says that there is nothing."""
    return "" if squeeze(text) in {"/", "-", "--", "—", "——", "\\"} else text
