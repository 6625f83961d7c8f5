"""The kinds of acts: each desk declares its own in ``audit_kinds.py``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jianzhen.words import Words

_FORM = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_LONGEST = 80
_declared: dict[str, Kind] = {}


class RecordError(Exception):
    """An act cannot be written down as it was told, so the act fails with it; the message says why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.words = Words(zh, en)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act: its title, the fields about persons, and whether a reason must be given."""

    name: str
    title: Words
    personal: frozenset[str] = frozenset()
    needs_reason: bool = False


def declare(name: str, title: Words, *, personal: Sequence[str] = (), needs_reason: bool = False) -> Kind:
    """Declare a kind of act.

    Args:
        name: ``desk.verb`` in lower case.
        title: What a list of acts shows.
        personal: Fields of ``before`` and ``after`` that are always kept apart.
        needs_reason: An act of this kind without a reason is refused.

    Raises:
        RecordError: The name is malformed, or another kind has it.
    """
    kind = Kind(_checked(name), title, frozenset(personal), needs_reason)
    if _declared.setdefault(name, kind) != kind:
        raise RecordError(f"操作类型 {name} 重复声明且含义不同", f"kind {name!r} is declared twice, differently")
    return kind


def kind_of(name: str) -> Kind:
    """A kind by its name; one that nobody declared has its name for a title.

    Raises:
        RecordError: The name is malformed.
    """
    return _declared.get(name) or Kind(_checked(name), Words(name, name))


def declared() -> tuple[Kind, ...]:
    """Every declared kind, by name."""
    return tuple(kind for _, kind in sorted(_declared.items()))


def _checked(name: str) -> str:
    if not _FORM.fullmatch(name) or len(name) > _LONGEST:
        raise RecordError(
            f"操作类型 {name!r}：应为小写的 desk.verb，不超过 {_LONGEST} 字符",
            f"kind {name!r}: expected desk.verb in lower case, {_LONGEST} characters at most",
        )
    return name
