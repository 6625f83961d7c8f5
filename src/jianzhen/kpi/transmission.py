"""Transmission figures of a data set and a period."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jianzhen.kpi.arrivals import gather
from jianzhen.kpi.duty import list_duties
from jianzhen.kpi.excuses import gather_excuses
from jianzhen.kpi.figures import BY, TOTAL, Figure, figures
from jianzhen.kpi.hours import judge
from jianzhen.kpi.losses import Loss, Reason, gather_losses, losses, missing_unfiled, reasons
from jianzhen.kpi.standing import Standing, days_without_data, standings
from jianzhen.kpi.store import opened

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import duckdb

    from jianzhen.kpi.period import Period
    from jianzhen.screen.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Transmission:
    """Everything about one period, in a database; answers come from sums over its hours."""

    connection: duckdb.DuckDBPyConnection
    period: Period

    def figures(self, by: str, level: str = "period") -> list[Figure]:
        """The figures of every group in every span of a level; see ``BY`` and ``LEVELS``."""
        return figures(self.connection, self.period, by, level)

    def total(self) -> Figure:
        """The figures of all devices over the whole period."""
        found = figures(self.connection, self.period, TOTAL, "period")
        return found[0] if found else Figure("", "", self.period.from_at, self.period.to_at, *[0] * 18, *[None] * 8)

    def losses(self, most: int, by: str = TOTAL, key: str = "") -> tuple[list[Loss], int]:
        """The longest spans that count against a figure, and the number of all."""
        return losses(self.connection, most, BY[by][0] if by in BY else "", key)

    def reasons(self, by: str = TOTAL, key: str = "") -> Sequence[Reason]:
        """How many hour values were lost, by reason."""
        return reasons(self.connection, BY[by][0] if by in BY else "", key)

    def missing_unfiled(self) -> int:
        """Missing hour values of factors that are due only because they came at all."""
        return missing_unfiled(self.connection)

    def days_without_data(self) -> list[dt.date]:
        """Days for which the data set holds nothing of any device."""
        return days_without_data(self.connection, self.period)

    def standings(self) -> list[Standing]:
        """Every device and how it stands."""
        return standings(self.connection)


@contextmanager
def work_out(dataset: Dataset, period: Period, work: Path) -> Iterator[Transmission]:
    """Work out a period.

    Args:
        dataset: Staged tables.
        period: Whole days.
        work: Folder for what does not fit into memory.
    """
    with opened(dataset, work) as connection:
        gather(connection, period)
        list_duties(connection, period)
        gather_excuses(connection, period)
        judge(connection)
        gather_losses(connection)
        yield Transmission(connection, period)
