"""How the platform does at the moment: what the page shows and the metrics count."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Count, Min
from django_tasks_db.models import DBTaskResult

from jianzhen.web.audit.models import Entry, Head, Root
from jianzhen.web.operations import gateway
from jianzhen.web.operations.beating import DEAD_AFTER
from jianzhen.web.operations.models import Heart, Turn
from jianzhen.web.operations.titles import title_of
from jianzhen.web.options import Options
from jianzhen.web.serving.jobs import Job, registered
from jianzhen.web.site.models import ScheduledJob
from jianzhen.words import Words

_LATE = dt.timedelta(minutes=10)
"""A scheduler looks every quarter of a minute; one job may keep the others waiting for a while."""
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Process:
    """A process of the platform."""

    heart: Heart
    alive: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """Background work.

    Attributes:
        stalled: Tasks whose worker is gone: nobody will end them.
        failed: In the last day.
    """

    waiting: int
    running: int
    failed: int
    oldest_at: dt.datetime | None
    stalled: tuple[DBTaskResult[Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurring job, when it is due and how its last turn went."""

    name: str
    due_at: dt.datetime | None
    turn: Turn | None
    late: bool

    @property
    def title(self) -> Words:
        """What it does."""
        return title_of(self.name)

    @property
    def failed(self) -> bool:
        """Whether the last turn ended with an error."""
        return self.turn is not None and bool(self.turn.fault)


@dataclass(frozen=True, slots=True)
class Log:
    """The log of acts: its length, its last signed root, the last backup on record."""

    entries: int
    signed_at: dt.datetime | None
    backed_up_at: dt.datetime | None
    backup: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class State:
    """Everything at one moment.

    Attributes:
        gateway: None without one, empty when it does not answer.
    """

    now: dt.datetime
    database: str
    database_bytes: int
    disk_bytes: int
    disk_free: int
    processes: tuple[Process, ...]
    queue: Queue
    jobs: tuple[Recurring, ...]
    log: Log
    gateway: Mapping[str, Any] | None

    def alive(self, part: str) -> int:
        """How many processes of a part live."""
        return sum(one.alive for one in self.processes if one.heart.part == part)


def state(options: Options, now: dt.datetime) -> State:
    """Look everywhere once."""
    processes = tuple(Process(heart, now - heart.beat_at < DEAD_AFTER) for heart in Heart.objects.all())
    folder = options.data.absolute()
    disk = shutil.disk_usage(next(one for one in (folder, *folder.parents) if one.is_dir()))
    return State(
        now=now,
        database="SQLite" if connection.vendor == "sqlite" else "PostgreSQL",
        database_bytes=_database_bytes(),
        disk_bytes=disk.total,
        disk_free=disk.free,
        processes=processes,
        queue=_queue({one.heart.name for one in processes if one.alive}, now),
        jobs=tuple(_recurring(registered(), now)),
        log=_log(),
        gateway=(gateway.status(options.data) or {}) if gateway.is_set_up(options.data) else None,
    )


def _database_bytes() -> int:
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return sum(path.stat().st_size for end in ("", "-wal") if (path := Path(name + end)).is_file())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _queue(alive: set[str], now: dt.datetime) -> Queue:
    tasks = DBTaskResult.objects.order_by()
    counts = dict(tasks.filter(status__in=("READY", "RUNNING")).values_list("status").annotate(Count("pk")))
    stalled = [one for one in tasks.filter(status="RUNNING") if not alive.intersection(one.worker_ids)]
    return Queue(
        waiting=counts.get("READY", 0),
        running=counts.get("RUNNING", 0) - len(stalled),
        failed=tasks.filter(status="FAILED", finished_at__gte=now - _DAY).count(),
        oldest_at=tasks.ready().aggregate(oldest=Min("enqueued_at"))["oldest"],
        stalled=tuple(stalled),
    )


def _recurring(jobs: list[Job], now: dt.datetime) -> list[Recurring]:
    due = dict(ScheduledJob.objects.values_list("name", "due_at"))
    turns = {turn.job: turn for turn in Turn.objects.all()}
    return [
        Recurring(job.name, due.get(job.name), turns.get(job.name), _is_late(due.get(job.name), now)) for job in jobs
    ]


def _is_late(due_at: dt.datetime | None, now: dt.datetime) -> bool:
    return due_at is None or now - due_at > _LATE


def _log() -> Log:
    root = Root.objects.order_by("-id").first()
    backup = Entry.objects.filter(kind="platform.backed_up").order_by("-number").first()
    return Log(
        entries=Head.objects.values_list("size", flat=True).filter(id=1).first() or 0,
        signed_at=dt.datetime.fromisoformat(root.at) if root else None,
        backed_up_at=backup.at if backup else None,
        backup=backup.said["after"] if backup else {},
    )
