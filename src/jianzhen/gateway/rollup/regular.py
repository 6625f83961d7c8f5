"""Observations of many packets at once: what `facts` says of packets that follow the standard to the letter.

A property test holds both ways to the same rows. Every other packet, and every one that is not about observations or
hangs together with others (ST=45), is left to `facts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import ARROW_TYPES
from jianzhen.gateway.rollup.conditions import SYSTEM
from jianzhen.hj212.assumptions import DEFAULT
from jianzhen.hj212.readings import CYCLES
from jianzhen.hj212.regular import decode_regular

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianzhen.gateway.journal import Stored

CHUNK = 8192
"""Packets decoded together: their arrays stay within the processor's cache."""

RAW = pa.schema(
    [(column.name, ARROW_TYPES[column.kind]) for column in TABLES["observations"].columns]
    + [("source_row", pa.int64())]
)
"""Columns of an observation before it is staged: those of the contract, and the packet it comes from."""

_CYCLE = "CASE cn " + " ".join(f"WHEN '{cn}' THEN '{cycle}'" for cn, cycle in CYCLES.items()) + " END"
_TOP = ", ".join(f"'{text}'" for text in sorted(DEFAULT.not_computable))
_COUNTED = f"""number IS NOT NULL AND lower(suffix) <> 'flag'
    AND suffix NOT IN ('SampleTime', 'CompleteTime', 'SampleType', 'SN', 'EFlag')
    AND NOT (starts_with(suffix, 'Zs') AND text IN ({_TOP}))"""

_PACKETS = f"""
CREATE OR REPLACE TEMP TABLE mine AS
SELECT p.packet, p.mn, {_CYCLE} AS cycle, p.edition, p.rf, try_strptime(t.text, '%Y%m%d%H%M%S') AS "at"
FROM packets p LEFT JOIN (SELECT message, text FROM items WHERE name = 'DataTime') t ON t.message = p.packet
WHERE p.cn IN ({", ".join(f"'{cn}'" for cn in CYCLES)}) AND p.st <> '{SYSTEM}' AND p.mn <> ''
    AND (t.text IS NULL OR t.text BETWEEN '1900' AND '2100')
    AND p.packet NOT IN (SELECT message FROM items WHERE name = 'PolId')
"""

# Two spellings of a flag may stand side by side: the first counts.
_ROWS = f"""
WITH grouped AS (
    SELECT message, factor, count(*) FILTER ({_COUNTED}) AS numbers,
        {
    ", ".join(
        f"max(number) FILTER (suffix = '{name}' AND {_COUNTED}) AS {name}"
        for name in ("Avg", "Rtd", "Min", "Max", "Cou", "ZsAvg", "ZsRtd")
    )
},
        arg_min(upper(text), place) FILTER (lower(suffix) = 'flag') AS flag
    FROM items WHERE factor <> '' GROUP BY message, factor
)
SELECT mn AS device_id, factor, cycle, "at", coalesce(Avg, Rtd) AS avg, Min AS min, Max AS max, Cou AS total,
    coalesce(ZsAvg, ZsRtd) AS converted, nullif(flag, '') AS flag,
    make_timestamp(f.received_us) AS received_at,
    CASE WHEN edition = '2025' THEN coalesce(rf = 1, false) END AS backfilled, f.seq AS source_row
FROM grouped g JOIN mine m ON m.packet = g.message JOIN frames f ON f.packet = g.message
WHERE "at" IS NOT NULL AND (numbers > 0 OR flag <> '')
"""


class Regular(NamedTuple):
    """What came of a chunk: rows of `RAW`, the packets that are done with, and how many of these said nothing."""

    rows: Any
    done: frozenset[int]
    without_facts: int


def observations_of(chunk: Sequence[Stored]) -> Regular:
    """Read the regular uploads among some packets; ``done`` are their places in the chunk."""
    regular = decode_regular([one.raw for one in chunk])
    places = np.flatnonzero(regular.mask)
    packets = pa.table({name: regular.messages[name] for name in ("cn", "st", "mn", "edition", "rf")})
    packets = packets.append_column("packet", pa.array(places))
    items = pa.table({name: regular.items[name] for name in ("message", "name", "factor", "suffix", "text", "number")})
    items = items.append_column("place", pa.array(np.arange(items.num_rows)))
    frames = pa.table(
        {
            "packet": pa.array(places),
            "seq": pa.array([chunk[place].seq for place in places.tolist()], pa.int64()),
            "received_us": pa.array([chunk[place].received_us for place in places.tolist()], pa.int64()),
        }
    )
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        for name, table in (("packets", packets), ("items", items), ("frames", frames)):
            connection.register(name, table)
        connection.execute(_PACKETS)
        done = [packet for (packet,) in connection.execute("SELECT packet FROM mine").fetchall()]
        rows = connection.sql(_ROWS).to_arrow_table().select(RAW.names).cast(RAW)
    return Regular(rows, frozenset(done), len(done) - len(rows["source_row"].unique()))
