"""All entries of the data folder, loaded once and checked against each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol, TypeVar

from jianzhen.datafile import DataFileError, read_entries
from jianzhen.law.model import Act, Article, Group, Instrument, Role, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

T = TypeVar("T")


class UnknownActError(LookupError):
    """No act has this id; the message names the nearest ones."""


class _Tagged(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Library:
    """The law as data: every mapping is by id, in the order of the files."""

    sources: Mapping[str, Source]
    instruments: Mapping[str, Instrument]
    articles: Mapping[str, Article]
    acts: Mapping[str, Act]
    links: Mapping[str, tuple[tuple[Role, str], ...]]
    """For each act its (role, article id) pairs, those of its groups included."""
    predecessors: Mapping[str, tuple[str, ...]]
    successors: Mapping[str, tuple[str, ...]]

    def act(self, act: str) -> Act:
        """Find an act.

        Raises:
            UnknownActError: With the nearest ids.
        """
        if act not in self.acts:
            near = get_close_matches(act, self.acts, n=3, cutoff=0.4)
            hint = f"nearest: {', '.join(near)}" if near else "see the list of acts"
            raise UnknownActError(f"unknown act {act!r}; {hint}")
        return self.acts[act]

    def versions(self, article: str) -> tuple[str, ...]:
        """Return the provision itself and every one linked to it as older or newer."""
        seen = {article: None}
        for neighbours in (self.predecessors, self.successors):
            queue = [article]
            while queue:
                new = [other for other in neighbours.get(queue.pop(), ()) if other not in seen]
                seen |= dict.fromkeys(new)
                queue += new
        return tuple(seen)


@cache
def library() -> Library:
    """Load the project's data files.

    Raises:
        DataFileError: A file is not as declared, or an id points nowhere.
    """
    return load(files("jianzhen.law") / "data")


def load(data: Traversable) -> Library:
    """Load a data folder laid out like the project's own.

    Raises:
        DataFileError: A file is not as declared, or an id points nowhere.
    """
    sources = _by_id(read_entries(data / "sources.toml", "source", Source))
    instruments = _by_id(read_entries(data / "instruments.toml", "instrument", Instrument))
    current = _read_folder(data / "articles", "article", Article)
    articles = _by_id([article for one in current for article in (one, *_former(one))])
    groups = _by_id(read_entries(data / "groups.toml", "group", Group))
    acts = _by_id(_read_folder(data / "acts", "act", Act))
    _check_sources(sources, [*instruments.values(), *articles.values(), *groups.values(), *acts.values()])
    _check_instruments(instruments)
    _check_articles(articles, instruments)
    predecessors, successors = _chains(articles, current)
    return Library(
        sources=sources,
        instruments=instruments,
        articles=articles,
        acts=acts,
        links={act.id: _links(act, groups, articles) for act in acts.values()},
        predecessors=predecessors,
        successors=successors,
    )


def _read_folder(folder: Traversable, section: str, entry: type[T]) -> list[T]:
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return [one for path in paths for one in read_entries(path, section, entry)]


_E = TypeVar("_E", Source, Instrument, Article, Group, Act)


def _by_id(entries: Iterable[_E]) -> dict[str, _E]:
    found: dict[str, _E] = {}
    for entry in entries:
        if entry.id in found:
            raise DataFileError(f"{type(entry).__name__.lower()} {entry.id!r} is declared twice")
        found[entry.id] = entry
    return found


def _former(article: Article) -> list[Article]:
    return [
        Article(
            instrument=former.instrument,
            number=former.number,
            item=article.item,
            summary=article.summary,
            tag=former.tag,
            source=article.source,
            penalty=former.penalty,
        )
        for former in article.formerly
    ]


def _check_sources(sources: Mapping[str, Source], entries: Iterable[_Tagged]) -> None:
    for entry in entries:
        if entry.source not in sources:
            raise DataFileError(f"{entry.id}: source {entry.source!r} is not in sources.toml")


def _check_instruments(instruments: Mapping[str, Instrument]) -> None:
    for one in instruments.values():
        for other in filter(None, (one.replaced_by, one.reported_successor)):
            if other not in instruments:
                raise DataFileError(f"instrument {one.id}: {other!r} is not an instrument")
        if (one.in_force_to is None) != (one.to_tag is None):
            raise DataFileError(f"instrument {one.id}: in_force_to and to_tag go together")
        if one.in_force_to is not None and one.in_force_to <= one.in_force_from:
            raise DataFileError(f"instrument {one.id}: in_force_to must be after in_force_from")


def _check_articles(articles: Mapping[str, Article], instruments: Mapping[str, Instrument]) -> None:
    for article in articles.values():
        if article.instrument not in instruments:
            raise DataFileError(f"article {article.id}: {article.instrument!r} is not an instrument")
        if strange := set(article.replaces) - set(articles):
            raise DataFileError(f"article {article.id}: replaces unknown {sorted(strange)}")


def _chains(
    articles: Mapping[str, Article], current: Iterable[Article]
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    back: dict[str, list[str]] = defaultdict(list)
    forth: dict[str, list[str]] = defaultdict(list)
    pairs = [(one.id, older) for one in articles.values() for older in one.replaces]
    pairs += [(one.id, older.id) for one in current for older in _former(one)]
    for newer, older in pairs:
        back[newer].append(older)
        forth[older].append(newer)
    return {k: tuple(v) for k, v in back.items()}, {k: tuple(v) for k, v in forth.items()}


def _links(act: Act, groups: Mapping[str, Group], articles: Mapping[str, Article]) -> tuple[tuple[Role, str], ...]:
    if strange := set(act.groups) - set(groups):
        raise DataFileError(f"act {act.id}: unknown groups {sorted(strange)}")
    pairs = dict.fromkeys([*act.links.pairs(), *(pair for name in act.groups for pair in groups[name].links.pairs())])
    if strange := {article for _, article in pairs} - set(articles):
        raise DataFileError(f"act {act.id}: unknown articles {sorted(strange)}")
    return tuple(pairs)
