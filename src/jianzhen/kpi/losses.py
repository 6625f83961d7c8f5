"""Where every figure comes from: the spans that are missing, not valid, unknown or taken out, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianzhen.contract.codes import code_list
from jianzhen.kpi.hours import REASONS
from jianzhen.rules.sentences import visible
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

STATE_TITLES = {
    "valid": Words("有效", "valid"),
    "missing": Words("缺失", "missing"),
    "invalid": Words("无效", "not valid"),
    "unknown": Words("不明", "unknown"),
    "stop": Words("停运剔除", "taken out: stop"),
    "check": Words("标样核查剔除", "taken out: check"),
}

HOW_TITLES = {
    "realtime": Words("即时", "real-time"),
    "backfilled": Words("补传", "back-filled"),
    "untold": Words("不明", "unknown"),
    "": Words("", ""),
}

_LOSS = """
CREATE TEMP TABLE loss AS
SELECT device_id, outlet_id, org_id, region, factor, min(hour) AS from_at, max(hour) + INTERVAL 1 HOUR AS to_at,
    count(*) AS hours, state::VARCHAR AS state, reason, coalesce(how::VARCHAR, '') AS how, basis
FROM (
    SELECT *, hour - INTERVAL 1 HOUR * row_number() OVER (PARTITION BY duty_no, state, reason, how ORDER BY hour) AS run
    FROM due_hour WHERE state <> 'valid'
) JOIN device USING (device_no) JOIN (SELECT duty_no, factor, basis FROM duty) USING (duty_no)
GROUP BY device_id, outlet_id, org_id, region, duty_no, factor, state, reason, how, basis, run
"""


def gather_losses(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``loss``: consecutive hours of one device and factor that were lost alike, as one row."""
    connection.execute(_LOSS)


@dataclass(frozen=True, slots=True)
class Loss:
    """Consecutive hours of one factor that are not valid, for one reason."""

    device_id: str
    outlet_id: str | None
    org_id: str | None
    region: str | None
    factor: str
    from_at: dt.datetime
    to_at: dt.datetime
    hours: int
    state: str
    reason: str
    how: str
    basis: str
    """Why the factor is due; a key of ``BASIS_TITLES``."""


def losses(connection: duckdb.DuckDBPyConnection, most: int, column: str = "", key: str = "") -> tuple[list[Loss], int]:
    """Give the longest spans (of the devices whose ``column`` is ``key``), and how many there are."""
    where = f"WHERE coalesce({column}, '') = $key" if column else ""
    values = {"key": key} if column else {}
    rows = connection.execute(
        f"SELECT *, count(*) OVER () FROM loss {where} "
        f"ORDER BY state IN ('stop', 'check'), hours DESC, device_id, factor, from_at, state LIMIT {most}",
        values,
    ).fetchall()
    return [Loss(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def missing_unfiled(connection: duckdb.DuckDBPyConnection) -> int:
    """Count missing hour values of factors that nobody filed and that are due because they came at all."""
    query = "SELECT coalesce(sum(hours), 0)::BIGINT FROM loss WHERE state = 'missing' AND basis = 'arrived'"
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def reason_title(reason: str) -> Words:
    """A reason as people read it."""
    if reason.startswith("flag_") and reason not in REASONS:
        title = code_list("observation_flag").titles.get(reason.removeprefix("flag_"))
        return _joined("数据标记", "flag", reason.removeprefix("flag_"), title)
    if reason.startswith("mark_"):
        return _joined("异常标记", "mark", "", code_list("mark").titles.get(reason.removeprefix("mark_")))
    return REASONS[reason]


def _joined(zh: str, en: str, code: str, title: Words | None) -> Words:
    title = title or Words("", "")
    return Words(" ".join(filter(None, (zh, code, title.zh))), " ".join(filter(None, (en, code, title.en))))


def factor_title(factor: str) -> Words:
    """A factor as people read it: its name, or the code alone when no list knows it."""
    if factor == "*":
        return Words("任一因子", "any factor")
    return code_list("parameter").titles.get(factor, Words(visible(factor), visible(factor)))


@dataclass(frozen=True, slots=True)
class Reason:
    """How many hour values were lost for one reason."""

    state: str
    reason: str
    values: int


def reasons(connection: duckdb.DuckDBPyConnection, column: str = "", key: str = "") -> Sequence[Reason]:
    """Count lost hour values by reason, most first."""
    where = f"WHERE coalesce({column}, '') = $key" if column else ""
    rows = connection.execute(
        f"SELECT state, reason, sum(hours)::BIGINT FROM loss {where} GROUP BY ALL", {"key": key} if column else {}
    ).fetchall()
    return sorted((Reason(*row) for row in rows), key=lambda one: (-one.values, one.state, one.reason))
