"""An entry as its page shows it: values before and after side by side, what is about persons masked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jianzhen.seal.merkle.hashing import leaf_hash
from jianzhen.web.audit.models import Entry, Root
from jianzhen.web.audit.sentence import ERASED
from jianzhen.web.logbook.filters import title_of
from jianzhen.web.scope import masking
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

SYSTEM_TITLES: Mapping[str, Words] = {
    "system": Words("平台", "the platform"),
    "anonymous": Words("未登录者", "somebody not signed in"),
    "command-line": Words("命令行", "the command line"),
}
_APART = Words("（个人信息，另存）", "(personal, kept apart)")
_SEPARATOR = "."
_AS_IN_LISTS = ("account", "name")
"""Whoever reads the log sees them in the list of people too."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an act, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry, ready for its page.

    Attributes:
        actor, target: The name at the time; the key when there is none.
        leaf: Digest of the leaf, hexadecimal.
        root: The first signed root that covers it; None until one is signed.
    """

    entry: Entry
    title: Words
    words: Words
    actor: str
    target: str
    reason: str
    address: str
    request: Mapping[str, str]
    changes: tuple[Change, ...]
    leaf: str
    root: Root | None


def shown(entry: Entry, *, with_root: bool = True) -> Shown:
    """Read an entry; its personal values are best fetched with it."""
    said = entry.said
    apart = {one.name: json.loads(one.value) for one in entry.aparts.all()}
    return Shown(
        entry,
        title_of(entry.kind),
        entry.words(),
        actor_in_words(entry, apart),
        _kept("/target", said, apart) or entry.target,
        _kept("/reason", said, apart),
        _kept("/request/address", said, apart),
        said["request"] or {},
        tuple(_changes(said, apart)),
        leaf_hash(entry.content.encode()).hex(),
        Root.objects.filter(size__gte=entry.number).order_by("size", "id").first() if with_root else None,
    )


def actor_in_words(entry: Entry, apart: Mapping[str, Any]) -> str:
    """Who did it."""
    if entry.actor in SYSTEM_TITLES and "/actor" not in apart:
        return chosen(SYSTEM_TITLES[entry.actor])
    return _kept("/actor", entry.said, apart) or entry.actor


def _kept(name: str, said: Mapping[str, Any], apart: Mapping[str, Any]) -> str:
    if name in apart:
        return str(apart[name])
    return chosen(ERASED) if name in said["apart"] else ""


def _changes(said: Mapping[str, Any], apart: Mapping[str, Any]) -> Iterator[Change]:
    before = dict(_leaves(said["before"], "/before", said, apart))
    after = dict(_leaves(said["after"], "/after", said, apart))
    for name in dict.fromkeys([*before, *after]):
        yield Change(name, before.get(name, ""), after.get(name, ""))


def _leaves(
    value: object, place: str, said: Mapping[str, Any], apart: Mapping[str, Any], name: str = ""
) -> Iterator[tuple[str, str]]:
    """Every value under its dotted name; one that is kept apart masked, or said to be erased."""
    if place in said["apart"]:
        yield name, _masked(name, apart[place]) if place in apart else chosen(ERASED)
    elif isinstance(value, Mapping) and value:
        for key, one in value.items():
            yield from _leaves(one, f"{place}/{key}", said, apart, f"{name}{_SEPARATOR}{key}".lstrip(_SEPARATOR))
    elif isinstance(value, list) and any(isinstance(one, Mapping | list) or one is None for one in value):
        for at, one in enumerate(value):
            yield from _leaves(one, f"{place}/{at}", said, apart, f"{name}{_SEPARATOR}{at + 1}".lstrip(_SEPARATOR))
    elif value is not None:
        yield name, _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return chosen(Words("是", "yes") if value else Words("否", "no"))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _masked(name: str, value: object) -> str:
    kind = name.rpartition(_SEPARATOR)[2]
    text = value if isinstance(value, str) else ""
    if kind in _AS_IN_LISTS:
        return text
    mask = masking.MASKS.get(kind, masking.name)
    return f"{mask(text)}{chosen(_APART)}" if text else chosen(_APART)
