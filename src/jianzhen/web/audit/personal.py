"""What is about a person: marked where an act is told, taken out of the entry before it is hashed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jianzhen.seal.digest import canonical
from jianzhen.web.audit.plain import plain

LONGEST_NAME = 250


@dataclass(frozen=True, slots=True)
class Personal:
    """A value about a person; the entry keeps its digest, the value lies apart and can be erased.

    Attributes:
        value: The value.
        of: Key of the person (``people.person:17``); by default the target of the act.
    """

    value: object
    of: str = ""


class Kept(NamedTuple):
    """A value taken out: its place in the entry (a JSON pointer), whose it is, and its JSON text."""

    name: str
    of: str
    text: str


@dataclass(slots=True)
class Parting:
    """Takes what is personal out of plain data and remembers it."""

    of: str
    kept: list[Kept] = field(default_factory=list)

    def keep(self, name: str, value: object, of: str = "") -> None:
        """Keep one value apart.

        Raises:
            ValueError: It lies too deep, under too long a name.
            TypeError: It has no JSON form.
        """
        if len(name) > LONGEST_NAME:
            raise ValueError(f"{name}: expected {LONGEST_NAME} characters at most for the place of a personal value")
        self.kept.append(Kept(name, of or self.of, canonical(plain(value)).decode()))

    def part(self, value: object, name: str, personal: frozenset[str] = frozenset()) -> object:
        """The value as plain data, null where something was taken out.

        Args:
            value: Plain data, with ``Personal`` anywhere in it.
            name: Its place in the entry.
            personal: Fields of the value itself that are personal without a mark.

        Raises:
            TypeError: Something has no JSON form.
        """
        if isinstance(value, Personal):
            self.keep(name, value.value, value.of)
            return None
        if isinstance(value, Mapping):
            return {str(key): self._field(str(key), one, name, personal) for key, one in value.items()}
        if isinstance(value, Sequence) and not isinstance(value, str | bytes):
            return [self.part(one, f"{name}/{at}") for at, one in enumerate(value)]
        return plain(value)

    def _field(self, key: str, value: object, name: str, personal: frozenset[str]) -> object:
        marked = Personal(value) if key in personal and not isinstance(value, Personal) and value is not None else value
        return self.part(marked, f"{name}/{escaped(key)}")


def escaped(key: str) -> str:
    """A key as a part of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
