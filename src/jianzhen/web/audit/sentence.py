"""An entry in a sentence, as a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jianzhen.words import Words

ERASED = Words("〔已依法删除〕", "[erased by law]")
_PLACE = re.compile(r"\{((?:before|after)(?:\.[^{}\s]+)?|actor|target|reason)\}")


def sentence(said: Mapping[str, Any], apart: Mapping[str, Any]) -> Words:
    """The words of an entry, its places filled in.

    Args:
        said: The content of the entry.
        apart: What is kept apart and still there, by its place in the entry.
    """
    return Words(_filled(said["zh"], said, apart, ERASED.zh), _filled(said["en"], said, apart, ERASED.en))


def _filled(text: str, said: Mapping[str, Any], apart: Mapping[str, Any], erased: str) -> str:
    def fill(found: re.Match[str]) -> str:
        name = "/" + found[1].replace(".", "/")
        if name in apart:
            return _shown(apart[name])
        if name in said["apart"]:
            return erased
        value = _at(said, found[1].split("."))
        return found[0] if value is None else _shown(value)

    return _PLACE.sub(fill, text)


def _at(said: Mapping[str, Any], path: list[str]) -> Any:
    value: Any = said
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def parted(words: Words, apart: Mapping[str, Any]) -> Words:
    """The words with places where they repeat what is kept apart, so that erasing reaches them too."""
    places = {value: place for name, value in apart.items() if isinstance(value, str) and len(value) > 1
              if (place := _place(name))}  # fmt: skip
    if not places:
        return words
    longest_first = re.compile("|".join(map(re.escape, sorted(places, key=len, reverse=True))))
    zh, en = (longest_first.sub(lambda found: places[found[0]], text) for text in words)
    return Words(zh, en)


def _place(name: str) -> str:
    """How the words point to a place of the entry; empty if they cannot."""
    place = "{" + name.removeprefix("/").replace("/", ".") + "}"
    return place if _PLACE.fullmatch(place) and "." not in name and "~" not in name else ""
