from __future__ import annotations

import pytest

from jianzhen.contract import TABLES
from jianzhen.contract.codes import code_list
from jianzhen.report.results import Results
from jianzhen.report.view.evidence import EvidenceTable, evidence_view, gloss


@pytest.fixture
def tables(results: Results, lead_of) -> dict[str, EvidenceTable]:
    return {table.name: table for table in evidence_view(results, lead_of("person_two_places"))}


def cells(table: EvidenceTable, column: str) -> list[tuple[str, bool, bool]]:
    place = [one.name for one in table.columns].index(column)
    return [(line.cells[place].text.zh, line.cells[place].differs, line.cells[place].cited) for line in table.lines]


def test_rows_stand_by_role_with_their_place_in_the_source(tables: dict[str, EvidenceTable]) -> None:
    events = tables["sampling_events"]
    assert [(line.roles.zh, line.context, line.place.row) for line in events.lines] == [
        ("其一", False, 2), ("其二", False, 3), ("前后背景", True, 5),
    ]  # fmt: skip
    assert {line.place.file for line in events.lines} == {"sampling_events.csv"}


def test_what_differs_and_what_is_cited_is_marked(tables: dict[str, EvidenceTable]) -> None:
    events = tables["sampling_events"]
    assert cells(events, "started_at") == [
        ("2024-05-01 10:00", True, False), ("2024-05-01 10:20", True, True), ("2024-05-01 14:00", False, False),
    ]  # fmt: skip
    assert [differs for _, differs, _ in cells(events, "event_id")] == [False, False, False]  # keys always differ
    assert [cited for _, _, cited in cells(events, "event_id")] == [True, True, False]
    assert [differs for _, differs, _ in cells(events, "lab_id")] == [False, False, False]


def test_empty_columns_are_hidden(tables: dict[str, EvidenceTable]) -> None:
    assert "wind_speed" not in [column.name for column in tables["sampling_events"].columns]


def test_codes_have_their_titles(tables: dict[str, EvidenceTable]) -> None:
    events = tables["sampling_events"]
    place = [one.name for one in events.columns].index("category")
    cell = events.lines[0].cells[place]
    title = code_list("sample_category").titles["water"]
    assert (cell.text.zh, cell.gloss.zh) == ("water", title.zh)
    assert gloss(TABLES["sampling_events"]["site_name"], "water") is None


def test_a_long_table_tells_constant_columns_once_and_marks_no_steps(results: Results, lead_of) -> None:
    [table] = [one for one in evidence_view(results, lead_of("constant_value")) if one.name == "observations"]
    assert {column.name for column, _ in table.everywhere} >= {"device_id", "cycle", "flag"}
    assert not {column.name for column, _ in table.everywhere} & {column.name for column in table.columns}
    assert not any(cell.differs for line in table.lines for cell in line.cells)
    assert (table.total, table.not_shown) == (len(table.lines), 0)


def test_tables_of_the_contradiction_come_first(results: Results, lead_of) -> None:
    for lead in results.leads:
        context = [all(line.context for line in table.lines) for table in evidence_view(results, lead)]
        assert context == sorted(context)
