"""How long a million-row CSV takes to check, and how much memory; clean and with a fault in every row.

Usage: python benchmarks/check_csv.py [--rows N] [--table observations|sampling_events] [--faulty] [--encoding E]
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

START = datetime(2026, 1, 1)
DEVICE = "64020000000000000000AB{:02d}"
LAB = "91640100MA0LAB0005"


def observations(rows: int, *, faulty: bool) -> Iterator[str]:
    """Minute values of ten devices."""
    yield "device_id,factor,cycle,at,avg,min,max,total,flag,received_at,backfilled"
    flag = "?" if faulty else "N"
    for number in range(rows):
        at = START + timedelta(minutes=number // 10)
        value = 20 + number % 977 / 100
        device = DEVICE.format(number % 10)
        received = at + timedelta(seconds=70)
        yield f"{device},a21026,minute,{at},{value:.2f},{value - 1:.2f},{value + 1:.2f},,{flag},{received},否"


def sampling_events(rows: int, *, faulty: bool) -> Iterator[str]:
    """Events in the form that spreadsheet programs save, with Chinese headings."""
    yield "采样记录编号,监测机构代码,类别,采样开始时间,采样结束时间,经度,纬度,生产负荷（%）,风速（m/s）,采样点位"
    load = "八成" if faulty else "85.5"
    for number in range(rows):
        at = START + timedelta(minutes=number)
        end = at + timedelta(minutes=45)
        times = ",".join(f"{t.year}/{t.month}/{t.day} {t.hour}:{t.minute:02d}" for t in (at, end))
        yield f"CY{number:07d},{LAB},废气,{times},106.{number % 9999:04d},38.4872,{load},1.8,{number % 50}号排气筒出口"


MAKERS = {"observations": observations, "sampling_events": sampling_events}


def measure(path: Path) -> dict[str, object]:
    """Run the check as a user does and take its time and peak memory."""
    began = time.perf_counter()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from jianzhen.cli import main; main()",
            "check",
            str(path),
            "--json",
            "--out",
            str(path.parent / "faults.csv"),
        ],
        check=False,
        stdout=subprocess.PIPE,
    )
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    listed = json.loads(done.stdout)
    return {
        "seconds": round(seconds, 1),
        # What the work takes on a machine that does nothing else; seconds alone also count waiting.
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_MiB": round(used.ru_maxrss / 1024),
        "exit": done.returncode,
        "staged": sum(table["rows"] for table in listed["tables"]),
        "faults": len(listed["faults"]),
    }


def main() -> None:
    """Make the file, check it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--table", choices=MAKERS, default="observations")
    parser.add_argument("--faulty", action="store_true")
    parser.add_argument("--encoding", default="utf-8")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{options.table}.csv")
        with path.open("w", encoding=options.encoding) as file:
            file.writelines(f"{line}\n" for line in MAKERS[options.table](options.rows, faulty=options.faulty))
        print(json.dumps({"MB": round(path.stat().st_size / 1e6)} | vars(options) | measure(path), ensure_ascii=False))


if __name__ == "__main__":
    main()
