"""What the runner asks of an engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeAlias

import pyarrow as pa

from jianzhen.rules.verdict import Table

SUBJECT = "subject"
"""The column by which rows are handed to a series rule."""

PerSubject: TypeAlias = Callable[[pa.Table], pa.Table]
"""One subject's rows in; rows of ``OUTCOME`` out. Must be picklable."""

OUTCOME = pa.schema([(SUBJECT, pa.string()), ("payload", pa.string())])


class EngineUnavailableError(RuntimeError):
    """The engine cannot start here; the message says what to install."""


class Engine(Protocol):
    """Runs Ibis expressions over Parquet files and array functions over subjects."""

    name: str

    def read(self, *paths: Path) -> Table:
        """Parquet files as one table expression; a column that some files have not is null for their rows."""
        ...

    def fetch(self, expression: Table) -> pa.Table:
        """Compute an expression; row order is not promised."""
        ...

    def map_subjects(self, expression: Table, function: PerSubject) -> pa.Table:
        """Apply a function to the rows of each value of the column ``subject``.

        Returns:
            The concatenated rows of ``OUTCOME``, in no promised order.
        """
        ...

    def keep(self, expression: Table, *, lasting: bool = False) -> Table:
        """Compute an expression once and hold the result until ``release``; a lasting one for as long as the engine."""
        ...

    def release(self) -> None:
        """Let go of everything that was kept and is not lasting."""
        ...

    def close(self) -> None:
        """Release the engine's processes and memory."""
        ...
