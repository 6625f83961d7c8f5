"""Every table and column of the design is declared, with its key, its required marks and its type."""

from __future__ import annotations

import pytest

from jianzhen.contract import SYSTEM_COLUMNS, TABLES, FactTable, Kind, table
from jianzhen.contract.codes import code_list
from jianzhen.contract.fold import fold
from jianzhen.contract.identity import FORMS

# name* is a key column, name! a required one; :n float, :i integer, :b boolean.
DESIGN = """
organizations: org_id*! name! kind! region address lon:n lat:n legal_person_id controller_id phone registered_on
    closed_on industry
filings: org_id*! filed_on*! scope staff_count:i instrument_count:i commitment_url ended_on
certificates: cert_no*! org_id! issued_on! expires_on! status status_from_on status_to_on suspended_items edition
    is_limited_scope:i
certificate_sites: cert_no*! site_id*! address lon:n lat:n lease_from_on lease_to_on
capabilities: cert_no*! category! parameter*! method*! restriction valid_from_on! valid_to_on
employments: person_id*! org_id*! from_on*! to_on roles title_level experience_years:n education insured_from_on
    insured_to_on
authorizations: person_id*! org_id*! kind*! category* parameter* method* valid_from_on! valid_to_on
instruments: instrument_id*! org_id! kind! model serial_no ownership lease_from_on lease_to_on site_id parameters
calibrations: instrument_id*! done_on*! valid_until_on! result certificate_no
methods: method*! matrix parameter*! valid_from_on valid_to_on replaced_by detection_limit:n unit min_duration_min:n
    holding_time_h:n significant_digits:i automatic:b
outlets: outlet_id*! org_id! kind! lon:n lat:n has_sampling_port:b position treatment_process permit_no
    receiving_section
permit_limits: outlet_id*! parameter*! limit:n unit o2_reference:n times_per_year:n valid_from_on*! valid_to_on
devices: device_id*! outlet_id! om_org_id vendor_org_id kind network_required:b networked_on accepted_on removed_on
    station_lon:n station_lat:n
filed_parameters: device_id*! factor*! name*! value:n unit filed_on*! ended_on
contracts: contract_id*! lab_id! client_id! signed_on starts_on ends_on amount:n sample_count:i scope clauses
bids: tender_id*! org_id*! price:n submitted_at file_author ip won:b
sampling_events: event_id*! lab_id! contract_id outlet_id site_name category! started_at! ended_at! lon:n lat:n
    instrument_id load_pct:n wind_speed:n weather planned_count:i client_signer_id
sampling_crew: event_id*! person_id*! signed_in_at signed_out_at client_staff:b signature_sha256 signature_device
samples: sample_no*! lab_id*! event_id parameters container preservative sealed:b medium_id collected_from_at
    collected_to_at volume:n flow:n received_at received_by delivered_by storage
field_readings: instrument_id*! record_no*!:i event_id started_at ended_at written_at parameter stored_value:n
    volume:n standard_volume:n ticket_no ticket_value_text ticket_started_at ticket_ended_at ticket_volume:n
    ticket_template firmware
analysis_runs: run_id*! lab_id! instrument_id! sample_no kind parameter method analyst_id started_at! ended_at!
    sequence_no:i batch_id file_name file_sha256 file_created_at file_modified_at manual_integration:b raw_value:n
    raw_unit peak_areas excluded:b exclusion_reason
results: lab_id*! sample_no*! parameter*! method! replicate*:i analyst_id analysed_from_at analysed_to_at entered_at
    value_text! value:n qualifier unit! run_id paper_value_text reviewer_id signed_by signed_at signature_device
    reported:b reason
chromatograms: run_id*! detector* file_sha256 interval_s:n points peaks manual:b
weighings: medium_id*! kind*! repeat*:i weighed_at! mass:n balance_id equilibrated_from_at temperature:n humidity:n
    analyst_id
qc_results: lab_id*! batch_id*! kind*! parameter*! seq*:i sample_no value:n expected:n limit_low:n limit_high:n unit
    passed:b
reports: lab_id*! report_no*! copy*! client_id cert_no kind! category issued_at! approver_id signature_device
    content_sha256 replaces subcontractor_id conclusion submitted_at submitted_by
report_results: lab_id*! report_no*! line*!:i sample_no outlet_id site_name sampled_from_at sampled_to_at parameter!
    method! value_text! value:n qualifier unit! limit:n verdict
report_register: lab_id*! report_no*! issued_on! client_id contract_id
photos: photo_id*! event_id! sha256 perceptual_hash taken_at lon:n lat:n device_model
movements: entry_no*!:i org_id*! item! kind! lot expires_on direction! quantity:n unit at! run_id event_id device_id
    person_id
attendance: person_id*! org_id! kind*! place from_at*! to_at! lon:n lat:n source
system_logs: system_id*! seq*!:i at! actor_id action! object_table object_key before after reason prev_hash hash
proficiency_tests: org_id*! round*! parameter*! held_on result stop_from_on stop_to_on
plant_operations: org_id*! outlet_id* source*! from_at*! to_at*! output:n output_unit power:n treatment_power:n
    load_pct:n state
monitoring_waivers: org_id*! outlet_id*! parameter* from_on*! to_on! reason! declared_at
presence: place_id*! kind*! from_at*! to_at!
observations: device_id*! factor*! cycle*! at*! avg:n min:n max:n total:n converted:n flag received_at backfilled:b
marks: mark_id*! revision*!:i device_id! kind! mark! factor from_at! to_at created_at! created_by automatic:b reason
device_parameters: device_id*! instrument* name*! at*! value:n value_text source
sampling_cycles: device_id*! at*! mode
remote_permits: device_id*! from_at*! to_at! actor! purpose
device_events: device_id*! at*! ended_at kind*! name before after order_qn actor
device_checks: device_id*! factor*! kind*! at*! expected:n measured:n tolerance:n unit passed:b standard_lot
om_visits: visit_id*! device_id! org_id! from_at! to_at! kind! text fault_reported_at fault_fixed_at parts
om_crew: visit_id*! person_id*!
local_values: device_id*! factor*! at*! stage*! value:n
weather: station_id*! at*! lon:n lat:n wind_speed:n rain:n temperature:n pressure:n
sections: section_id*! name lon:n lat:n downstream_id
section_quality: section_id*! at*! parameter*! value:n unit limit:n
inspections: inspection_id*! round_id org_id! level joint_departments planned_on started_at ended_at result
draws: draw_id*! held_at! register_sha256! seed! commitment result_sha256
cases: case_id*! org_id person_id act act_on found_on filed_on decided_on effective_on published_on referred_on
    illegal_income:n status stop_from_on stop_to_on
penalties: penalty_id*! case_id org_id person_id act! act_on decided_on! effective_on authority region fine:n
    revoked_on
bans: ban_id*! org_id person_id kind! from_on! to_on basis lifted_on
tips: tip_id*! received_at! named:b org_id accepted_at decided_at extended_to_on answered_at
"""

# What the rules and the real reports need beyond the design's list.
ADDED = """
capabilities: detection_limit:n verified_on
methods: negative_min_duration_min:n source verified equilibration_h:n
samples: name state
analysis_runs: lon:n lat:n
reports: client_name sample_name sample_type sample_source sample_state sampling_standard evaluation_standard
    received_on analysed_from_on analysed_to_on compiled_on notes
report_results: limit_text
movements: nominal_value:n nominal_unit
"""

NUMERIC = {":n": Kind.FLOAT, ":i": Kind.INTEGER, ":b": Kind.BOOLEAN}


def read(spec: str) -> dict[str, list[str]]:
    tables: dict[str, list[str]] = {}
    for line in spec.strip().splitlines():
        if not line.startswith(" "):
            name, _, columns = line.partition(": ")
            tables[name] = columns.split()
        else:
            tables[name] += line.split()
    return tables


def kind_of(mark: str, name: str) -> Kind:
    if mark in NUMERIC:
        return NUMERIC[mark]
    if name == "at" or name.endswith("_at"):
        return Kind.TIMESTAMP
    return Kind.DATE if name.endswith("_on") else Kind.TEXT


def described(declared: FactTable, names: list[str]) -> list[str]:
    """The declaration written the way the design writes it."""
    marks = {kind: mark for mark, kind in NUMERIC.items()}
    return [
        f"{name}{'*' * declared[name].key}{'!' * declared[name].required}{marks.get(declared[name].kind, '')}"
        for name in names
    ]


EXPECTED = read(DESIGN)
EXTRA = read(ADDED)
every_table = pytest.mark.parametrize("declared", TABLES.values(), ids=lambda one: one.name)


def bare(column: str) -> str:
    return column.partition(":")[0].rstrip("*!")


def test_the_tables_stand_in_the_design_s_order():
    assert list(TABLES) == list(EXPECTED)


@every_table
def test_columns_keys_and_required_marks_are_the_design_s(declared):
    extra = [bare(column) for column in EXTRA.get(declared.name, [])]
    names = [column.name for column in declared.columns if column.name not in extra]
    assert described(declared, names) == EXPECTED[declared.name]


@every_table
def test_nothing_else_is_declared_but_what_is_accounted_for(declared):
    extra = EXTRA.get(declared.name, [])
    found = [column.name for column in declared.columns if column.name in {bare(one) for one in extra}]
    assert sorted(described(declared, found)) == sorted(extra)
    assert len(declared.columns) == len(EXPECTED[declared.name]) + len(extra)


@every_table
def test_names_tell_moments_and_days(declared):
    for column in declared.columns:
        mark = {Kind.FLOAT: ":n", Kind.INTEGER: ":i", Kind.BOOLEAN: ":b"}.get(column.kind, "")
        assert column.kind == kind_of(mark, column.name), column.name


@every_table
def test_every_column_is_titled_in_both_languages_and_has_an_example(declared):
    assert declared.zh
    assert declared.en
    assert declared.about_zh
    assert declared.about_en
    for column in declared.columns:
        assert column.zh, column.name
        assert column.en, column.name
        assert column.example, column.name
        assert bool(column.note_zh) == bool(column.note_en), column.name


@every_table
def test_no_heading_means_two_columns(declared):
    seen: dict[str, str] = {}
    for column in declared.columns:
        for heading in {fold(one) for one in (column.name, column.zh, column.en, *column.aliases)}:
            assert seen.setdefault(heading, column.name) == column.name, heading


def test_no_title_means_two_tables():
    seen: dict[str, str] = {}
    for declared in TABLES.values():
        for title in {fold(one) for one in (declared.name, declared.zh, declared.en, *declared.aliases)}:
            assert seen.setdefault(title, declared.name) == declared.name, title


@every_table
def test_references_point_at_columns_that_exist(declared):
    for column in declared.columns:
        if column.references:
            name, _, target = column.references.partition(".")
            assert TABLES[name][target].kind == column.kind, column.name


@every_table
def test_the_subject_is_a_column(declared):
    assert declared[declared.subject]


@every_table
def test_no_column_takes_a_system_name(declared):
    assert not {column.name for column in declared.columns} & set(SYSTEM_COLUMNS)


@every_table
def test_bounds_and_units_stand_on_numbers_only(declared):
    for column in declared.columns:
        numeric = column.kind in {Kind.FLOAT, Kind.INTEGER}
        assert numeric or (column.low is None and column.high is None and not column.unit), column.name


@every_table
def test_every_example_passes_the_checks_of_its_own_column(declared):
    for column in declared.columns:
        for part in column.example.split(";") if column.many else [column.example]:
            if column.codes:
                assert code_list(column.codes).resolve(part), (column.name, part)
            if column.form:
                assert FORMS[column.form].verify(part), (column.name, part)
        if column.kind in {Kind.FLOAT, Kind.INTEGER}:
            number = float(column.example)
            assert column.low is None or number >= column.low, column.name
            assert column.high is None or number <= column.high, column.name


def test_an_unknown_table_is_refused_with_the_nearest_name():
    with pytest.raises(KeyError, match="sampling_events"):
        table("sampling_event")
    assert table("results") is TABLES["results"]
