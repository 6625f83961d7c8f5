"""``jianzhen serve`` as an office starts it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from jianzhen.web.serving.folder import prepare

START_SECONDS = 40


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("JIANZHEN_", "DJANGO_", "DATABASE_"))}  # fmt: skip
    return {**kept, "JIANZHEN_DATA": str(data), "JIANZHEN_PROCESSES": "1", **more}


def serve(data: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "from jianzhen.cli import main; main()", "serve", *words], env=environment(data, **more),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


def answer(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def test_web_worker_and_scheduler_start_and_stop_as_one(tmp_path: Path) -> None:
    prepare(tmp_path)
    port = free_port()
    process = serve(tmp_path, "--port", str(port))
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                status, body = answer(f"http://127.0.0.1:{port}/health/")
                break
            except OSError:
                assert process.poll() is None, process.communicate()[0]
                assert time.monotonic() < until
                time.sleep(0.2)
        assert (status, json.loads(body)["well"]) == (200, True)
        group = os.getpgid(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=30)
    assert process.returncode == 0, printed
    assert f"http://127.0.0.1:{port}/" in printed
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def test_all_faults_of_the_settings_are_told_before_anything_starts(tmp_path: Path) -> None:
    process = serve(tmp_path, JIANZHEN_THREADS="many", JIANZHEN_LANGUAGE="fr")
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "JIANZHEN_THREADS = 'many'" in printed
    assert "JIANZHEN_LANGUAGE = 'fr'" in printed
    assert "Traceback" not in printed


def test_without_a_key_it_says_what_to_run(tmp_path: Path) -> None:
    process = serve(tmp_path)
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "jianzhen init" in printed
    assert "Traceback" not in printed


def test_a_part_alone_does_not_change_the_database(tmp_path: Path) -> None:
    prepare(tmp_path)
    process = serve(tmp_path, "--only", "worker")
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "jianzhen init" in printed


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    prepare(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = serve(tmp_path, "--port", str(taken.getsockname()[1]))
        printed, _ = process.communicate(timeout=30)
    assert process.returncode == 2, printed
    assert "the port is taken" in printed
    assert "gunicorn" not in printed


@pytest.mark.parametrize(
    "url", ["postgresql://clerk:secret@127.0.0.1:1/office", "sqlite:////no/such/folder/x.sqlite3", "sqlite:///rubbish"]
)
def test_a_database_that_cannot_be_used_is_told(tmp_path: Path, url: str) -> None:
    prepare(tmp_path)
    (tmp_path / "rubbish").write_text("no database\n" * 100)
    process = serve(tmp_path, DATABASE_URL=url.replace("rubbish", f"/{tmp_path}/rubbish"))
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 2, printed
    assert "the database cannot be used" in printed
    assert "Traceback" not in printed
    assert "secret" not in printed
