"""How many groups of one measurement at a stack are claimed, and how many other records know of.

A comparison is one row per event and parameter: ``event_id``, ``basis``, ``about`` (the parameter as written),
``claimed`` and ``actual`` (counts), ``short`` (too few), ``known`` (false: the memory is incomplete), and the row ids
of samples, lines of reports and stored runs (arrays).
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.reading import number
from jianzhen.rules.terms.spans import covered
from jianzhen.rules.verdict import Table

MEMORY, STANDARD = "memory", "standard"
_CONDITIONS = ("a00", "a01", "a19")
"""HJ 212 factors of flow, temperature, moisture and oxygen: often read once and carried over."""
_BY_ANALYSER = ("a21026", "a21002", "a21003", "a21004", "a21005")
"""Sulphur dioxide, oxides of nitrogen, carbon monoxide: often read by an analyser while a filter is being loaded."""
_UNCOUNTED = ("a01010", "臭气浓度", "油烟")
"""Blackness, odour and cooking fume have counts of their own."""
PARTICULATES = "颗粒物"
_KEY = ["event_id", "code"]


def is_condition(code: ir.Value) -> ir.Value:
    """Whether a parameter describes the state of the gas."""
    first, *others = (code.startswith(prefix) for prefix in _CONDITIONS)
    for other in others:
        first = first | other
    return first


def stored_runs(readings: Table) -> Table:
    """Runs in field instruments' memories that name event and parameter; ``whole``: timed, and no number missing."""
    turn = ibis.window(group_by=readings.instrument_id, order_by=[readings.record_no, readings.row_id])
    before, after = readings.record_no.lag().over(turn), readings.record_no.lead().over(turn)
    gap = (readings.record_no - before > 1).fill_null(False) | (after - readings.record_no > 1).fill_null(False)
    timed = (readings.ended_at >= readings.started_at).fill_null(False)
    rows = readings.mutate(whole=timed & ~gap)
    rows = rows.filter(rows.event_id.notnull() & rows.parameter_code.notnull())
    return rows.select(
        "event_id", "parameter", "started_at", "ended_at", "whole", code="parameter_code", run_row="row_id"
    )


def by_memory(drawn: Table, lines: Table, runs: Table, slack: ir.IntervalValue) -> Table:
    """Samples and lines of reports against the runs of the same parameter.

    Args:
        drawn: Samples of the events: ``event_id``, ``lab_id``, ``sample_no``, ``parameters_code``, ``drawn_from``,
            ``drawn_to``, ``sample_row``.
        lines: Lines of reports.
        runs: From ``stored_runs``.
        slack: By how much the clocks of sample and instrument may differ.
    """
    stored = runs.group_by(*_KEY).aggregate(
        runs=runs.run_row.nunique(),
        known=runs.whole.all(),
        about=runs.parameter.min(),
        run_rows=runs.run_row.collect(),
    )
    claims = _claims(drawn, lines, stored)
    met = claims.join(runs.select(*_KEY, "started_at", "ended_at"), _KEY)
    met = met.filter((met.started_at <= met.drawn_to + slack) & (met.drawn_from <= met.ended_at + slack))
    met = met.group_by(*_KEY).aggregate(met=met.sample_row.nunique()).rename(met_event="event_id", met_code="code")
    told = claims.group_by(*_KEY).aggregate(
        claimed=claims.sample_row.nunique(),
        values=claims["value"].nunique(),
        recorded=claims.recorded.any(),
        sample_rows=claims.sample_row.collect(distinct=True),
        line_rows=claims.line_row.collect(distinct=True),
    )
    told = told.rename(told_event="event_id", told_code="code")
    rows = stored.join(told, [stored.event_id == told.told_event, stored.code == told.told_code])
    rows = rows.left_join(met, [ibis._.event_id == met.met_event, ibis._.code == met.met_code])
    # What no bottle or filter holds may be listed with a sample and yet be read once: the report must say otherwise.
    without_sample = is_condition(rows.code) | rows.code.isin(_BY_ANALYSER) | ~rows.recorded
    carried = without_sample & (rows["values"] <= rows.runs)
    short = (rows.claimed > rows.runs) & (rows.claimed > rows.met.fill_null(0)) & ~carried
    return rows.select(
        "event_id", "about", "known", "sample_rows", "line_rows", "run_rows",
        basis=ibis.literal(MEMORY), claimed=rows.claimed.cast("float64"), actual=rows.runs, short=short,
    ).select(*_COLUMNS)  # fmt: skip


def _claims(drawn: Table, lines: Table, stored: Table) -> Table:
    """One row per sample and parameter of which the memory holds a run, and per line of a report."""
    asked = stored.select(stored_event="event_id", code="code")
    own = drawn.filter(drawn.parameters_code.notnull()).join(asked, drawn.event_id == asked.stored_event)
    own = own.filter((ibis.literal(";") + own.parameters_code + ";").contains(";" + own.code + ";"))
    own = own.select(
        "event_id", "code", "sample_row", "drawn_from", "drawn_to",
        recorded=ibis.literal(True), value=ibis.null("float64"), line_row=ibis.null("string"),
    )  # fmt: skip
    few = lines.semi_join(asked.select("code").distinct(), lines.parameter_code == asked.code)
    few = few.select("lab_id", "sample_no", code="parameter_code", value=number(few).cast("float64"), line_row="row_id")
    told = few.join(drawn, ["lab_id", "sample_no"])
    told = told.semi_join(asked, [told.event_id == asked.stored_event, told.code == asked.code])
    told = told.select(
        "event_id", "code", "sample_row", "drawn_from", "drawn_to",
        recorded=ibis.literal(False), value="value", line_row="line_row",
    )  # fmt: skip
    return ibis.union(own, told)


def by_standard(drawn: Table, count: float, dust: float, minutes: float) -> Table:
    """Samples against the number a standard asks for, unless gas was drawn for long enough without a break.

    Args:
        drawn: As for ``by_memory``.
        count: Samples of a gas in one hour.
        dust: Samples of particulate matter.
        minutes: Time after which sampling of a gas counts as continuous.
    """
    rows = drawn.filter(drawn.parameters_code.notnull())
    rows = rows.mutate(code=rows.parameters_code.split(";").unnest())
    rows = rows.filter(~is_condition(rows.code) & ~rows.code.isin(_UNCOUNTED))
    told = covered(
        rows, _KEY, "drawn_from", "drawn_to", "sample_row",
        actual=lambda samples: samples.drawn_from.nunique(),
        about=lambda samples: samples.parameters.min(),
        sample_rows=lambda samples: samples.sample_row.collect(),
    )  # fmt: skip
    solid = told.code.startswith("a34")
    claimed = ibis.ifelse(solid, float(dust), float(count)).cast("float64")
    none = ibis.null("array<string>")
    return told.select(
        "event_id", "actual", "sample_rows",
        about=ibis.ifelse(solid, PARTICULATES, told.about),
        basis=ibis.literal(STANDARD), claimed=claimed, known=ibis.literal(True),
        short=(told.actual < claimed) & (solid | (told.covered_min < minutes)),
        line_rows=none, run_rows=none,
    ).select(*_COLUMNS)  # fmt: skip


_COLUMNS = ("event_id", "basis", "about", "claimed", "actual", "short", "known", "sample_rows", "line_rows", "run_rows")
