"""The roll-up of a journal into the lake, and the transmission figures of the month over it.

Run from the root::

    PYTHONPATH=src python benchmarks/rollup.py [outlets] [minutes] [edition]

Writes the minute and hour data of so many outlets with 10 factors each into a journal (not measured), rolls it up
into a lake in one process (packets and rows a second, bytes per value), then has ``jianzhen kpi transmission`` work
out September 2026 from that lake. 1,000 outlets and 10,080 minutes are a week; it takes 30 GB of disk.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random

from jianzhen.gateway.journal import Journal, entry_of
from jianzhen.gateway.rollup import LakeSink, roll_up
from jianzhen.hj212 import Frame, Keyring, decode
from jianzhen.hj212.crc import crc
from jianzhen.hj212.times import stamp

FACTORS = ("a34013", "a21026", "a21002", "a19001", "a01011", "a01012", "a01013", "a01014", "a00000", "a21005")
START = datetime(2026, 9, 1)
PER_COMMIT = 5000


def packet(outlet: int, at: datetime, random: Random, flag: int, command: int = 2051) -> bytes:
    """The minute (2051) or hour (2061) data of one outlet in one packet."""
    groups = [f"DataTime={stamp(at)}"]
    for factor in FACTORS:
        value = random.uniform(1, 90)
        groups.append(
            f"{factor}-Avg={value:.2f},{factor}-Min={value * 0.97:.2f},{factor}-Max={value * 1.03:.2f},{factor}-Flag=N"
        )
    qn = f"{at + timedelta(minutes=1, milliseconds=outlet):%Y%m%d%H%M%S}{outlet % 1000:03d}"
    body = f"QN={qn};ST=31;CN={command};PW=123456;MN={outlet:024X};Flag={flag};CP=&&{';'.join(groups)}&&".encode()
    return b"##%04d%b%04X" % (len(body), body, crc(body))


def fill(folder: Path, outlets: int, minutes: int, flag: int) -> None:
    """Write the journal."""
    random, journal = Random(1), Journal(folder / "journal")
    entries = []
    for minute in range(minutes):
        at = START + timedelta(minutes=minute)
        received = int((at - datetime(1970, 1, 1)).total_seconds() * 1e6) + 61_000_000
        for command in (2051, 2061) if minute % 60 == 0 else (2051,):
            for outlet in range(outlets):
                sent = packet(outlet, at, random, flag, command)
                entries.append(entry_of(decode(Frame(sent)), "127.0.0.1:1", received))
                if len(entries) == PER_COMMIT:
                    journal.append(entries)
                    entries = []
    if entries:
        journal.append(entries)
    journal.close()


def size(folder: Path) -> int:
    """Bytes in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def month(folder: Path, lake: Path, outlets: int) -> dict[str, float]:
    """Seconds that the month's figures take from the command line, page, workbook and CSV included."""
    devices = folder / "devices.csv"
    lines = [f"{outlet:024X},DA{outlet},gas,true,2024-01-01" for outlet in range(outlets)]
    devices.write_text("device_id,outlet_id,kind,network_required,networked_on\n" + "\n".join(lines), encoding="utf-8")
    jianzhen = [sys.executable, "-m", "jianzhen"]
    subprocess.run(
        [*jianzhen, "lake", "add", str(lake), str(devices), "--who", "benchmark"], check=True, stdout=subprocess.DEVNULL
    )
    began = time.perf_counter()
    asked = [*jianzhen, "kpi", "transmission", "--lake", str(lake), "--period", "2026-09", "--on", "2026-10-01"]
    told = subprocess.run([*asked, "--json", "--out", str(folder / "kpi")], check=True, capture_output=True)
    seconds = round(time.perf_counter() - began, 1)
    (folder / "kpi.json").write_bytes(told.stdout)
    return {"month_kpi_seconds": seconds, "month_kpi_peak_mb": round(_peak(resource.RUSAGE_CHILDREN))}


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1000


def main(outlets: int = 1000, minutes: int = 60, edition: str = "2017") -> None:
    """Print one JSON line."""
    with tempfile.TemporaryDirectory() as name:
        folder, lake = Path(name, "gateway"), Path(name, "lake")
        with get_context("spawn").Pool(1) as elsewhere:  # or its memory would be counted as ours
            elsewhere.apply(fill, (folder, outlets, minutes, {"2017": 5, "2025": 9}[edition]))
        sink = LakeSink(lake)
        began, used = time.perf_counter(), time.process_time()
        told = roll_up(folder, lake, sink, Keyring())
        seconds, processor = time.perf_counter() - began, time.process_time() - used
        rows = told.rows["observations"]
        values = 3 * rows  # mean, minimum and maximum
        said = {
            "packets": told.frames,
            "rows": rows,
            "batches": told.batches,
            "seconds": round(seconds, 1),
            "processor_seconds": round(processor, 1),
            "packets_per_second": round(told.frames / seconds),
            "rows_per_second": round(rows / seconds),
            "lake_bytes_per_row": round(size(lake) / rows, 1),
            "lake_bytes_per_value": round(size(lake) / values, 1),
            "journal_bytes_per_packet": round(size(folder / "journal") / told.frames),
            "peak_mb": round(_peak(resource.RUSAGE_SELF)),
        }
        print("load", round(os.getloadavg()[0], 1), json.dumps(said), flush=True)
        print("load", round(os.getloadavg()[0], 1), json.dumps(month(Path(name), lake, outlets)), flush=True)


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:3]), *sys.argv[3:4])
