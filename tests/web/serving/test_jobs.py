from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jianzhen.web.operations.models import Turn
from jianzhen.web.serving.jobs import Job, registered, run_due
from jianzhen.web.site.models import ScheduledJob

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 8)
HOUR = timedelta(hours=1)


def counting(name: str = "count") -> tuple[Job, list[int]]:
    calls: list[int] = []
    return Job(name, HOUR, lambda: calls.append(1)), calls


def test_a_new_job_has_its_turn_at_once_and_then_waits() -> None:
    job, calls = counting()
    assert run_due([job], NOW) == ["count"]
    assert run_due([job], NOW + HOUR / 2) == []
    assert run_due([job], NOW + HOUR) == ["count"]
    assert len(calls) == 2


def test_turns_that_were_missed_are_not_made_up() -> None:
    job, calls = counting()
    run_due([job], NOW)
    run_due([job], NOW + 100 * HOUR)
    run_due([job], NOW + 100 * HOUR)
    assert len(calls) == 2


def test_a_job_that_fails_keeps_nobody_from_working(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError("no disk")

    job, calls = counting("second")
    assert run_due([Job("first", HOUR, fail), job], NOW) == ["first", "second"]
    assert calls == [1]
    assert "first failed" in caplog.text
    assert ScheduledJob.objects.get(name="first").due_at == NOW + HOUR
    faults = dict(Turn.objects.values_list("job", "fault"))
    assert faults == {"first": "RuntimeError", "second": ""}
    assert not Turn.objects.filter(ended_at=None).exists()


def test_of_two_that_saw_the_same_turn_one_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    job, calls = counting()
    run_due([job], NOW)
    stale = ScheduledJob.objects.get(name="count")
    run_due([job], NOW + HOUR)
    monkeypatch.setattr(type(ScheduledJob.objects), "get_or_create", lambda *a, **k: (stale, False))
    assert run_due([job], NOW + HOUR) == []
    assert len(calls) == 2


def test_the_apps_bring_their_jobs() -> None:
    assert "jianzhen.web.site.jobs.clear_sessions" in [job.name for job in registered()]


def test_the_registered_jobs_run(caplog: pytest.LogCaptureFixture) -> None:
    jobs = registered()
    assert run_due(jobs, NOW) == [job.name for job in jobs]
    assert "failed" not in caplog.text
