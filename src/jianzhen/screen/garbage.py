"""Collection of garbage put off while expressions are built and compiled.

They are some hundred thousand small objects that all stay in use: looking again and again which of them can go
costs a third of the time that the compiling takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collected_later() -> Iterator[None]:
    """Inside the block no garbage is collected, unless something else starts it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
