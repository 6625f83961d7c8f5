"""``jianzhen demo`` on a region that is made and screened already."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from tests.support.runs import LAB, jianzhen, small_data

from jianzhen import __version__

START_SECONDS = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As the command leaves it before the platform is filled."""
    home = tmp_path / "demo"
    (small_data(home / "data") / "organizations.csv").write_text(
        f"org_id,name,kind,region\n{LAB},示例检测有限公司,lab,640100\n", encoding="utf-8"
    )
    (home / "labels.parquet").touch()
    words = ("--rules", "person_two_places", "--on", "2024-06-30")
    assert jianzhen("screen", home / "data", "--out", home / "out", *words).exit_code == 0
    for step in ("data", "out"):
        (home / f".made-{step}").write_text(f"jianzhen {__version__}, scale 0.01, seed 1, on 2026-06-30\n")
    return home


def start(folder: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "from jianzhen.cli import main; main()", "demo", str(folder), *words],
        env={**os.environ, **more}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


def test_it_fills_serves_on_a_free_port_and_stops(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(folder, "--port", str(port), DATABASE_URL="postgresql:///office", JIANZHEN_HOST="0.0.0.0")
        printed = ""
        try:
            assert process.stdout is not None
            for line in process.stdout:
                printed += line
                if "http://127.0.0.1:" in line:
                    break
            found = int(line.split("127.0.0.1:")[1].split("/")[0])
            assert found > port
            until = time.monotonic() + START_SECONDS
            while True:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{found}/accounts/login/", timeout=5) as answer:
                        page = answer.read().decode()
                    break
                except OSError:
                    assert process.poll() is None
                    assert time.monotonic() < until, printed
                    time.sleep(0.2)
        finally:
            process.send_signal(signal.SIGINT)
            rest, _ = process.communicate(timeout=40)
    assert process.returncode == 0, printed + rest
    assert "Traceback" not in printed + rest
    assert "演示账号" in page
    assert f"port {port} is taken" in printed
    assert "the demonstration ignores DATABASE_URL" in printed
    again = start(folder, "--no-serve")
    rest, _ = again.communicate(timeout=60)
    assert (again.returncode, "（新 new 0）" in rest) == (0, True), rest


def test_a_platform_that_is_no_demonstration_is_left_alone(folder: Path) -> None:
    (folder / "platform").mkdir()
    (folder / "platform" / "jianzhen.sqlite3").touch()
    process = start(folder, "--no-serve")
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "no demonstration" in printed
    assert sorted(path.name for path in (folder / "platform").iterdir()) == ["jianzhen.sqlite3"]
