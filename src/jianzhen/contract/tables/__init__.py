"""All tables of facts, one file per group, gathered here in the order of the contract."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from jianzhen.contract.tables import (
    equipment,
    laboratory,
    ledgers,
    market,
    operation,
    organisations,
    outlets,
    people,
    plants,
    reports,
    sampling,
    supervision,
    surroundings,
    telemetry,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianzhen.contract.model import FactTable

_ALL: tuple[FactTable, ...] = (
    # A. registry
    organisations.ORGANIZATIONS,
    organisations.FILINGS,
    organisations.CERTIFICATES,
    organisations.CERTIFICATE_SITES,
    organisations.CAPABILITIES,
    people.EMPLOYMENTS,
    people.AUTHORIZATIONS,
    equipment.INSTRUMENTS,
    equipment.CALIBRATIONS,
    equipment.METHODS,
    outlets.OUTLETS,
    outlets.PERMIT_LIMITS,
    outlets.DEVICES,
    outlets.FILED_PARAMETERS,
    # B. contracts, manual monitoring, reports
    market.CONTRACTS,
    market.BIDS,
    sampling.SAMPLING_EVENTS,
    sampling.SAMPLING_CREW,
    sampling.SAMPLES,
    sampling.FIELD_READINGS,
    laboratory.ANALYSIS_RUNS,
    laboratory.RESULTS,
    laboratory.CHROMATOGRAMS,
    laboratory.WEIGHINGS,
    laboratory.QC_RESULTS,
    reports.REPORTS,
    reports.REPORT_RESULTS,
    reports.REPORT_REGISTER,
    sampling.PHOTOS,
    ledgers.MOVEMENTS,
    ledgers.ATTENDANCE,
    ledgers.SYSTEM_LOGS,
    laboratory.PROFICIENCY_TESTS,
    # C. plants and automatic monitoring
    plants.PLANT_OPERATIONS,
    plants.MONITORING_WAIVERS,
    plants.PRESENCE,
    telemetry.OBSERVATIONS,
    telemetry.MARKS,
    telemetry.DEVICE_PARAMETERS,
    telemetry.SAMPLING_CYCLES,
    telemetry.REMOTE_PERMITS,
    telemetry.DEVICE_EVENTS,
    operation.DEVICE_CHECKS,
    operation.OM_VISITS,
    operation.OM_CREW,
    telemetry.LOCAL_VALUES,
    surroundings.WEATHER,
    surroundings.SECTIONS,
    surroundings.SECTION_QUALITY,
    # D. supervision
    supervision.INSPECTIONS,
    supervision.DRAWS,
    supervision.CASES,
    supervision.PENALTIES,
    supervision.BANS,
    supervision.TIPS,
)

TABLES: Mapping[str, FactTable] = MappingProxyType({table.name: table for table in _ALL})
"""Every table by its English name, in the order of the contract."""
