"""What the law room holds: sources, instruments, articles, acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jianzhen.verification import Verification
from jianzhen.words import Words

_NUMERALS = "零一二三四五六七八九十"


class Level(StrEnum):
    """Rank of an instrument, highest first; the order is the order of display."""

    LAW = "law"
    REGULATION = "regulation"
    INTERPRETATION = "interpretation"
    RULE = "rule"
    DOCUMENT = "document"
    STANDARD = "standard"


class Role(StrEnum):
    """What an article does to an act; the order is the order of display."""

    DEFINES = "defines"
    FORBIDS = "forbids"
    PUNISHES = "punishes"
    AGGRAVATES = "aggravates"
    REFERS_TO_POLICE = "refers-to-police"
    PROCEDURE = "procedure"

    @property
    def words(self) -> Words:
        """What a user reads."""
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    Role.DEFINES: Words("认定", "defines"),
    Role.FORBIDS: Words("义务/禁止", "obliges or forbids"),
    Role.PUNISHES: Words("处罚", "punishes"),
    Role.AGGRAVATES: Words("从重/名单", "aggravates or lists"),
    Role.REFERS_TO_POLICE: Words("移送公安", "refers to the police"),
    Role.PROCEDURE: Words("程序", "procedure"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where an entry was read."""

    id: str
    title: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One edition of a law, regulation, rule, document or standard.

    In force on ``[in_force_from, in_force_to)``: ``in_force_to`` is the first day on
    which it no longer applies. The two dates carry tags of their own, since a text
    may be known word by word while its day of effect is not.
    """

    id: str
    title: Words
    short: Words
    level: Level
    body: Words
    number: str
    in_force_from: date
    from_tag: Verification
    tag: Verification
    source: str
    in_force_to: date | None = None
    to_tag: Verification | None = None
    replaced_by: str = ""
    reported_successor: str = ""
    """An instrument that is said to replace this one, without proof; both are kept and the doubt is shown."""
    note: Words | None = None

    def in_force(self, day: date) -> bool:
        """Whether it applies to what is done on ``day``."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)

    @property
    def dates_verified(self) -> bool:
        """Whether both days were read in an original text."""
        return self.from_tag.verified and (self.to_tag is None or self.to_tag.verified)


@dataclass(frozen=True, slots=True)
class Former:
    """The number (and penalty) the same provision had in an earlier edition."""

    instrument: str
    number: str
    tag: Verification
    penalty: Words | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One provision of one instrument; ``item`` is the numbered item in it, 0 for the whole."""

    instrument: str
    number: str
    summary: Words
    tag: Verification
    source: str
    item: int = 0
    penalty: Words | None = None
    note: Words | None = None
    formerly: tuple[Former, ...] = ()
    replaces: tuple[str, ...] = ()
    """Ids of provisions of *other* instruments that this one takes the place of."""

    @property
    def id(self) -> str:
        """``instrument/number`` or ``instrument/number(item)``."""
        return f"{self.instrument}/{self.number}" + (f"({self.item})" if self.item else "")

    def cite(self, instrument: Instrument) -> Words:
        """The citation as a document prints it."""
        zh, en = instrument.short
        if self.number:
            zh += f"第{self.number}条" + (f"第（{_numeral(self.item)}）项" if self.item else "")
            en += f", art. {self.number}" + (f"({self.item})" if self.item else "")
        return Words(zh, en)


def _numeral(item: int) -> str:
    return _NUMERALS[item] if item <= 10 else f"十{_NUMERALS[item - 10]}"  # noqa: PLR2004 (ten is 十)


@dataclass(frozen=True, slots=True)
class Links:
    """Ids of articles, by what they do."""

    defines: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    punishes: tuple[str, ...] = ()
    aggravates: tuple[str, ...] = ()
    refers_to_police: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()

    def pairs(self) -> tuple[tuple[Role, str], ...]:
        """Every link as (role, article id), in the order of the roles."""
        return tuple((role, article) for role in Role for article in getattr(self, role.value.replace("-", "_")))


@dataclass(frozen=True, slots=True)
class Group:
    """Links that many acts share."""

    id: str
    links: Links
    tag: Verification
    source: str


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of wrongdoing, by dotted id, and the articles that touch it in any period."""

    id: str
    title: Words
    links: Links
    tag: Verification
    source: str
    groups: tuple[str, ...] = ()
    exact: bool = False
    """The articles are meant as they stand; their older and newer versions do not touch the act."""
    gap: Words | None = None
    """Why there is no basis on days on which no article is in force."""
    note: Words | None = None
