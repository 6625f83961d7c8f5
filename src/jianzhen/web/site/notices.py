"""What an outside party is told on its own first page; each desk says its part in ``party_notices.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

from jianzhen.web.accounts.models import Party
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to do, where it is done, and whether it is late."""

    words: Words
    address: str
    late: bool = False


Source = Callable[[Party], Iterable[Notice]]
_sources: list[Source] = []


def tells_parties(source: Source) -> Source:
    """Register a function that gives notices; called with the scope of somebody of the party."""
    _sources.append(source)
    return source


def notices_for(party: Party) -> list[Notice]:
    """All notices, the late ones first."""
    autodiscover_modules("party_notices")
    found = [notice for source in _sources for notice in source(party)]
    return sorted(found, key=lambda notice: not notice.late)
