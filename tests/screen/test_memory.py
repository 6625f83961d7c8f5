"""A run that was broken off goes on where it was, and ends as if nothing had happened."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.support.runs import small_data

from jianzhen.report.screening import Request, screen_to_folder
from jianzhen.screen import run as running

RULES = ("person_two_places", "constant_value")
ON = dt.date(2024, 6, 30)


class BrokenOffError(Exception):
    """The worker is killed."""


class Watch:
    """Breaks the run off before a rule."""

    def __init__(self, before: str) -> None:
        self.before = before

    def reading(self, file: str, rows: int) -> None:
        """Nothing."""

    def judging(self, done: int, total: int, rule: str) -> None:
        if rule == self.before:
            raise BrokenOffError


def test_what_was_judged_is_not_judged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, memory = small_data(tmp_path / "data"), tmp_path / "memory"
    with pytest.raises(BrokenOffError):
        screen_to_folder(Request(data, tmp_path / "out", ON, RULES, memory=memory), Watch(RULES[1]))
    assert not (tmp_path / "out").exists()
    judged = []
    judge = running.judge
    monkeypatch.setattr(running, "judge", lambda rule, *a, **k: (judged.append(rule.id), judge(rule, *a, **k))[1])
    resumed = screen_to_folder(Request(data, tmp_path / "out", ON, RULES, memory=memory))
    assert judged == [RULES[1]]
    plain = screen_to_folder(Request(data, tmp_path / "plain", ON, RULES))
    assert resumed.screening.findings == plain.screening.findings
    assert resumed.screening.coverage == plain.screening.coverage
    assert resumed.run["run_id"] == plain.run["run_id"]
    assert len(plain.screening.leads) == 1


def test_other_data_are_judged_anew(tmp_path: Path) -> None:
    data, memory = small_data(tmp_path / "data"), tmp_path / "memory"
    screen_to_folder(Request(data, tmp_path / "out", ON, RULES[:1], memory=memory))
    (data / "sampling_crew.csv").write_text("event_id,person_id\nE1,P001\n", encoding="utf-8")
    assert screen_to_folder(Request(data, tmp_path / "out", ON, RULES[:1], memory=memory)).screening.leads == []


def test_half_a_file_is_no_answer(tmp_path: Path) -> None:
    data, memory = small_data(tmp_path / "data"), tmp_path / "memory"
    screen_to_folder(Request(data, tmp_path / "out", ON, RULES[:1], memory=memory))
    (kept,) = memory.rglob("*.json")
    kept.write_bytes(kept.read_bytes()[:40])
    assert len(screen_to_folder(Request(data, tmp_path / "out", ON, RULES[:1], memory=memory)).screening.leads) == 1
