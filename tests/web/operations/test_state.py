"""What the page says and the metrics count, from planted rows."""

from __future__ import annotations

import datetime as dt
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from tests.support.web_leads import some_lead

from jianzhen.web import audit
from jianzhen.web.audit.models import Root
from jianzhen.web.operations import metrics, state
from jianzhen.web.operations.models import Heart, Turn
from jianzhen.web.operations.state import State
from jianzhen.web.operations.titles import JOBS, title_of
from jianzhen.web.operations.troubles import troubles
from jianzhen.web.options import Options
from jianzhen.web.serving.jobs import registered
from jianzhen.web.site.models import ScheduledJob
from jianzhen.words import Words

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 1, 8)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    found = replace(settings.OPTIONS, data=tmp_path)
    monkeypatch.setattr(settings, "OPTIONS", found)
    return found


def heart(name: str, part: str, ago: dt.timedelta) -> None:
    Heart.objects.create(name=name, part=part, host="a", pid=1, started_at=NOW - ago, beat_at=NOW - ago)


def task(status: str, worker: str = "", **more: object) -> DBTaskResult:  # type: ignore[type-arg]
    return DBTaskResult.objects.create(
        status=status, args_kwargs={"args": [], "kwargs": {}}, task_path="a.b", backend_name="default", run_after=NOW,
        worker_ids=[worker] if worker else [], exception_class_path="", traceback="", **more,
    )  # fmt: skip


def said(found: State) -> str:
    return "\n".join(words.en for words in troubles(found))


def test_a_new_platform_says_what_is_missing(options: Options) -> None:
    found = state.state(options, NOW)
    told = said(found)
    assert "no worker runs" in told
    assert "no scheduler runs" in told
    assert "no backup within seven days" in told
    assert (found.gateway, found.log.entries, found.queue.oldest_at) == (None, 0, None)


def test_a_data_folder_that_is_not_there_yet_is_no_error(options: Options) -> None:
    found = state.state(replace(options, data=options.data / "a" / "b"), NOW)
    assert found.disk_bytes > 0


def test_one_at_work_has_nothing_to_tell(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jianzhen.web.operations.troubles._LEAST_FREE", 0)
    monkeypatch.setattr("jianzhen.web.operations.troubles._LEAST_FREE_BYTES", 0)
    heart("w", "worker", MINUTE)
    heart("s", "scheduler", MINUTE / 4)
    now = dt.datetime.now()
    Heart.objects.update(beat_at=now)
    with transaction.atomic():
        audit.record("platform.backed_up", actor=None, words=Words("备份", "backup"), after={"sha256": "0" * 64})
    Root.objects.create(log="a", size=1, root="", at=now.isoformat(timespec="microseconds"), key="", signature="")
    found = state.state(options, now)
    assert troubles(found) == []
    assert found.log.backup == {"sha256": "0" * 64}


def test_a_task_whose_worker_is_gone_is_told(options: Options) -> None:
    heart("alive", "worker", MINUTE)
    heart("dead", "worker", 2 * MINUTE)
    task("RUNNING", "alive")
    lost = [task("RUNNING", "dead"), task("RUNNING", "never-heard-of")]
    task("READY")
    task("FAILED", finished_at=NOW - MINUTE)
    task("FAILED", finished_at=NOW - 25 * 60 * MINUTE)
    found = state.state(options, NOW)
    assert {one.pk for one in found.queue.stalled} == {one.pk for one in lost}
    assert (found.queue.waiting, found.queue.running, found.queue.failed) == (1, 1, 1)
    assert found.alive("worker") == 1
    assert "2 background tasks were cut off" in said(found)


def test_a_job_that_failed_or_missed_its_turn_is_told(options: Options) -> None:
    first, second, *_ = registered()
    Turn.objects.create(job=first.name, began_at=NOW, ended_at=NOW, fault="ValueError")
    ScheduledJob.objects.create(name=first.name, due_at=NOW + MINUTE)
    ScheduledJob.objects.create(name=second.name, due_at=NOW - 11 * MINUTE)
    found = {job.name: job for job in state.state(options, NOW).jobs}
    assert (found[first.name].failed, found[first.name].late) == (True, False)
    assert (found[second.name].failed, found[second.name].late) == (False, True)
    assert title_of(first.name).en in said(state.state(options, NOW))


@pytest.fixture
def gateway(options: Options) -> Iterator[dict[str, object]]:
    """Something that answers as the gateway's own door does."""
    answer: dict[str, object] = {"running": True, "alarm": None, "devices_connected": 3}
    (options.data / "gateway").mkdir()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(str(options.data / "gateway" / "control.sock"))
        door.listen()

        def serve() -> None:
            while True:
                try:
                    line, _ = door.accept()
                except OSError:
                    return
                with line:
                    asked = json.loads(line.makefile("rb").readline())
                    line.sendall(json.dumps(answer if asked == {"do": "status"} else {}).encode() + b"\n")

        threading.Thread(target=serve, daemon=True).start()
        yield answer
        door.shutdown(socket.SHUT_RDWR)


def test_the_gateway_is_asked_when_there_is_one(options: Options, gateway: dict[str, object]) -> None:
    found = state.state(options, NOW)
    assert found.gateway == gateway
    assert "gateway" not in said(found)
    gateway["alarm"] = "no space left"
    assert "the gateway cannot store: no space left" in said(state.state(options, NOW))


def test_a_gateway_that_does_not_answer_is_told(options: Options) -> None:
    (options.data / "gateway").mkdir()
    found = state.state(options, NOW)
    assert found.gateway == {}
    assert "the gateway does not answer" in said(found)


def test_metrics_are_what_prometheus_reads(options: Options) -> None:
    some_lead()
    heart("w", "worker", MINUTE)
    job = registered()[0].name
    Turn.objects.create(job=job, began_at=NOW, fault="E")
    lines = metrics.text(state.state(options, NOW)).splitlines()
    values = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert values['jianzhen_processes{part="worker"}'] == "1"
    assert values['jianzhen_processes{part="scheduler"}'] == "0"
    assert values['jianzhen_leads{state="new"}'] == "1"
    assert values[f'jianzhen_job_failed{{job="{job}"}}'] == "1"
    assert "jianzhen_backup_age_seconds" not in values
    named = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert {name.split("{")[0] for name in values} <= named
    assert len(named) == sum(line.startswith("# HELP") for line in lines)
    assert all(float(value) >= 0 for value in values.values())


def test_labels_are_escaped() -> None:
    assert metrics._labels(a='q"\\\n') == '{a="q\\"\\\\\\n"}'


def test_every_job_has_a_title_for_people() -> None:
    names = {job.name.removeprefix("jianzhen.web.") for job in registered()}
    assert names - JOBS.keys() == set(), "give it a title in jianzhen/web/operations/titles.py"
    assert title_of("jianzhen.web.a.b") == Words("a.b", "a.b")
