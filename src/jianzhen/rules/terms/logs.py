"""Which raw results have an entry in the log of an instrument: laboratory, weighing or field."""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from jianzhen.rules.terms.clock import is_date_only
from jianzhen.rules.terms.fieldwork import is_on_site, is_reckoned
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Table
from jianzhen.words import Words

RUNS, WEIGHINGS, FIELD = "runs", "weighings", "field"
LOGS = {
    RUNS: Words("实验室仪器的运行日志", "the laboratory instruments' logs of runs"),
    WEIGHINGS: Words("称量系统的记录", "the records of the weighing system"),
    FIELD: Words("现场仪器的存储", "the field instruments' memory"),
}
_DUST = ("a34001", "a34002", "a34004", "a34013")
AROUND_MIN = 15
AROUND = ibis.interval(minutes=AROUND_MIN)
"""A field instrument's run and the sample it belongs to are noted with different watches."""


@dataclass(frozen=True, slots=True)
class Logs:
    """The tables in which instruments speak; any may be empty."""

    analysis_runs: Table
    weighings: Table
    field_readings: Table
    samples: Table


def claims(results: Table) -> Table:
    """Raw results that an instrument must have given, with the log they belong in (``log``) and their quarter."""
    rows = results.filter(results.reported.fill_null(True) & ~is_reckoned(results))
    at = rows.analysed_from_at.fill_null(rows.entered_at)
    return rows.select(
        "lab_id", "sample_no", "parameter", "parameter_code", "method_code", "run_id", "analysed_from_at",
        "analysed_to_at",
        log=ibis.cases(
            (is_on_site(rows), FIELD), (rows.parameter_code.isin(_DUST).fill_null(False), WEIGHINGS), else_=RUNS
        ),
        year=at.year().cast("int64").fill_null(0),
        quarter=at.quarter().cast("int64").fill_null(0),
        result_row="row_id",
    )  # fmt: skip


def without_entry(rows: Table, logs: Logs) -> Table:
    """Those of the claims that no log knows.

    They are thinned out step by step, the cheapest first, so that little is left for what is slow: a run by its own
    number; by the sample's number and the parameter, or the method where a run names no parameter; a weighing of the
    sample's filter; a field reading of the event at the time of the sample.

    Returns:
        The claims with ``number`` (folded), ``medium_id``, ``event_id``, ``drawn_from``, ``drawn_to`` of their sample.
    """
    runs = logs.analysis_runs
    rest = rows.anti_join(runs.select("run_id"), "run_id").select(*rows.columns)
    rest = once(rest.mutate(number=folded(rest.sample_no)))
    wanted = rest.select("lab_id", "parameter_code").distinct()
    named = runs.filter(runs.sample_no.notnull())
    of_parameter = named.semi_join(wanted, ["lab_id", "parameter_code"])
    of_parameter = of_parameter.select("lab_id", "parameter_code", number=folded(of_parameter.sample_no))
    rest = rest.anti_join(of_parameter, ["lab_id", "number", "parameter_code"]).select(*rest.columns)
    unnamed = named.filter(named.parameter_code.isnull())
    unnamed = unnamed.select(run_lab="lab_id", run_method="method_code", run_no=folded(unnamed.sample_no))
    for held in (unnamed.filter(unnamed.run_method.isnull()), unnamed):
        on = [rest.lab_id == held.run_lab, rest.number == held.run_no]
        if held is unnamed:
            on.append(rest.method_code == held.run_method)
        rest = rest.anti_join(held, on).select(*rest.columns)
    return _without_reading(_without_weighing(_with_sample(rest, logs), logs.weighings), logs.field_readings)


def _with_sample(rows: Table, logs: Logs) -> Table:
    """Claims with the filter, the event and the time of their sample; a number of two samples has all of them."""
    samples = logs.samples
    taken = samples.select(
        "medium_id", "event_id", "collected_from_at", "collected_to_at", taken_lab="lab_id",
        taken_no=folded(samples.sample_no),
    )  # fmt: skip
    joined = rows.left_join(taken, [rows.lab_id == taken.taken_lab, rows.number == taken.taken_no])
    return joined.select(
        *rows.columns, "medium_id", "event_id",
        drawn_from=joined.collected_from_at,
        drawn_to=joined.collected_to_at.fill_null(joined.collected_from_at),
    )  # fmt: skip


def _without_weighing(rows: Table, weighings: Table) -> Table:
    weighed = rows.filter(rows.log == WEIGHINGS).semi_join(weighings, "medium_id").select("result_row")
    return rows.anti_join(weighed, "result_row").select(*rows.columns)


def _without_reading(rows: Table, field_readings: Table) -> Table:
    """Claims without a reading of their event and parameter at the time of their sample."""
    readings = field_readings.select(
        "started_at", "ended_at", read_event="event_id", read_parameter="parameter_code"
    )  # fmt: skip
    pairs = rows.join(readings, [rows.event_id == readings.read_event, rows.parameter_code == readings.read_parameter])
    apart = (pairs.ended_at + AROUND < pairs.drawn_from) | (pairs.drawn_to + AROUND < pairs.started_at)
    blurred = is_date_only(pairs.drawn_from) | is_date_only(pairs.started_at)
    read = pairs.filter(~apart.fill_null(False) | blurred.fill_null(True)).select("result_row").distinct()
    return rows.anti_join(read, "result_row").select(*rows.columns)
