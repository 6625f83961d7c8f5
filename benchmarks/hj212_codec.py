"""Speed of the HJ 212 codec, beside a plain reference loop taken in the same run.

Run from the root::

    PYTHONPATH=src python benchmarks/hj212_codec.py [FILE OF PACKETS]

The processor column counts the time the work was on a core (for two processes: the slower half and the parent), so
that other work on the machine does not blur it; the ratio is between medians of that column.

FILE defaults to the logged messages of the shared data. The second data set is made here: minute uploads of a stack
with three factors, some 310 bytes on the wire, which is what a platform mostly receives.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from jianzhen.hj212 import Framer, Packet, cut, decode, encode, readings
from jianzhen.hj212.columns import decode_columns
from jianzhen.hj212.crc import TABLE, crc, crc_bytewise

LOGGED = Path(__file__).resolve().parents[2] / "shared" / "data" / "hj212" / "logged-messages.txt"
MINUTE_UPLOADS = 2000
ROUNDS = 7
BATCH = 200_000


def reference(packet: bytes) -> tuple[dict[str, str], list[tuple[str, float | str]], datetime | None]:
    """Read a packet the plain way: table checksum byte by byte, split, numbers as floats; no check of any form."""
    size = int(packet[2:6])
    segment = packet[6 : 6 + size]
    register = 0xFFFF
    for octet in segment:
        register = TABLE[(register >> 8) ^ octet]
    if register != int(packet[6 + size : 10 + size], 16):
        raise ValueError("checksum")
    head, _, body = segment.decode().partition("CP=&&")
    header = dict(field.split("=", 1) for field in head.split(";") if field)
    items: list[tuple[str, float | str]] = []
    at = None
    for group in body.removesuffix("&&").split(";"):
        for item in group.split(","):
            name, _, text = item.partition("=")
            if name == "DataTime":
                at = datetime.strptime(text, "%Y%m%d%H%M%S")
                continue
            try:
                items.append((name, float(text)))
            except ValueError:
                items.append((name, text))
    return header, items, at


def typed(packet: bytes) -> None:
    """Decode one packet with everything typed: times, numbers by factor, flags."""
    message = decode(packet)
    _ = message.sent_at, message.data_at, readings(message)


def minute_uploads() -> list[bytes]:
    """Make minute uploads of one stack, each with other values."""
    packets = []
    for number in range(MINUTE_UPLOADS):
        value = 1 + number % 997 / 100
        cp = [[("DataTime", f"202608{1 + number // 1440:02d}{number // 60 % 24:02d}{number % 60:02d}00")]]
        for factor in ("a01011", "a01012", "a01014"):
            texts = (
                ("Min", f"{value:.2f}"),
                ("Avg", f"{value * 1.1:.3f}"),
                ("Max", f"{value * 1.2:.2f}"),
                ("Flag", "N"),
            )
            cp.append([(f"{factor}-{suffix}", text) for suffix, text in texts])
        qn = f"20260801085857{number % 1000:03d}"
        packets.append(encode(Packet(qn, "31", "2051", "123456", "010000A8900016F000169DC0", 5, cp=cp)))
    return packets


def worker(frames: list[bytes]) -> tuple[Any, float]:
    """Decode one half in a process of its own; give the columns and the processor time they took."""
    begin = time.process_time()
    columns = decode_columns(frames)
    return columns, time.process_time() - begin


def in_two_processes(pool: ProcessPoolExecutor, halves: list[list[bytes]]) -> float:
    """Decode both halves at once; give the processor time of the slower one."""
    return max(seconds for _, seconds in pool.map(worker, halves))


class Task(NamedTuple):
    """Something to time: what it is, how many packets it handles, and the work; a number returned is extra seconds."""

    what: str
    count: int
    work: Callable[[], Any]


def clock(tasks: list[Task]) -> dict[str, tuple[float, float]]:
    """Time all tasks in turn, several rounds; give the best rate by the wall clock and the median by the processor."""
    seconds: dict[str, list[tuple[float, float]]] = {task.what: [] for task in tasks}
    for _ in range(ROUNDS):
        for task in tasks:
            wall, processor = time.perf_counter(), time.process_time()
            extra = task.work()
            used = time.process_time() - processor + (extra if isinstance(extra, float) else 0.0)
            seconds[task.what].append((time.perf_counter() - wall, used))
    return {
        task.what: (
            task.count / min(wall for wall, _ in seconds[task.what]),
            task.count / statistics.median(used for _, used in seconds[task.what]),
        )
        for task in tasks
    }


def measure(name: str, packets: list[bytes], pool: ProcessPoolExecutor) -> None:
    """Measure one data set."""
    frames = [frame.raw for frame in cut(b"".join(packets))[0]]
    many = (frames * (BATCH // len(frames) + 1))[:BATCH]
    halves = [many[: BATCH // 2], many[BATCH // 2 :]]
    stream = b"".join(packets)
    tasks = [
        Task("plain reference loop", len(packets), lambda: [reference(packet) for packet in packets]),
        Task("one at a time, typed", len(packets), lambda: [typed(packet) for packet in packets]),
        Task("framing a stream", len(packets), lambda: Framer().feed(stream)),
        Task("batch to columns, one core", BATCH, lambda: decode_columns(many)),
        Task("batch to columns, two processes", BATCH, lambda: in_two_processes(pool, halves)),
    ]
    print(f"\n{name}: {len(packets):,} packets, {statistics.fmean(map(len, packets)):.0f} bytes on average")
    print(f"  {'packets a second':<34}{'wall, best':>14}{'processor, median':>20}{'ratio':>8}")
    rates = clock(tasks)
    base = rates["plain reference loop"][1]
    for what, (wall, processor) in rates.items():
        print(f"  {what:<34}{wall:>14,.0f}{processor:>20,.0f}{processor / base:>8.1f}")


def main() -> None:
    """Measure both data sets and the checksum alone."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else LOGGED
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{datetime.now():%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores, load {load}")
    with ProcessPoolExecutor(2) as pool:
        if path.exists():
            packets = [frame.raw + b"\r\n" for frame in cut(path.read_bytes())[0]]
            measure(f"logged messages ({path.name})", packets, pool)
        else:
            print(f"no file {path}: only the packets made here are measured")
        measure("minute uploads made here", minute_uploads(), pool)
    data = (bytes(range(256)) * 3)[:600]
    tasks = [
        Task("folded", 1000, lambda: [crc(data) for _ in range(1000)]),
        Task("table loop", 1000, lambda: [crc_bytewise(data) for _ in range(1000)]),
    ]
    took = {what: 1e6 / processor for what, (_, processor) in clock(tasks).items()}
    print("\nchecksum of 600 bytes: " + ", ".join(f"{what} {micros:.1f} us" for what, micros in took.items()))


if __name__ == "__main__":
    main()
