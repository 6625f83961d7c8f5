"""A table that several parts of an answer share, computed once.

SQL has no variables between queries: an expression used five times is computed five times.
``once`` marks it; the engine that runs the rule decides how to keep it. Outside a run, as when
the SQL of a rule is put on record, it is the expression itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

from jianzhen.rules.verdict import Table

Keep: TypeAlias = Callable[[Table], Table]

_keep: ContextVar[Keep | None] = ContextVar("keep", default=None)


def once(table: Table) -> Table:
    """The same table, to be computed at most once in this run."""
    keep = _keep.get()
    return keep(table) if keep else table


@contextmanager
def keeping(keep: Keep) -> Iterator[None]:
    """Let ``keep`` compute what is marked inside the block."""
    token = _keep.set(keep)
    try:
        yield
    finally:
        _keep.reset(token)
