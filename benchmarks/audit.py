"""What the log of acts costs: appending one by one and in bulk, verifying a million entries, proving one.

Usage: python benchmarks/audit.py [--entries N] [--url DATABASE_URL]
"""

# ruff: noqa: PLC0415 - Django's models can be imported only after the database is named

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SINGLE = 1000
AT_ONCE = 1000
PROOFS = 200


def main() -> None:
    """Measure on a database of its own, or on an empty one that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--url", default="", help="by default SQLite in a temporary folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder), arguments.url)
        measure(Path(folder), arguments.entries)


def start(folder: Path, url: str) -> None:
    """Load the project and make the tables."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "jianzhen.web.settings", "JIANZHEN_DATA": str(folder),
                   "JIANZHEN_SECRET_KEY": "a benchmark signs nothing that anybody believes",
                   "DATABASE_URL": url or f"sqlite:///{folder / 'log.sqlite3'}"}  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def measure(folder: Path, entries: int) -> None:
    """Write, sign, prove, verify."""
    from django.db import transaction

    from jianzhen.seal.merkle.keyring import KeyRing
    from jianzhen.web.audit import Act, record, record_all
    from jianzhen.web.audit.parties import Party
    from jianzhen.web.audit.proving import prove
    from jianzhen.web.audit.roots import published, sign_root
    from jianzhen.web.audit.verify import verify
    from jianzhen.words import Words

    def act(at: int) -> Act:
        # As the desk writes it: an officer's name, a lead's title and a reason kept apart.
        words = Words("不予处理{target}", "dismissed {target}")
        changed = ({"state": "review"}, {"state": "dismissed"})
        officer = Party(f"accounts.user:{at % 40}", "欧阳明")
        return Act("lead.dismissed", officer, words, None, f"leads.lead:{at}", *changed, "已核对原始记录")

    def single() -> None:
        for at in range(SINGLE):
            with transaction.atomic():
                record_all([act(at)])

    def bulk() -> None:
        for first in range(SINGLE, entries, AT_ONCE):
            with transaction.atomic():
                record_all([act(at) for at in range(first, min(first + AT_ONCE, entries))])

    ring = KeyRing(folder / "keys")
    tell("append, a transaction each", SINGLE, timed(single))
    sign_root(ring)
    outside = published()
    tell(f"append, {AT_ONCE} a transaction", entries - SINGLE, timed(bulk))
    tell(f"append, a transaction each, behind {entries:,}", SINGLE, timed(single))
    sign_root(ring)
    record("test.read", actor=None, words=Words("读", "read"))
    older = outside.roots[0]
    tell(
        "prove inclusion and consistency",
        PROOFS,
        timed(lambda: [prove(1 + at * 7919 % entries, older) for at in range(PROOFS)]),
    )
    reports = []
    tell("verify", entries + SINGLE + 1, timed(lambda: reports.append(verify([outside]))))
    assert reports[0].whole, reports[0].faults[:5]
    files = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"bytes per entry {files / (entries + SINGLE):,.0f}; peak memory {memory:,} MiB")


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def tell(what: str, count: int, seconds: float) -> None:
    """Print a rate."""
    print(f"{what}: {count:,} in {seconds:.2f} s, {count / seconds:,.0f} a second", flush=True)


if __name__ == "__main__":
    main()
