"""The data folder: made once, with a key that only its owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from jianzhen.web.options import KEPT_SECRET

_SECRET_BYTES = 48


def prepare(data: Path) -> list[Path]:
    """Make what is missing of the folder and its key, and give what was made."""
    made = []
    for folder in (data, data / "keys"):
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=0o700)
            made.append(folder)
    secret = data / KEPT_SECRET
    if not secret.exists():
        _write_new(secret, secrets.token_urlsafe(_SECRET_BYTES) + "\n")
        made.append(secret)
    return made


def _write_new(path: Path, text: str) -> None:
    """Never over another: two that start at once would otherwise sign with different keys."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink(missing_ok=True)
