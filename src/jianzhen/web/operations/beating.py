"""Says again and again that a process lives, from a thread beside its work."""

from __future__ import annotations

import datetime as dt
import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import DatabaseError, connections

from jianzhen.web.operations.models import Heart

EVERY_SECONDS = 15.0
DEAD_AFTER = dt.timedelta(seconds=90)
FORGOTTEN_AFTER = dt.timedelta(days=2)
_LONGEST_HOST = 40
Subject = TypeVar("Subject")
log = logging.getLogger(__name__)


def name_of(part: str) -> str:
    """What this process is called; unique among those at work."""
    return f"{part}-{socket.gethostname()[:_LONGEST_HOST]}-{os.getpid()}"


@contextmanager
def beating(part: str, every_seconds: float = EVERY_SECONDS) -> Iterator[str]:
    """While inside, the process counts as alive; gives its name.

    A database that is away for a while is waited for: the work itself decides whether it can go on.
    """
    name, stop = name_of(part), threading.Event()
    thread = threading.Thread(target=_beat, args=(name, part, stop, every_seconds), name="heart", daemon=True)
    thread.start()
    try:
        yield name
    finally:
        stop.set()
        thread.join(every_seconds)


def _beat(name: str, part: str, stop: threading.Event, every_seconds: float) -> None:
    now = dt.datetime.now()
    heart = Heart(
        name=name, part=part, host=socket.gethostname()[:_LONGEST_HOST], pid=os.getpid(), started_at=now, beat_at=now
    )
    while True:
        heart.beat_at = dt.datetime.now()
        _quietly(_note, heart)
        if stop.wait(every_seconds):
            break
    # One that ended in order is not one that is missed.
    _quietly(_end, name)
    connections.close_all()


def _note(heart: Heart) -> None:
    known = {"part": heart.part, "host": heart.host, "pid": heart.pid, "started_at": heart.started_at}
    Heart.objects.update_or_create(name=heart.name, defaults={**known, "beat_at": heart.beat_at})


def _end(name: str) -> None:
    Heart.objects.filter(name=name).delete()


def _quietly(do: Callable[[Subject], None], subject: Subject) -> None:
    try:
        do(subject)
    except DatabaseError:
        log.warning("the heart could not be noted: the database did not answer")
        connections.close_all()


def forget_dead(now: dt.datetime) -> None:
    """Drop processes that have been gone for days."""
    Heart.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()
