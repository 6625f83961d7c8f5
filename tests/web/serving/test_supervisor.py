from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from jianzhen.web.serving.supervisor import run
from jianzhen.words import Words

READY = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text('up'); "


def child(body: str, mark: Path) -> list[str]:
    return [sys.executable, "-c", READY + body, str(mark)]


def stop_when_up(*marks: Path) -> threading.Thread:
    def wait() -> None:
        until = time.monotonic() + 10
        while not all(mark.exists() for mark in marks) and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_a_stop_ends_all_and_is_no_failure(tmp_path: Path) -> None:
    marks = [tmp_path / "a", tmp_path / "b"]
    thread = stop_when_up(*marks)
    told: list[Words] = []
    code = run({mark.name: child("time.sleep(60)", mark) for mark in marks}, {}, told.append, grace=5)
    thread.join()
    assert (code, told) == (0, [])


def test_one_that_ends_by_itself_ends_all(tmp_path: Path) -> None:
    told: list[Words] = []
    started = time.monotonic()
    commands = {"web": child("sys.exit(3)", tmp_path / "a"), "worker": child("time.sleep(60)", tmp_path / "b")}
    assert run(commands, {}, told.append, grace=5) == 1
    assert [text.en for text in told] == ["web ended by itself (3); stopping everything"]
    assert time.monotonic() - started < 10


def test_one_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    deaf = [
        sys.executable,
        "-c",
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + READY + "time.sleep(60)",
        str(tmp_path / "a"),
    ]
    thread = stop_when_up(tmp_path / "a")
    started = time.monotonic()
    assert run({"deaf": deaf}, {}, lambda text: None, grace=0.3) == 0
    thread.join()
    assert time.monotonic() - started < 10


def test_the_handlers_of_before_come_back(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    run({"a": child("pass", tmp_path / "a")}, {}, lambda text: None)
    assert signal.getsignal(signal.SIGTERM) is before


def test_the_environment_reaches_the_parts(tmp_path: Path) -> None:
    body = "import os; pathlib.Path(sys.argv[1]).write_text(os.environ['JIANZHEN_DATA'])"
    run({"a": child(body, tmp_path / "a")}, {"JIANZHEN_DATA": "here"}, lambda text: None)
    assert (tmp_path / "a").read_text() == "here"


def test_when_it_is_killed_nothing_runs_on(tmp_path: Path) -> None:
    script = """
import sys
from jianzhen.web.serving.supervisor import run
body = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(60)"
run({"a": [sys.executable, "-c", body, sys.argv[1]]}, {}, print)
"""
    process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "pid")])
    until = time.monotonic() + 20
    while not (tmp_path / "pid").is_file() or not (tmp_path / "pid").read_text():
        assert time.monotonic() < until
        time.sleep(0.05)
    child = int((tmp_path / "pid").read_text())
    process.kill()
    process.wait()
    while Path(f"/proc/{child}/stat").exists() and Path(f"/proc/{child}/stat").read_text().split()[2] != "Z":
        assert time.monotonic() < until, "still there"
        time.sleep(0.05)
