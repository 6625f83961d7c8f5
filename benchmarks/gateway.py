"""Load on the gateway: durable acknowledgements a second, delay, connections held, and a reconnect storm.

Run from the root::

    PYTHONPATH=src python benchmarks/gateway.py [light|steady|throughput|held|storm]...

Gateway and loggers are processes of their own on the same machine; all delays are as the loggers saw them, from the
first sending of a packet to its 9014, which goes out after the commit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MAIN = [sys.executable, "-c", "from jianzhen.cli import main; main()"]
RUNS = {
    "light": ["--n", "1000", "--rate", "1000", "--seconds", "15"],
    "steady": ["--n", "1000", "--rate", "5000", "--seconds", "10"],
    "throughput": ["--n", "2000", "--rate", "20000", "--seconds", "20"],
    "held": ["--n", "15000", "--rate", "250", "--seconds", "70", "--burst", "30"],
    "storm": ["--n", "15000", "--rate", "250", "--seconds", "20", "--faults", "storm"],
}


def memory(process: int) -> float:
    """Resident memory in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor(process: int) -> float:
    """Seconds on a core so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(name: str) -> None:
    """Run one load and print its figures."""
    with tempfile.TemporaryDirectory() as folder:
        serve = [*MAIN, "gateway", "serve", "--listen", "127.0.0.1:0", "--data", folder, "--log-level", "ERROR"]
        with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as gateway:
            assert gateway.stdout is not None
            port = json.loads(gateway.stdout.readline())["port"]
            before, began = memory(gateway.pid), processor(gateway.pid)
            simulate = [*MAIN, "simulate", "loggers", "--connect", f"127.0.0.1:{port}", *RUNS[name]]
            with subprocess.Popen(simulate, stdout=subprocess.PIPE, text=True) as loggers:
                peak = before
                while loggers.poll() is None:
                    time.sleep(0.2)
                    peak = max(peak, memory(gateway.pid))
                assert loggers.stdout is not None
                told = json.loads(loggers.stdout.read())
            told |= {"gateway_mb_before": round(before, 1), "gateway_mb_peak": round(peak, 1)}
            told["gateway_cpu_seconds"] = round(processor(gateway.pid) - began, 1)
            gateway.terminate()
    print(name, f"load {os.getloadavg()[0]:.0f}", json.dumps(told), flush=True)


if __name__ == "__main__":
    for wanted in sys.argv[1:] or list(RUNS):
        run(wanted)
