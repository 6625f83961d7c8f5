"""Pulling the plug: SIGKILL at random under load, and a disk that is full.

Three kills by default; ``JIANZHEN_KILLS=50`` makes it the long run.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from jianzhen.gateway.journal import read_frames, verify
from jianzhen.simulate.faults import read_faults
from jianzhen.simulate.fleet import Fleet, Plan
from jianzhen.simulate.ledger import Ledger

KILLS = int(os.environ.get("JIANZHEN_KILLS", "3"))
SERVE = "from jianzhen.cli import main; main()"


def start(folder, port):
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, "gateway", "serve", "--listen", f"127.0.0.1:{port}", "--data", str(folder),
         "--segment-frames", "500", "--log-level", "ERROR"],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    process.stdout.readline()
    return process


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


async def kill_at_random(folder, port, first, kills):
    process = first
    for _ in range(kills):
        await asyncio.sleep(random.uniform(0.2, 1.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process = await asyncio.to_thread(start, folder, port)
    return process


def test_nothing_acknowledged_is_missing_and_nothing_stored_twice(tmp_path):
    port = free_port()
    process = start(tmp_path, port)
    faults = read_faults("split,duplicate,crc")
    # On a busy machine the gateway takes long to start, and the last kill comes long after the last new packet.
    plan = Plan("127.0.0.1", port, 20, 400, 1.9 * KILLS, faults=faults, over_time=1.5, grace=60 + 3 * KILLS)
    ledger = Ledger()

    async def story():
        fleet = asyncio.create_task(Fleet(plan, ledger).run())
        last = await kill_at_random(tmp_path, port, process, KILLS)
        return last, await fleet

    last, report = asyncio.run(story())
    last.send_signal(signal.SIGTERM)
    assert last.wait(20) == 0
    held = Counter((row.mn, row.qn, row.cn, row.sha256.hex()) for row in read_frames(tmp_path / "journal"))
    missing = [key for key, digest in ledger.acknowledged.items() if (*key, digest) not in held]
    assert missing == []
    assert max(held.values()) == 1
    assert report["unanswered"] == 0
    assert report["connections"] > 20
    assert verify(tmp_path / "journal").faults == []


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system is not permitted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_stops_answers_and_nothing_else(small_disk):
    port = free_port()
    filler = small_disk / "filler"
    process = start(small_disk, port)
    filler.write_bytes(bytes(1_500_000))
    ledger = Ledger()
    plan = Plan("127.0.0.1", port, 10, 800, 2.5, over_time=1, grace=20)

    async def story():
        fleet = asyncio.create_task(Fleet(plan, ledger).run())
        full = False
        for _ in range(300):
            await asyncio.sleep(0.1)
            alarm = (await asyncio.to_thread(status, small_disk)).get("alarm")
            if alarm:
                full = True
                # What was sent before the alarm is still on its way to a busy reader.
                await asyncio.sleep(1)
                before = len(ledger.acknowledged)
                await asyncio.sleep(0.5)
                assert len(ledger.acknowledged) == before
                break
        assert full
        assert process.poll() is None
        filler.unlink()
        return await fleet

    try:
        report = asyncio.run(story())
        assert report["acknowledged"] > 100
        assert (status(small_disk))["alarm"] is None
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    held = Counter((row.mn, row.qn, row.cn, row.sha256.hex()) for row in read_frames(small_disk / "journal"))
    assert all((*key, digest) in held for key, digest in ledger.acknowledged.items())
    assert max(held.values()) == 1
    assert verify(small_disk / "journal").faults == []


def status(folder: Path) -> dict:
    found = {}
    with contextlib.suppress(OSError, ValueError), socket.socket(socket.AF_UNIX) as door:
        door.settimeout(5)
        door.connect(str(folder / "control.sock"))
        door.sendall(b'{"do": "status"}\n')
        data = b""
        while piece := door.recv(65536):
            data += piece
        found = json.loads(data)
    return found
