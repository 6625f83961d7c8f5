"""What a production record says: the plant ran, it stood still, or neither is clear."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.clock import DAY, HOUR, seconds
from jianzhen.rules.verdict import Table

RUNNING = ("running", "starting", "stopping")
STOPPED = "stopped"
METERED = ["org_id", "outlet_id", "source"]
"""Power is compared with that of the same meter while producing."""


def classified(plant_operations: Table, stop_share: float, reference_hours: float) -> Table:
    """Read every production record.

    Args:
        plant_operations: The records; one that ends before it begins is left out.
        stop_share: Percent of the mean power while producing, up to which a plant stands still.
        reference_hours: Hours of production that must be known before power is judged.

    Returns:
        ``org_id``, ``outlet_id``, ``source``, ``from_at``, ``to_at``, ``row_id``, and the conditions ``runs``,
        ``stopped`` (never both) and ``treating`` (the treatment draws power).
    """
    rows = plant_operations.filter(plant_operations.to_at > plant_operations.from_at)
    rows = rows.mutate(length=seconds(rows.from_at, rows.to_at))
    rows = rows.mutate(level=_level(rows, stop_share, reference_hours))
    mean = rows.power / (rows.length / HOUR)
    strong, weak = (mean > rows.level).fill_null(False), (mean <= rows.level).fill_null(False)
    runs = rows.state.isin(RUNNING).fill_null(False) | (rows.output > 0).fill_null(False)
    runs = runs | (rows.load_pct > 0).fill_null(False) | strong
    # A batch plant books its output once per batch: hours without output say nothing, whole days do.
    idle = ((rows.output == 0) & (rows.length >= DAY)).fill_null(False)
    stopped = (rows.state == STOPPED).fill_null(False) | idle | weak
    return rows.select(
        "org_id", "outlet_id", "source", "from_at", "to_at", "row_id",
        runs=runs, stopped=stopped & ~runs, treating=(rows.treatment_power > 0).fill_null(False),
    )  # fmt: skip


def _level(rows: Table, stop_share: float, reference_hours: float) -> ir.Value:
    """Power (kW) up to which the plant of a meter stands still; missing where too little production is known."""
    produces = (rows.output > 0).fill_null(False) | (rows.state == RUNNING[0]).fill_null(False)
    known = produces & rows.power.notnull() & (rows.state != STOPPED).fill_null(True)
    meter = [rows[name] for name in METERED]
    energy = rows.power.sum(where=known).over(group_by=meter)
    hours = rows.length.sum(where=known).over(group_by=meter) / HOUR
    # Sums of floats differ in the last bits between engines; nobody meters power to a millionth of a kilowatt.
    level = (energy / hours * (stop_share / 100)).round(6)
    return ibis.ifelse(hours >= reference_hours, level, ibis.null("float64"))
