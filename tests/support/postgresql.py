"""A PostgreSQL server of the tests' own: a new cluster on a socket in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

SERVICE_USER = "postgres"
STARTS_WITHIN = 30


def program(name: str) -> str:
    """Where Debian or the path has it; without it the test is skipped, in CI it fails."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found:
        return found
    told = f"PostgreSQL ({name}) is not installed: scripts/system-packages.sh test"
    if os.environ.get("JIANZHEN_REQUIRE_REAL_DATA") == "1":
        pytest.fail(told)
    pytest.skip(told)


@contextmanager
def server() -> Iterator[str]:
    """Start a server.

    Yields:
        The folder of its socket; the superuser is ``postgres``, without a password.
    """
    initdb, postgres = program("initdb"), program("postgres")
    folder = Path(tempfile.mkdtemp(prefix="jianzhen-pg-"))
    # PostgreSQL refuses to run as root.
    user = SERVICE_USER if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    subprocess.run([initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
                   check=True, capture_output=True, user=user)  # fmt: skip
    options = {"listen_addresses": "", "unix_socket_directories": folder, "fsync": "off", "max_connections": 40}
    arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    process = subprocess.Popen([postgres, "-D", data, *arguments], user=user, stderr=subprocess.PIPE)
    try:
        _wait(process, folder)
        yield str(folder)
    finally:
        process.terminate()
        process.wait(STARTS_WITHIN)
        shutil.rmtree(folder)


def url(folder: str, name: str) -> str:
    """The address of a database on that server."""
    return f"postgresql:///{name}?host={quote(folder, safe='')}&user=postgres"


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    ready = program("pg_isready")
    until = time.monotonic() + STARTS_WITHIN
    while subprocess.run([ready, "-q", "-h", folder], check=False).returncode:
        if process.poll() is not None or time.monotonic() > until:
            pytest.fail(f"PostgreSQL did not start: {process.stderr and process.stderr.read1().decode()}")
        time.sleep(0.05)
