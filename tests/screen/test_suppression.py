from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.support.runs import LAB, jianzhen, small_data

from jianzhen.rules import catalogue
from jianzhen.screen.settings import SettingsError, parse

RULES = catalogue.catalogue()
DECISION = {
    "id": "S-1",
    "rule": "person_two_places",
    "subject": LAB,
    "from_on": dt.date(2024, 5, 1),
    "to_on": dt.date(2024, 5, 31),
    "reason": "签到设备时钟有误，厂家已证实",
    "author": "leader-1",
    "expires_on": dt.date(2026, 12, 31),
}


def toml(decision: dict[str, object]) -> str:
    lines = [f"{name} = {json.dumps(str(value), ensure_ascii=False)}" for name, value in decision.items()]
    return "[[suppressions]]\n" + "\n".join(lines) + "\n"


def run(tmp_path: Path, on: str = "2026-06-30", **change: object) -> tuple[list[dict[str, object]], Path]:
    """Screen the small data set with one decision; give the leads and the folder."""
    out = tmp_path / "out"
    settings = tmp_path / "s.toml"
    settings.write_text(toml(DECISION | change), encoding="utf-8")
    arguments = ("--out", out, "--rules", "person_two_places", "--on", on, "--settings", settings)
    result = jianzhen("screen", small_data(tmp_path / "data"), *arguments)
    assert result.exit_code == 0, result.output
    return pq.read_table(out / "leads.parquet").to_pylist(), out


def test_a_suppressed_finding_is_kept_and_shown_with_both_severities(tmp_path: Path) -> None:
    [lead], out = run(tmp_path)
    assert lead["grade"] == "suppressed"
    [finding] = pq.read_table(out / "findings.parquet").to_pylist()
    assert finding["severity"] == "high"
    [told] = pq.read_table(out / "suppressed.parquet").to_pylist()
    assert (told["original_severity"], told["effective_severity"]) == ("high", "none")
    assert (told["reason"], told["author"], told["expires_on"]) == (
        DECISION["reason"],
        DECISION["author"],
        DECISION["expires_on"],
    )
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "已抑制：原为高，现计为不计" in report
    assert str(DECISION["reason"]) in report
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["settings"]["suppressions"][0]["id"] == "S-1"
    assert jianzhen("rerun", out / "run.json").exit_code == 0


@pytest.mark.parametrize(
    ("change", "on", "grade"),
    [
        ({}, "2026-12-31", "suppressed"),
        ({}, "2027-01-01", "middle"),
        ({"subject": "another"}, "2026-06-30", "middle"),
        ({"subject": ""}, "2026-06-30", "suppressed"),
        ({"rule": "*"}, "2026-06-30", "suppressed"),
        ({"rule": "travel_time_impossible"}, "2026-06-30", "middle"),
        ({"from_on": dt.date(2024, 5, 2)}, "2026-06-30", "middle"),
        ({"to_on": dt.date(2024, 4, 30)}, "2026-06-30", "middle"),
        ({"severity": "low"}, "2026-06-30", "low"),
        ({"severity": "middle"}, "2026-06-30", "low"),
    ],
)
def test_it_acts_only_in_its_scope_and_until_its_day(
    tmp_path: Path, change: dict[str, object], on: str, grade: str
) -> None:
    [lead], _ = run(tmp_path, on, **change)
    assert lead["grade"] == grade


@pytest.mark.parametrize(
    "change",
    [
        {"reason": " "},
        {"author": None},
        {"expires_on": "soon"},
        {"expires_on": None},
        {"severity": "high"},
        {"rule": "gossip"},
        {"colour": "red"},
        {"from_on": "spring"},
        {"subject": 7},
    ],
)
def test_a_decision_without_scope_reason_author_or_end_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match=next(iter(change))):
        parse({"suppressions": [DECISION | change]}, RULES)


def test_ids_are_not_used_twice() -> None:
    with pytest.raises(SettingsError, match="twice"):
        parse({"suppressions": [DECISION, DECISION]}, RULES)


@pytest.mark.parametrize("rubbish", [{}, "all", [1], [[]]])
def test_rubbish_is_refused(rubbish: object) -> None:
    with pytest.raises(SettingsError):
        parse({"suppressions": rubbish}, RULES)
