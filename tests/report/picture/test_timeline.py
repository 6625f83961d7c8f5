from __future__ import annotations

import dataclasses
import datetime as dt
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.support.report_data import FORMULA

from jianzhen.report.picture import pictures
from jianzhen.report.picture.file import svg_file
from jianzhen.report.picture.timeline import timeline_picture
from jianzhen.report.picture.tracks import AROUND, DRAWN, tracks_of
from jianzhen.report.results import LeadRecord, Results
from jianzhen.rules import catalogue
from jianzhen.screen.findings import EvidenceRow, build
from jianzhen.screen.reference import typed

LAB = "91640100MA0LAB0005"


def shown(picture: Any, language: str = "zh") -> list[str]:
    """The texts of a picture as one language shows them."""
    hidden = {"zh": "en", "en": "zh"}[language]
    root = ET.fromstring(svg_file(picture, language))
    texts = [
        item for item in root.iter("{http://www.w3.org/2000/svg}text") if hidden not in item.get("class", "").split()
    ]
    return [item.text or "" for item in texts]


def scene(
    folder: Path, rows: dict[str, list[dict[str, Any]]], roles: dict[str, str], **more: Any
) -> tuple[Results, LeadRecord]:
    """A lead of one finding whose evidence is all the rows, in the role of their table."""
    (folder / "rows").mkdir()
    evidence = []
    for table, members in rows.items():
        whole = typed(table, members, f"{table}.csv")
        pq.write_table(whole, folder / "rows" / f"{table}.parquet")
        evidence += [EvidenceRow(table, row_id, roles.get(table, "first")) for row_id in whole["row_id"].to_pylist()]
    said = {"from_at": None, "to_at": None, "measure": 1.0, "threshold": 0.0, "severity": None, "detail": {}} | more
    rule = catalogue.find(said.pop("rule", "person_two_places"))
    finding = build(rule, subject=LAB, evidence=evidence, **said)
    lead = LeadRecord(
        "f" * 32,
        "organization",
        LAB,
        finding.from_at,
        finding.to_at,
        "middle",
        (rule.family,),
        "题",
        "title",
        (finding,),
    )
    return Results(folder), lead


def event(number: int, start: dt.datetime, minutes: int = 30) -> dict[str, Any]:
    return {
        "event_id": f"E{number}", "lab_id": LAB, "site_name": f"点位{number}", "category": "water",
        "started_at": start, "ended_at": start + dt.timedelta(minutes=minutes),
    }  # fmt: skip


def test_both_records_stand_under_each_other_with_their_overlap_hatched(results: Results, lead_of) -> None:
    picture = timeline_picture(results, lead_of("person_two_places"))
    assert picture is not None
    texts = " | ".join(shown(picture))
    for part in ("人员", "地点", "P001 · E1\u2003", "P001 · E2\u2003", "10:20–11:30", FORMULA):
        assert part in texts
    # Two crew entries that borrow their event's time, and the two events.
    assert picture.body.count('class="hatch"') == 4
    assert 'class="around"' in picture.body
    assert ("hatch", "矛盾时段") in [(style, words.zh) for style, words in picture.legend]


def test_an_analysis_before_sampling_points_backwards(results: Results, lead_of) -> None:
    picture = timeline_picture(results, lead_of("analysis_before_sampling"))
    assert 'class="head"' in picture.body
    assert "后道工序记录在前" in [words.zh for _, words in picture.legend]


def test_work_in_order_points_nowhere(tmp_path: Path) -> None:
    start = dt.datetime(2026, 3, 1, 9)
    sample = {
        "sample_no": "S1",
        "lab_id": LAB,
        "collected_from_at": start,
        "collected_to_at": start + dt.timedelta(minutes=5),
    }
    run = {
        "run_id": "R1", "lab_id": LAB, "instrument_id": "Y1", "sample_no": "S1",
        "started_at": start + dt.timedelta(hours=2), "ended_at": start + dt.timedelta(hours=3),
    }  # fmt: skip
    picture = timeline_picture(*scene(tmp_path, {"samples": [sample], "analysis_runs": [run]}, {}))
    assert 'class="head"' not in picture.body


def reading(start: dt.datetime, **more: Any) -> dict[str, Any]:
    return {
        "instrument_id": "Y1", "record_no": 7, "event_id": "E1", "started_at": start,
        "ended_at": start + dt.timedelta(minutes=20),
    } | more  # fmt: skip


def test_memory_and_ticket_that_disagree_are_two_bars(tmp_path: Path) -> None:
    start = dt.datetime(2026, 3, 1, 9)
    ticket = {"ticket_started_at": start, "ticket_ended_at": start + dt.timedelta(hours=1)}
    picture = timeline_picture(*scene(tmp_path, {"field_readings": [reading(start, **ticket)]}, {}))
    assert picture is not None
    assert any("仪器存储 09:00–09:20，小票 09:00–10:00" in text for text in shown(picture))
    assert any("memory 09:00–09:20, ticket 09:00–10:00" in text for text in shown(picture, "en"))
    bars = {
        item.get("class"): item
        for item in ET.fromstring(svg_file(picture, "zh")).iter("{http://www.w3.org/2000/svg}rect")
    }
    memory, printed = bars["fact"], bars["ticket"]
    assert float(printed.get("y", "")) >= float(memory.get("y", "")) + float(memory.get("height", ""))
    widths = [float(bar.get("width", "").rstrip("%")) for bar in (memory, printed)]
    assert widths[1] == pytest.approx(3 * widths[0], rel=0.02)
    assert ("ticket", "小票") in [(style, words.zh) for style, words in picture.legend]


def test_a_reading_without_a_ticket_has_one_bar(tmp_path: Path) -> None:
    picture = timeline_picture(*scene(tmp_path, {"field_readings": [reading(dt.datetime(2026, 3, 1, 9))]}, {}))
    assert picture is not None
    assert 'class="ticket"' not in picture.body
    assert "ticket" not in [style for style, _ in picture.legend]


def test_a_time_that_falls_short_shows_what_was_due(tmp_path: Path) -> None:
    start = dt.datetime(2026, 3, 1, 9)
    made = scene(
        tmp_path, {"sampling_events": [event(1, start)]}, {}, rule="below_min_duration", from_at=start,
        to_at=start + dt.timedelta(hours=2), measure=2.0, threshold=116.0,
    )  # fmt: skip
    assert "至少应有 5 天" in shown(timeline_picture(*made))


def test_years_beside_minutes_are_cut_and_say_so(tmp_path: Path) -> None:
    start = dt.datetime(2026, 3, 1, 9)
    certificate = {"cert_no": "C1", "org_id": LAB, "issued_on": dt.date(2018, 1, 1), "expires_on": dt.date(2024, 1, 1)}
    made = scene(
        tmp_path, {"sampling_events": [event(1, start)], "certificates": [certificate]}, {"certificates": "context"},
        from_at=start, to_at=start + dt.timedelta(minutes=30),
    )  # fmt: skip
    picture = timeline_picture(*made)
    assert any(text.startswith("略 ") and "年" in text for text in shown(picture))
    assert "cut" in [style for style, _ in picture.legend]


def test_many_rows_are_counted_not_dropped(tmp_path: Path) -> None:
    start = dt.datetime(2026, 3, 1)
    rows = [event(number, start + dt.timedelta(hours=number)) for number in range(200)]
    results, lead = scene(tmp_path, {"sampling_events": rows}, {})
    assert len(tracks_of(results, lead)) == DRAWN
    assert f"另有 {200 - DRAWN} 行，见证据表" in shown(timeline_picture(results, lead))


def test_of_what_came_before_and_after_the_nearest_is_drawn(tmp_path: Path) -> None:
    start = dt.datetime(2026, 3, 1)
    rows = [event(number, start + dt.timedelta(days=number)) for number in range(60)]
    results, lead = scene(tmp_path, {"sampling_events": rows}, {})
    finding = lead.findings[0]
    places = results.store.places("sampling_events")
    evidence = tuple(row._replace(role="first" if places[row.row_id] == 30 else "context") for row in finding.evidence)
    lead = dataclasses.replace(lead, findings=(dataclasses.replace(finding, evidence=evidence),))
    tracks = tracks_of(results, lead)
    assert len(tracks) == 1 + AROUND
    assert {track.label.zh.split(" ")[0] for track in tracks} == {f"点位{number}" for number in range(25, 36)}


def test_lines_of_one_sample_share_a_track_that_lists_the_parameters(tmp_path: Path) -> None:
    rows = [
        {"lab_id": LAB, "report_no": "R1", "line": number, "sample_no": "S1", "parameter": name, "method": "m",
         "value_text": "1", "unit": "mg/L", "sampled_from_at": dt.datetime(2026, 3, 1, 9),
         "sampled_to_at": dt.datetime(2026, 3, 1, 9, 20)}
        for number, name in enumerate(("化学需氧量", "氨氮", "总磷", "总氮"))
    ]  # fmt: skip
    [track] = tracks_of(*scene(tmp_path, {"report_results": rows}, {}))
    assert track.label.zh.startswith("R1 · S1 · 化学需氧量、氨氮、总磷等 4 项")


@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_the_ends_of_the_calendar(tmp_path: Path, year: int) -> None:
    certificate = {
        "cert_no": "C1",
        "org_id": LAB,
        "issued_on": dt.date(year, 1, 1),
        "expires_on": dt.date(year, 12, 31),
    }
    made = scene(
        tmp_path, {"certificates": [certificate], "sampling_events": [event(1, dt.datetime(2026, 3, 1, 9))]}, {}
    )
    assert any(str(year) in text for text in shown(timeline_picture(*made)))


def test_a_lead_without_any_time_has_no_picture(tmp_path: Path) -> None:
    methods = [{"cert_no": "C1", "site_id": "S1"}]
    assert pictures(*scene(tmp_path, {"certificate_sites": methods}, {})) == ()


def test_a_file_is_well_formed_in_both_languages(results: Results) -> None:
    for lead in results.leads:
        for picture in pictures(results, lead):
            zh, en = shown(picture, "zh"), shown(picture, "en")
            assert len(zh) == len(en)
            assert svg_file(picture, "zh") != svg_file(picture, "en")
