"""Every hour value that was due gets one state and one reason.

Leaves the tables ``due_hour`` (one row per duty and hour) and ``device_hour`` (counts per device and hour, from which
every figure is summed).
"""

from __future__ import annotations

import duckdb

from jianzhen.kpi.conventions import ABNORMAL, LOST_MINUTES, MINUTE_COUNTS, NORMAL
from jianzhen.kpi.store import listed
from jianzhen.words import Words

STATES = ("valid", "invalid", "unknown", "missing", "stop", "check")
HOWS = ("realtime", "backfilled", "untold")

REASONS = {
    "silent": Words("设备该小时没有任何数据", "the device sent nothing in this hour"),
    "factor": Words("设备有数据，缺此因子", "the device sent data, but not of this factor"),
    "minutes_only": Words("只有分钟值，没有小时值", "minute values came, the hour value did not"),
    "unclear_mark": Words("有含义不明的工况标记", "under a condition mark of unknown meaning"),
    "no_value": Words("没有数值", "no value"),
    "no_flag": Words("没有数据标记", "no data flag"),
    "flag_other": Words("数据标记不在表中", "a data flag of no list"),
    "minutes": Words("非正常的分钟值过多", "too many minute values not normal"),
    "stop": Words("已标记停运", "marked as a stop"),
    "stop_late": Words("已标记停运（次日 12 时后才标）", "marked as a stop, after noon of the next day"),
    "check": Words("每日一次的标样核查", "the daily standard check"),
}
"""Reasons, beside ``flag_X`` and ``mark_X`` for a flag and a mark."""

_EXPECTED = f"""
CREATE TEMP TABLE expected AS
SELECT device_id, factor, list_min(list_filter({list(MINUTE_COUNTS)}, lambda x: x >= most)) AS minutes
FROM (SELECT device_id, factor, max(bit_count(came)) AS most FROM minute_values GROUP BY ALL)
"""

# A gas hour needs 45 valid minutes; those that did not come may have been valid, those flagged were not.
_SPOILT = f"""CASE WHEN kind = 'water' THEN bit_count(bad_minutes) > 0
    ELSE bit_count(bad_minutes)::INTEGER * 60 > {LOST_MINUTES} * minutes_expected END"""

_JUDGED = f"""
CREATE TEMP TABLE judged AS
WITH grid AS (
    SELECT duty_no, device_no, kind, factor, unnest(range(from_at, to_at, INTERVAL 1 HOUR)) AS hour FROM duty
),
joined AS (
    SELECT g.duty_no, g.device_no, g.kind, g.factor, g.hour,
        h.hour IS NOT NULL AS came, h.flag, h.has_value, h.how,
        m.came IS NOT NULL AS has_minutes, m.abnormal AS bad_minutes, e.minutes AS minutes_expected,
        a.hour IS NOT NULL AS is_alive, bit_count(k.stopped) > {LOST_MINUTES} AS is_stopped, k.stopped_late,
        bit_count(k.abnormal) > {LOST_MINUTES} AS is_abnormal, k.abnormality,
        bit_count(k.unclear) > {LOST_MINUTES} AS is_unclear
    FROM grid g JOIN device d USING (device_no)
    LEFT JOIN hour_values h ON h.device_id = d.device_id AND h.factor = g.factor AND h.hour = g.hour
    LEFT JOIN minute_values m ON m.device_id = d.device_id AND m.factor = g.factor AND m.hour = g.hour
    LEFT JOIN expected e ON e.device_id = d.device_id AND e.factor = g.factor
    LEFT JOIN alive a ON a.device_id = d.device_id AND a.hour = g.hour
    LEFT JOIN marked k ON k.duty_no = g.duty_no AND k.hour = g.hour
),
reasoned AS (
    SELECT duty_no, device_no, kind, factor, hour, how, coalesce(is_unclear, false) AS is_unclear,
        CASE WHEN is_stopped THEN if(stopped_late, 'stop_late', 'stop')
            WHEN NOT came AND has_minutes THEN 'minutes_only'
            WHEN NOT came AND is_alive THEN 'factor'
            WHEN NOT came THEN 'silent'
            WHEN flag IN {listed(ABNORMAL)} THEN 'flag_' || flag
            WHEN NOT has_value THEN 'no_value'
            WHEN is_abnormal THEN 'mark_' || abnormality
            WHEN coalesce({_SPOILT}, false) THEN 'minutes'
            WHEN flag IS NULL THEN 'no_flag'
            WHEN flag <> '{NORMAL}' THEN 'flag_other'
            ELSE '' END AS reason
    FROM joined
)
SELECT duty_no, device_no, kind, factor, hour, how, is_unclear, reason,
    CASE WHEN reason IN ('stop', 'stop_late') THEN 'stop'
        WHEN reason IN ('minutes_only', 'factor', 'silent') THEN 'missing'
        WHEN reason = '' THEN 'valid'
        WHEN reason IN ('no_flag', 'flag_other') OR is_unclear THEN 'unknown'
        ELSE 'invalid' END AS state
FROM reasoned
"""

_TAKEN = """
CREATE TEMP TABLE taken AS
SELECT duty_no, min(hour) AS hour FROM judged SEMI JOIN checked USING (duty_no, hour)
WHERE state IN ('missing', 'invalid', 'unknown')
GROUP BY duty_no, date_trunc('day', hour)
"""

_DUE_HOUR = f"""
CREATE TEMP TABLE due_hour AS
SELECT j.duty_no, j.device_no, j.hour,
    (CASE WHEN t.hour IS NOT NULL THEN 'check' ELSE j.state END)::ENUM {STATES} AS state,
    CASE WHEN t.hour IS NOT NULL THEN 'check'
        WHEN j.is_unclear AND j.state IN ('missing', 'unknown') THEN 'unclear_mark' ELSE j.reason END AS reason,
    (CASE WHEN j.state IN ('valid', 'invalid', 'unknown') THEN coalesce(j.how, 'untold') END)::ENUM {HOWS} AS how
FROM judged j LEFT JOIN taken t USING (duty_no, hour)
"""

_DEVICE_HOUR = """
CREATE TEMP TABLE device_hour AS
SELECT device_no, hour,
    count(*) AS owed,
    count(*) FILTER (state NOT IN ('stop', 'check')) AS due,
    count(*) FILTER (state IN ('valid', 'invalid', 'unknown')) AS received,
    count(*) FILTER (state IN ('valid', 'invalid', 'unknown') AND how = 'realtime') AS received_realtime,
    count(*) FILTER (state IN ('valid', 'invalid', 'unknown') AND how = 'backfilled') AS received_backfilled,
    count(*) FILTER (state IN ('valid', 'invalid', 'unknown') AND how = 'untold') AS received_untold,
    count(*) FILTER (state = 'valid') AS valid,
    count(*) FILTER (state = 'valid' AND how = 'realtime') AS valid_realtime,
    count(*) FILTER (state = 'valid' AND how = 'backfilled') AS valid_backfilled,
    count(*) FILTER (state = 'invalid') AS invalid,
    count(*) FILTER (state = 'unknown') AS unknown,
    count(*) FILTER (state = 'missing') AS missing,
    count(*) FILTER (state = 'stop') AS taken_out_stop,
    count(*) FILTER (state = 'check') AS taken_out_check
FROM due_hour GROUP BY ALL
"""

COUNTS = (
    "owed", "due", "received", "received_realtime", "received_backfilled", "received_untold", "valid",
    "valid_realtime", "valid_backfilled", "invalid", "unknown", "missing", "taken_out_stop", "taken_out_check",
)  # fmt: skip
"""Columns of ``device_hour`` that are summed."""


def judge(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables; needs those of ``arrivals``, ``duty`` and ``excuses``."""
    for statement in (_EXPECTED, _JUDGED, _TAKEN, _DUE_HOUR):
        connection.execute(statement)
    connection.execute("DROP TABLE judged")
    connection.execute(_DEVICE_HOUR)
