"""The state in the text form of Prometheus (exposition format 0.0.4): numbers of the whole, of nobody in particular."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count

from jianzhen import __version__
from jianzhen.web.leads.models import Lead
from jianzhen.web.operations.state import State
from jianzhen.web.scope.net import whole_table

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_Sample = tuple[str, float]


def text(found: State) -> str:
    """Everything, a line each."""
    return "".join(f"{line}\n" for name, about, samples in _families(found) for line in _lines(name, about, samples))


def _lines(name: str, about: str, samples: list[_Sample]) -> Iterator[str]:
    yield f"# HELP jianzhen_{name} {about}"
    yield f"# TYPE jianzhen_{name} gauge"
    for labels, value in samples:
        yield f"jianzhen_{name}{labels} {value:.15g}"


def _families(found: State) -> Iterator[tuple[str, str, list[_Sample]]]:
    queue, log = found.queue, found.log
    yield "info", "The version that runs", [(_labels(version=__version__, database=found.database), 1)]
    parts = ("worker", "scheduler")
    yield "processes", "Processes alive, by part", [(_labels(part=part), found.alive(part)) for part in parts]
    tasks = {"waiting": queue.waiting, "running": queue.running, "stalled": len(queue.stalled)}
    yield "tasks", "Background tasks, by state", [(_labels(state=name), count) for name, count in tasks.items()]
    yield "tasks_failed_day", "Background tasks that failed within a day", [("", queue.failed)]
    yield "task_oldest_wait_seconds", "How long the oldest task waits", [("", _since(queue.oldest_at, found.now) or 0)]
    yield (
        "job_late",
        "1 when a recurring job missed its turn",
        [(_labels(job=one.name), one.late) for one in found.jobs],
    )
    yield "job_failed", "1 when its last turn failed", [(_labels(job=one.name), one.failed) for one in found.jobs]
    yield "leads", "Leads, by state", _leads()
    yield "log_entries", "Acts in the log", [("", log.entries)]
    yield "log_root_age_seconds", "Since a root was signed", _age(log.signed_at, found.now)
    yield "backup_age_seconds", "Since the last backup on record", _age(log.backed_up_at, found.now)
    yield "database_bytes", "Size of the database", [("", found.database_bytes)]
    yield "disk_bytes", "Size of the data folder's disk", [("", found.disk_bytes)]
    yield "disk_free_bytes", "What is free of it", [("", found.disk_free)]
    if found.gateway is not None:
        yield "gateway_up", "1 when the gateway answers", [("", bool(found.gateway))]


def _leads() -> list[_Sample]:
    with whole_table("metrics count leads of every region, by state alone"):
        counts = Lead.objects.order_by("state").values_list("state").annotate(Count("pk"))
        return [(_labels(state=state), count) for state, count in counts]


def _age(at: dt.datetime | None, now: dt.datetime) -> list[_Sample]:
    """Nothing when it never was: an alert asks for the absence."""
    seconds = _since(at, now)
    return [] if seconds is None else [("", seconds)]


def _since(at: dt.datetime | None, now: dt.datetime) -> float | None:
    return None if at is None else round((now - at).total_seconds(), 3)


def _labels(**labels: str) -> str:
    quoted = (name + '="' + _escaped(value) + '"' for name, value in labels.items())
    return "{" + ",".join(quoted) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
