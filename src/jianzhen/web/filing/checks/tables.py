"""Which tables an institution hands in, and how a row of each says whose it is."""

from __future__ import annotations

from collections.abc import Mapping

from jianzhen.contract import TABLES, FactTable

_FILED_BY_ALL = ("organizations", "employments", "authorizations", "instruments", "calibrations")
_OF_LABS = (
    "contracts", "bids", "sampling_events", "sampling_crew", "samples", "field_readings", "analysis_runs", "results",
    "chromatograms", "weighings", "qc_results", "reports", "report_results", "report_register", "photos", "movements",
    "attendance", "system_logs", "proficiency_tests", "calibrations",
)  # fmt: skip
_OF_DEVICES = ("device_parameters", "sampling_cycles", "device_events", "device_checks", "local_values")
TAKEN: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("lab", "filing"): (*_FILED_BY_ALL, "certificates", "certificate_sites", "capabilities"),
    ("operator", "filing"): _FILED_BY_ALL,
    ("discharger", "filing"): (*_FILED_BY_ALL, "outlets", "devices", "filed_parameters"),
    ("lab", "records"): _OF_LABS,
    ("operator", "records"): ("om_visits", "om_crew", *_OF_DEVICES, "system_logs", "attendance", "calibrations"),
    **{(kind, "filed"): ("filings",) for kind in ("lab", "operator", "discharger")},
    ("discharger", "records"): ("plant_operations", "monitoring_waivers", "movements", "presence", *_OF_DEVICES),
}
"""Tables by kind of party and purpose; everything else is other people's to say."""
_OWNERS = ("lab_id", "org_id")


def owner_column(table: str) -> str | None:
    """The column that names the institution itself; None when a row does not say."""
    subject = TABLES[table].subject
    return subject if subject in _OWNERS else None


def parent(table: str) -> tuple[str, str] | None:
    """The column that points to what a row belongs to, and the table of that; None when it belongs to nothing."""
    facts = TABLES[table]
    if owner_column(table) or facts.subject not in _names(facts):
        return None
    referred, _, column = facts[facts.subject].references.partition(".")
    return (facts.subject, referred) if referred in TABLES and column == facts.subject else None


def _names(facts: FactTable) -> frozenset[str]:
    return frozenset(column.name for column in facts.columns)
