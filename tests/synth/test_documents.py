from __future__ import annotations

from jianzhen.synth import Region

SAID = ("method", "value_text", "value", "qualifier", "unit")


def test_reports_say_what_the_raw_records_hold(clean: Region) -> None:
    raw = {(row["lab_id"], row["sample_no"], row["parameter"]): row for row in clean.tables["results"]}
    lines = [row for row in clean.tables["report_results"] if row.get("sample_no")]
    assert len(lines) == len(raw)
    for line in lines:
        row = raw[line["lab_id"], line["sample_no"], line["parameter"]]
        assert [line[name] for name in SAID] == [row[name] for name in SAID]


def test_a_report_is_issued_after_its_last_result(clean: Region) -> None:
    for visit in clean.visits:
        assert all(visit.report["issued_at"] > row["analysed_to_at"] for row in visit.results)


def test_every_report_is_in_the_register_once(clean: Region) -> None:
    issued = sorted(row["report_no"] for row in clean.tables["reports"])
    assert issued == sorted(row["report_no"] for row in clean.tables["report_register"])
    assert len(issued) == len(set(issued)) == len(clean.visits)


def test_a_verdict_follows_the_limit(clean: Region) -> None:
    for line in clean.tables["report_results"]:
        assert (line["verdict"] == "合格") == (line["value"] <= line["limit"])
