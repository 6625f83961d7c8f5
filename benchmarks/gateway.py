"""Load on the gateway: durable acknowledgements a second, delay, connections held, and a reconnect storm.

Run from the root, all of it in under three minutes; ``nice`` and other work on the machine change the figures, so the
load is told with them::

    PYTHONPATH=src python benchmarks/gateway.py [light|steady|sustained|held|storm]...

Gateway and loggers are processes of their own on the same machine; all delays are as the loggers saw them, from the
first sending of a packet to its 9014, which goes out after the commit. ``acknowledged_per_second`` counts what was
acknowledged while the loggers sent, and not what came after.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MAIN = [sys.executable, "-c", "from jianzhen.cli import main; main()"]
RUNS = {
    "light": ["--n", "1000", "--rate", "1000", "--seconds", "10", "--prepare"],
    "steady": ["--n", "1000", "--rate", "5000", "--seconds", "15", "--prepare"],
    "sustained": ["--n", "1000", "--rate", "10500", "--seconds", "20", "--prepare"],
    "held": ["--n", "15000", "--rate", "250", "--seconds", "40", "--burst", "20"],
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


def of_children() -> float:
    """Seconds on a core of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(name: str) -> dict[str, object]:
    """Run one load and give its figures."""
    with tempfile.TemporaryDirectory() as folder:
        serve = [*MAIN, "gateway", "serve", "--listen", "127.0.0.1:0", "--data", folder, "--log-level", "ERROR"]
        with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as gateway:
            assert gateway.stdout is not None
            port = json.loads(gateway.stdout.readline())["port"]
            before, began, others = memory(gateway.pid), processor(gateway.pid), of_children()
            simulate = [*MAIN, "simulate", "loggers", "--connect", f"127.0.0.1:{port}", *RUNS[name]]
            with subprocess.Popen(simulate, stdout=subprocess.PIPE, text=True) as loggers:
                peak = before
                while loggers.poll() is None:
                    time.sleep(0.2)
                    peak = max(peak, memory(gateway.pid))
                assert loggers.stdout is not None
                told: dict[str, object] = json.loads(loggers.stdout.read())
            told |= {"gateway_mb_before": round(before, 1), "gateway_mb_peak": round(peak, 1)}
            told["gateway_core_seconds"] = round(processor(gateway.pid) - began, 1)
            told["loggers_core_seconds"] = round(of_children() - others, 1)
            gateway.terminate()
    return told


if __name__ == "__main__":
    for wanted in sys.argv[1:] or list(RUNS):
        load = os.getloadavg()[0]
        print(wanted, f"load before {load:.1f}", json.dumps(run(wanted)), flush=True)
