"""Many writers at once, threads and processes: nothing is lost, nothing written twice, one order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable

from django.db import connections
from tests.support.audit_log import Log

from jianzhen.web.audit.models import Apart, Entry
from jianzhen.web.audit.roots import sign_root

WRITERS = 4
ACTS = 25


def write(log: Log, name: str, acts: int = ACTS) -> None:
    for step in range(acts):
        log.record(actor=name, after={"step": step}, reason="因为")
    connections[log.using].close()


def in_threads(work: list[Callable[[], None]]) -> list[BaseException]:
    failed: list[BaseException] = []

    def guarded(one: Callable[[], None]) -> None:
        try:
            one()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=guarded, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failed


def steps(log: Log) -> dict[str, list[int]]:
    """What each writer wrote, in the order of the log."""
    found: dict[str, list[int]] = {}
    for entry in Entry.objects.using(log.using).order_by("number"):
        found.setdefault(entry.actor, []).append(entry.said["after"]["step"])
    return found


def test_threads_lose_nothing(log: Log) -> None:
    assert in_threads([lambda name=f"t{at}": write(log, name) for at in range(WRITERS)]) == []
    assert steps(log) == {f"t{at}": list(range(ACTS)) for at in range(WRITERS)}
    assert Apart.objects.using(log.using).count() == WRITERS * ACTS
    assert log.verify().whole


def test_processes_lose_nothing(log: Log) -> None:
    connections[log.using].close()
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=write, args=(log, f"p{at}")) for at in range(WRITERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * WRITERS
    assert steps(log) == {f"p{at}": list(range(ACTS)) for at in range(WRITERS)}
    assert log.verify().whole


def test_a_writer_that_is_killed_leaves_whole_entries_only(log: Log) -> None:
    connections[log.using].close()
    worker = multiprocessing.get_context("fork").Process(target=write, args=(log, "killed", 100_000))
    worker.start()
    until = time.monotonic() + 30
    while Entry.objects.using(log.using).count() < 5 and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join(10)
    log.write(1, reason="因为")
    report = log.verify()
    assert report.whole
    assert report.entries > 5
    assert Apart.objects.using(log.using).count() == report.entries


def test_roots_signed_and_logs_verified_while_others_write(log: Log) -> None:
    reports = []

    def watch() -> None:
        for _ in range(4):
            sign_root(log.ring, log.using)
            reports.append(log.verify())
        connections[log.using].close()

    log.write(1)
    assert in_threads([watch, lambda: write(log, "a"), lambda: write(log, "b")]) == []
    assert [fault for report in reports for fault in report.faults] == []
    final = log.verify()
    assert (final.whole, final.entries, final.roots) == (True, 2 * ACTS + 1, 4)
    assert Counter(map(len, steps(log).values())) == {1: 1, ACTS: 2}
