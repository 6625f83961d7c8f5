"""The roll-up killed by SIGKILL at random: each fact arrives once, as if nothing had happened.

Three kills by default; ``JIANZHEN_KILLS=50`` makes it the long run.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq
from tests.support.gateway_packets import entry

from jianzhen.gateway.journal import Journal, entry_of
from jianzhen.gateway.rollup import FolderSink, roll_up
from jianzhen.hj212 import Keyring, Packet, decode, encode
from jianzhen.lake.place import open_lake
from jianzhen.lake.snapshot import files, snapshot
from jianzhen.lake.verify import verify

KILLS = int(os.environ.get("JIANZHEN_KILLS", "3"))
BATCH = 40
RUN = """
import sys
from pathlib import Path
from jianzhen.gateway.rollup import LakeSink, roll_up
from jianzhen.hj212 import Keyring
data, lake = map(Path, sys.argv[1:3])
print("begun", flush=True)
print(roll_up(data, lake, LakeSink(lake), Keyring(), batch=int(sys.argv[3])).batches, flush=True)
"""


def condition(number):
    stamp = f"20260801{8 + number // 3600:02d}{number // 60 % 60:02d}{number % 60:02d}"
    cp = [[("DataTime", stamp)], [("p99101-Rtd", "N" if number // 100 % 2 else "St")]]
    return entry_of(decode(encode(Packet(f"{stamp}000", "45", "2011", "123456", "88" * 12, 9, cp=cp))), "p", 1)


def start(data, lake):
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(data), str(lake), str(BATCH)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "begun\n"
    return process


def test_every_fact_once(tmp_path):
    journal = Journal(tmp_path / "gw" / "journal")
    packets = max(640, KILLS * 2 * BATCH)
    journal.append([entry(number * 1000) if number % 4 else condition(number) for number in range(packets)])
    journal.close()
    lake = tmp_path / "lake"
    killed = 0
    for _ in range(KILLS):
        process = start(tmp_path / "gw", lake)
        time.sleep(random.uniform(0.1, 1.0))
        killed += process.poll() is None
        process.kill()
        process.wait()
        process.stdout.close()
    with start(tmp_path / "gw", lake) as last:
        out = last.stdout.read()
    assert last.returncode == 0
    assert killed
    assert out.strip() != "0"

    expected = tmp_path / "expected"
    roll_up(tmp_path / "gw", expected, FolderSink(expected), Keyring(), batch=BATCH)
    assert verify(open_lake(lake)).whole
    found = files(snapshot(lake), tmp_path)
    assert set(found) == {"observations", "marks"}
    for table, paths in found.items():
        held = Counter(
            pa.concat_tables([pq.read_table(path, columns=["row_id"]) for path in paths])["row_id"].to_pylist()
        )
        wanted = [pq.read_table(path)["row_id"].to_pylist() for path in (expected / table).glob("*.parquet")]
        assert max(held.values()) == 1
        assert set(held) == {row_id for rows in wanted for row_id in rows}
