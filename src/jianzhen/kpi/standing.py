"""How every device stands: networked, not networked though it must be, or unknown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianzhen.words import Words

if TYPE_CHECKING:
    import duckdb

    from jianzhen.kpi.period import Period

STATUS_TITLES = {
    "networked": Words("已联网", "networked"),
    "not_networked": Words("应联网未联网", "must be networked and is not"),
    "unknown": Words("是否应联网不明", "unknown whether it must be networked"),
    "unregistered": Words("有数据而台账中没有", "sends data and is not in the register"),
    "not_required": Words("不要求联网", "need not be networked"),
    "out_of_period": Words("时段内未验收或已拆除", "not accepted yet or removed in the period"),
}

_ORDER = ("not_networked", "unregistered", "unknown", "networked", "out_of_period", "not_required")

BASIS_TITLES = {
    "filed": Words("备案参数", "filed parameters"),
    "arrived": Words("时段内传过", "came in the period"),
    "at_least_one": Words("无依据，按每小时至少 1 个值", "nothing known: at least one value an hour"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One device in the period."""

    device_id: str
    outlet_id: str | None
    org_id: str | None
    org_name: str | None
    region: str | None
    kind: str | None
    status: str
    networked_on: dt.date | None
    accepted_on: dt.date | None
    removed_on: dt.date | None
    first_at: dt.datetime | None
    """First hour of the period with data."""
    filed_factors: int
    arrived_factors: int
    """Factors that are due because they came, and are not filed."""

    @property
    def note(self) -> Words:
        """What the register leaves open, and how it was taken."""
        notes = []
        if self.status == "networked" and self.networked_on is None:
            notes.append(
                Words("台账无联网日期，据数据认定", "no day of networking in the register; taken from the data")
            )
        if self.status == "networked" and not self.filed_factors:
            notes.append(BASIS_TITLES["arrived" if self.arrived_factors else "at_least_one"])
        if self.status in {"not_networked", "not_required", "out_of_period", "unknown"} and self.first_at is not None:
            notes.append(Words("时段内有数据", "sent data in the period"))
        return Words("；".join(note.zh for note in notes), "; ".join(note.en for note in notes))


STANDINGS = """
SELECT device_id, outlet_id, org_id, org_name, region, device.kind, status, networked_on, accepted_on, removed_on,
    first_at, count(duty_no) FILTER (basis = 'filed') AS filed_factors,
    count(duty_no) FILTER (basis = 'arrived') AS arrived_factors
FROM device LEFT JOIN duty USING (device_no) GROUP BY ALL
"""
"""Every device and how it stands."""


def standings(connection: duckdb.DuckDBPyConnection) -> list[Standing]:
    """Give every device, those that are not as they should be first."""
    rows = connection.execute(STANDINGS).fetchall()
    return sorted((Standing(*row) for row in rows), key=lambda one: (_ORDER.index(one.status), one.device_id))


def days_without_data(connection: duckdb.DuckDBPyConnection, period: Period) -> list[dt.date]:
    """Days for which the data set holds nothing of any device: they may not have been handed in at all."""
    held = {day for (day,) in connection.execute("SELECT DISTINCT hour::DATE FROM alive").fetchall()}
    return [day for day in period.days if day not in held]
