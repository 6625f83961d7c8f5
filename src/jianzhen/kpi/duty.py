"""Who owes what: the register of devices, and the factors and spans for which hour values are due.

Leaves the tables ``device`` (one row per device, with where it belongs and how it stands) and ``duty`` (one row per
device and factor, with the half-open span that is due).
"""

from __future__ import annotations

import duckdb

from jianzhen.kpi.period import Period

ANY_FACTOR = "*"
"""Stands for the one value an hour that a device owes at least."""

_DEVICE = """
CREATE TEMP TABLE device AS
WITH seen AS (SELECT device_id, min(hour) AS first_at FROM alive GROUP BY device_id),
registered AS (SELECT DISTINCT ON (device_id) * FROM devices ORDER BY device_id, row_id),
outlet AS (SELECT DISTINCT ON (outlet_id) * FROM outlets ORDER BY outlet_id, row_id),
party AS (SELECT DISTINCT ON (org_id) * FROM organizations ORDER BY org_id, row_id),
known AS (
    SELECT coalesce(d.device_id, s.device_id) AS device_id, d.device_id IS NOT NULL AS registered, d.outlet_id,
        o.org_id, p.name AS org_name, p.region,
        coalesce(d.kind, CASE o.kind WHEN 'air' THEN 'gas' WHEN 'water' THEN 'water' END) AS kind,
        d.network_required, d.networked_on, d.accepted_on, d.removed_on, s.first_at,
        coalesce(d.networked_on::TIMESTAMP, date_trunc('day', s.first_at)) AS networked_at
    FROM registered d FULL JOIN seen s USING (device_id)
    LEFT JOIN outlet o USING (outlet_id) LEFT JOIN party p USING (org_id)
)
SELECT row_number() OVER (ORDER BY device_id)::INTEGER AS device_no, *,
    greatest($from_at, networked_at, coalesce(accepted_on::TIMESTAMP, networked_at)) AS due_from,
    least($to_at, coalesce(removed_on::TIMESTAMP, $to_at)) AS due_to,
    CASE WHEN NOT registered THEN 'unregistered'
        WHEN network_required IS NULL THEN 'unknown'
        WHEN NOT network_required THEN 'not_required'
        WHEN coalesce(removed_on <= $from_at, false)
            OR coalesce(accepted_on >= $to_at, false) THEN 'out_of_period'
        WHEN networked_at < $to_at THEN 'networked'
        ELSE 'not_networked' END AS status
FROM known
"""

_DUTY = f"""
CREATE TEMP TABLE duty AS
WITH mine AS (SELECT * FROM device WHERE status = 'networked' AND due_from < due_to),
filed AS (
    SELECT device_id, factor_code AS factor, min(filed_on)::TIMESTAMP AS filed_at,
        CASE WHEN bool_or(ended_on IS NULL) THEN NULL ELSE max(ended_on)::TIMESTAMP END AS ended_at
    FROM filed_parameters GROUP BY ALL
),
arrived AS (
    SELECT DISTINCT device_id, factor FROM hour_values UNION SELECT DISTINCT device_id, factor FROM minute_values
),
owed AS (
    SELECT device_no, kind, factor, greatest(due_from, filed_at) AS from_at, least(due_to, coalesce(ended_at, due_to))
        AS to_at, 'filed' AS basis
    FROM mine JOIN filed USING (device_id)
    UNION ALL
    SELECT device_no, kind, factor, due_from, due_to, 'arrived'
    FROM mine JOIN arrived USING (device_id) ANTI JOIN filed USING (device_id, factor)
),
told AS (SELECT * FROM owed WHERE from_at < to_at)
SELECT row_number() OVER (ORDER BY device_no, factor)::INTEGER AS duty_no, * FROM (
    SELECT * FROM told
    UNION ALL
    SELECT device_no, kind, '{ANY_FACTOR}', due_from, due_to, 'at_least_one' FROM mine ANTI JOIN told USING (device_no)
)
"""


def list_duties(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Make the tables; needs those of ``arrivals``."""
    connection.execute(_DEVICE, {"from_at": period.from_at, "to_at": period.to_at})
    connection.execute(_DUTY)
