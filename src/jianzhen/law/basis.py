"""From an act and its day to the articles in force on that day.

The law of the day of the act governs (从旧). What came into force later is given apart,
because a lighter later rule may have to be applied (从轻); nothing is chosen for the
person who decides.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from jianzhen.law.library import library
from jianzhen.law.model import Level, Role
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jianzhen.law.library import Library
    from jianzhen.law.model import Act, Article, Instrument

_ROLES = list(Role)
_LEVELS = list(Level)


@dataclass(frozen=True, slots=True)
class BasisEntry:
    """One article that touches the act, with what a document needs to cite it."""

    role: Role
    instrument: Instrument
    article: Article
    predecessors: tuple[Words, ...] = ()
    """Citations of what stood in its place before."""
    successors: tuple[Words, ...] = ()
    """Citations of what took its place later."""

    @property
    def citation(self) -> Words:
        """The article as a document prints it."""
        return self.article.cite(self.instrument)

    @property
    def verified(self) -> bool:
        """Whether the text and the days of force were read in the original."""
        return self.article.tag.verified and self.instrument.dates_verified


class NoteKind(StrEnum):
    """Why a note stands in a basis."""

    NONE = "no-basis"
    PARALLEL = "several-apply"
    DATES = "dates-unverified"
    LATER = "later-law"
    REPORTED = "reported-change"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Note:
    """Something the person who decides has to know."""

    kind: NoteKind
    words: Words


@dataclass(frozen=True, slots=True)
class Basis:
    """The law on an act on one day."""

    act: Act
    on: date
    entries: tuple[BasisEntry, ...]
    """In force on the day: by rank of instrument, then by role."""
    later: tuple[BasisEntry, ...]
    """In force only after the day; may matter if the decision comes later and they are lighter."""
    notes: tuple[Note, ...]


def acts() -> tuple[Act, ...]:
    """Return every act on file."""
    return tuple(library().acts.values())


def basis(act: str, on: date) -> Basis:
    """Return the articles that touch ``act`` when it is done on the day ``on``.

    Raises:
        UnknownActError: No such act; the message names the nearest ones.
    """
    law = library()
    found = law.act(act)
    touching = _touching(law, act)
    entries = _entries(law, (pair for pair in touching if law.instruments[pair[1].instrument].in_force(on)))
    later = _entries(law, (pair for pair in touching if on < law.instruments[pair[1].instrument].in_force_from))
    return Basis(found, on, entries, later, tuple(_notes(law, found, on, entries, later)))


def _touching(law: Library, act: str) -> list[tuple[Role, Article]]:
    exact = law.acts[act].exact
    pairs = dict.fromkeys(
        (role, version)
        for role, article in law.links[act]
        for version in ((article,) if exact else law.versions(article))
    )
    return [(role, law.articles[article]) for role, article in pairs]


def _entries(law: Library, pairs: Iterable[tuple[Role, Article]]) -> tuple[BasisEntry, ...]:
    kept = _most_specific(list(pairs))
    entries = [
        BasisEntry(
            role=role,
            instrument=law.instruments[article.instrument],
            article=article,
            predecessors=_cite_all(law, law.predecessors.get(article.id, ())),
            successors=_cite_all(law, law.successors.get(article.id, ())),
        )
        for role, article in kept
    ]
    return tuple(sorted(entries, key=_rank))


def _most_specific(pairs: list[tuple[Role, Article]]) -> list[tuple[Role, Article]]:
    """Drop a whole article where one of its items already stands."""
    itemised = {(article.instrument, article.number) for _, article in pairs if article.item}
    return [(role, one) for role, one in pairs if one.item or (one.instrument, one.number) not in itemised]


def _rank(entry: BasisEntry) -> tuple[int, int, str, str]:
    level, role = _LEVELS.index(entry.instrument.level), _ROLES.index(entry.role)
    return level, role, entry.instrument.id, entry.article.id


def _cite_all(law: Library, articles: Iterable[str]) -> tuple[Words, ...]:
    found = (law.articles[article] for article in articles)
    return tuple(article.cite(law.instruments[article.instrument]) for article in found)


def _notes(
    law: Library, act: Act, on: date, entries: tuple[BasisEntry, ...], later: tuple[BasisEntry, ...]
) -> Iterable[Note]:
    if not entries:
        yield Note(NoteKind.NONE, act.gap or _no_basis(on, later))
    yield from _parallel(entries)
    yield from _unverified_dates(entries)
    yield from _later(law, later)
    yield from _reported(law, on, entries)
    texts = [act.note, *(note for entry in entries for note in (entry.article.note, entry.instrument.note))]
    yield from (Note(NoteKind.TEXT, words) for words in dict.fromkeys(filter(None, texts)))


def _no_basis(on: date, later: tuple[BasisEntry, ...]) -> Words:
    first = min((entry.instrument for entry in later), key=lambda one: one.in_force_from, default=None)
    if first is None:
        return Words(f"{on} 无收录的有效条文。", f"No article on file is in force on {on}.")
    return Words(
        f"{on} 无收录的有效条文；最早的是{first.short.zh}，{first.in_force_from} 起施行。",
        f"No article on file is in force on {on}; the first is {first.short.en}, from {first.in_force_from}.",
    )


def _parallel(entries: tuple[BasisEntry, ...]) -> Iterable[Note]:
    by_instrument = defaultdict(list)
    for entry in entries:
        if entry.role is Role.PUNISHES:
            by_instrument[entry.instrument.id].append(entry)
    if len(by_instrument) > 1:
        cited = [entry.citation for found in by_instrument.values() for entry in found]
        zh, en = "、".join(one.zh for one in cited), "; ".join(one.en for one in cited)
        yield Note(
            NoteKind.PARALLEL,
            Words(
                f"多个罚则同时有效，由人选择适用（上位法优先，同一行为不重复罚款）：{zh}。",
                f"Several penalties are in force; a person chooses (higher law first, one fine for one act): {en}.",
            ),
        )


def _unverified_dates(entries: tuple[BasisEntry, ...]) -> Iterable[Note]:
    doubtful = {entry.instrument.id: entry.instrument for entry in entries if not entry.instrument.dates_verified}
    if doubtful:
        zh = "、".join(one.short.zh for one in doubtful.values())
        en = "; ".join(one.short.en for one in doubtful.values())
        yield Note(NoteKind.DATES, Words(f"施行或失效日期未核原文：{zh}。", f"Days of force unverified: {en}."))


def _later(law: Library, later: tuple[BasisEntry, ...]) -> Iterable[Note]:
    newer = {entry.instrument.id: entry.instrument for entry in later if entry.role is Role.PUNISHES}
    if not newer:
        return
    rule = law.articles["penalty-law/37"]
    cited = rule.cite(law.instruments[rule.instrument])
    zh = "、".join(f"{one.short.zh}（{one.in_force_from} 起）" for one in newer.values())
    en = "; ".join(f"{one.short.en} (from {one.in_force_from})" for one in newer.values())
    yield Note(
        NoteKind.LATER,
        Words(
            f"从旧兼从轻（{cited.zh}）：若处罚决定作出时下列新规定已施行且处罚较轻，可能须适用新规定：{zh}。",
            f"Old law, unless the new is lighter ({cited.en}): if the decision falls after these came into force "
            f"and they are lighter, they may have to be applied: {en}.",
        ),
    )


def _reported(law: Library, on: date, entries: tuple[BasisEntry, ...]) -> Iterable[Note]:
    named = {entry.instrument.reported_successor: entry.instrument for entry in entries}
    for successor, instrument in named.items():
        if successor and law.instruments[successor].in_force_from <= on:
            new = law.instruments[successor]
            yield Note(
                NoteKind.REPORTED,
                Words(
                    f"据未核实的消息，{new.title.zh}自 {new.in_force_from} 起施行，可能取代{instrument.short.zh}。"
                    "引用前必须核对。",
                    f"By unverified reports {new.title.en} is in force from {new.in_force_from} and may replace "
                    f"{instrument.short.en}. Check before citing.",
                ),
            )
