"""Lanes of the timeline, and which table and which columns speak for whom."""

from __future__ import annotations

from collections.abc import Mapping

from jianzhen.contract import TABLES
from jianzhen.contract.codes import code_list
from jianzhen.contract.model import Kind
from jianzhen.report.results import Row
from jianzhen.report.say import value
from jianzhen.words import Words

LANES: Mapping[str, Words] = {
    "person": Words("人员", "Persons"),
    "place": Words("地点", "Places"),
    "instrument": Words("仪器与设备", "Instruments"),
    "sample": Words("样品", "Samples"),
    "document": Words("记录与单据", "Records and documents"),
    "plant": Words("生产", "Plant"),
}

_LANE_OF: Mapping[str, str] = {
    **dict.fromkeys(("sampling_crew", "attendance", "employments", "authorizations", "om_crew"), "person"),
    **dict.fromkeys(("sampling_events", "presence", "photos", "om_visits", "certificate_sites"), "place"),
    **dict.fromkeys(
        (
            "field_readings", "analysis_runs", "instruments", "calibrations", "chromatograms", "weighings", "devices",
            "device_checks", "device_events", "device_parameters", "marks", "sampling_cycles", "remote_permits",
            "observations", "local_values",
        ),
        "instrument",
    ),
    **dict.fromkeys(("samples", "qc_results"), "sample"),
    **dict.fromkeys(("plant_operations", "monitoring_waivers", "weather", "section_quality"), "plant"),
}  # fmt: skip

_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "sampling_events": ("site_name", "outlet_id", "event_id"),
    "sampling_crew": ("person_id", "event_id"),
    "attendance": ("person_id", "place", "kind"),
    "photos": ("photo_id", "event_id"),
    "field_readings": ("instrument_id", "record_no", "parameter"),
    "analysis_runs": ("instrument_id", "run_id", "sample_no", "parameter"),
    "weighings": ("medium_id", "kind"),
    "samples": ("sample_no", "name"),
    "results": ("sample_no", "parameter", "value_text"),
    "report_results": ("report_no", "sample_no", "parameter", "value_text"),
    "reports": ("report_no", "sample_name"),
    "certificates": ("cert_no", "status"),
    "plant_operations": ("source", "state"),
    "observations": ("factor", "cycle"),
    "marks": ("mark", "reason"),
    "om_visits": ("visit_id", "kind"),
    "penalties": ("penalty_id", "act"),
}

GROUPED: Mapping[str, tuple[str, ...]] = {
    "plant_operations": ("outlet_id", "source", "state"),
    "observations": ("factor", "cycle"),
    "local_values": ("factor", "stage"),
    "weather": ("station_id",),
    "section_quality": ("section_id", "parameter"),
}
"""Tables whose rows are steps of a series: all rows alike in these columns share a track."""

ALIKE = ("report_results", "results", "field_readings")
"""Tables with a row per parameter: rows of one thing and time share a track, which lists the parameters."""

LASTING = ("organizations", "instruments", "outlets", "devices", "permit_limits", "filed_parameters")
"""Registry tables that say who and what, not when: their context rows are not drawn."""

BORROWING = ("sampling_crew", "om_crew", "report_results")
"""Tables whose rows may take their time from the row they point to."""

TIES = ("sample_no", "event_id", "report_no", "run_id", "visit_id", "cert_no")
"""Columns that say that two rows are about one thing."""


def lane_of(table: str) -> str:
    """The lane of a table's rows."""
    return _LANE_OF.get(table, "document")


def name_of(table: str, row: Row) -> Words:
    """What a row is about, in a few words; codes by their titles."""
    columns = _NAMED_BY.get(table) or tuple(column.name for column in TABLES[table].key if column.kind is Kind.TEXT)
    texts = list(dict.fromkeys(_named(table, name, row[name]) for name in columns if row.get(name) not in {None, ""}))
    return Words(" · ".join(text.zh for text in texts), " · ".join(text.en for text in texts))


def _named(table: str, name: str, stored: str) -> Words:
    codes = TABLES[table][name].codes
    return (code_list(codes).titles.get(stored) if codes else None) or value(stored)


def ties_of(row: Row) -> frozenset[tuple[str, str]]:
    """What ties a row to others."""
    return frozenset((name, str(row[name])) for name in TIES if row.get(name))
