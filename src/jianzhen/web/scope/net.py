"""For whom the program is working just now. A query of a scoped table without an answer to that fails.

Like the scopes of django-scopes, with two differences that matter here: the filter is our own
(regions, departments and posts, not one foreign key), and nothing gets through without a scope,
``exists()`` and ``distinct()`` included.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from jianzhen.web.scope.actor import Actor


class ScopeError(RuntimeError):
    """A scoped table was asked without saying for whom."""


@dataclass(frozen=True, slots=True)
class _Everything:
    """The platform's own work: imports, migrations, clocks."""

    why: str


_current: ContextVar[Actor | _Everything | None] = ContextVar("scope", default=None)


@contextmanager
def acting_for(actor: Actor) -> Iterator[None]:
    """Everything asked inside is asked for this person."""
    token = _current.set(actor)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def whole_table(why: str) -> Iterator[None]:
    """The platform itself works on whole tables; the reason stands in the source, to be searched for."""
    token = _current.set(_Everything(why))
    try:
        yield
    finally:
        _current.reset(token)


def current(table: str) -> Actor | None:
    """The person of the moment; None when the platform works for itself.

    Raises:
        ScopeError: Nobody said.
    """
    found = _current.get()
    if found is None:
        raise ScopeError(f"{table}: asked outside a scope; use acting_for(actor) or whole_table(why)")
    return found if isinstance(found, Actor) else None
