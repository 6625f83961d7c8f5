"""What a code list is: codes with two titles, aliases and a source, and how text finds its code."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from jianzhen.contract.fold import Nearest, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list.

    ``group`` says which part of the list it stands in (the medium of a parameter, the dimension of
    a unit); ``factor`` turns a value of this unit into the first unit of its group.
    ``verified`` is one of the values of ``jianzhen.verification``.
    """

    code: str
    title: Words
    aliases: tuple[str, ...] = ()
    group: str = ""
    source: str = ""
    verified: str = ""
    factor: float | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every text that means this code."""
        return (self.code, self.title.zh, self.title.en, *self.aliases)


class AliasClashError(ValueError):
    """One text would mean two codes of a list."""


@dataclass(frozen=True)
class CodeList:
    """The values a column may hold.

    A value outside a closed list is a fault; outside an ``open`` list it is a warning, because the
    field knows more parameters, methods and instruments than any list.
    """

    name: str
    title: Words
    about: Words
    open: bool
    codes: Mapping[str, Code]
    _index: dict[str, str] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for code in self.codes.values():
            for spelling in code.spellings:
                self._add(fold(spelling), code.code)

    def _add(self, spelling: str, code: str) -> None:
        known = self._index.setdefault(spelling, code)
        if known != code:
            raise AliasClashError(f"code list {self.name}: {spelling!r} means both {known!r} and {code!r}")

    @property
    def titles(self) -> Mapping[str, Words]:
        """Code to title, in the order of the list."""
        return {code.code: code.title for code in self.codes.values()}

    def resolve(self, text: str) -> str | None:
        """Return the code that ``text`` (code, title or alias, however typed) means; None if unknown."""
        return self._index.get(fold(text))

    def normal(self, text: str) -> str:
        """Return the code that ``text`` means, or else the text folded to one spelling."""
        return self.resolve(text) or fold(text)

    def nearest(self, text: str) -> str | None:
        """Return the known spelling most like ``text``, for "did you mean"."""
        return self._nearest(text)

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(spelling for code in self.codes.values() for spelling in code.spellings)
