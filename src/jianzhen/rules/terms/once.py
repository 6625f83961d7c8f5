"""A table that several parts of an answer share, computed once.

SQL has no variables between queries: an expression used five times is computed five times.
``once`` marks it; the engine that runs the rule decides how to keep it. Outside a run, as when
the SQL of a rule is put on record, it is the expression itself. What many rules ask for is
marked by ``throughout`` and kept until the run ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from jianzhen.rules.verdict import Table


class Keep(Protocol):
    """Computes an expression once and gives the result as a table."""

    def __call__(self, expression: Table, *, lasting: bool = False) -> Table:
        """The kept table; a lasting one outlives the rule."""
        ...


_keep: ContextVar[Keep | None] = ContextVar("keep", default=None)


def once(table: Table) -> Table:
    """The same table, to be computed at most once for this rule."""
    keep = _keep.get()
    return keep(table) if keep else table


def throughout(table: Table) -> Table:
    """The same table, to be computed at most once for all rules of a run; it should be small."""
    keep = _keep.get()
    return keep(table, lasting=True) if keep else table


@contextmanager
def keeping(keep: Keep) -> Iterator[None]:
    """Let ``keep`` compute what is marked inside the block."""
    token = _keep.set(keep)
    try:
        yield
    finally:
        _keep.reset(token)
