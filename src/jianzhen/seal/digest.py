"""Digests of files and of plain data."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

ID_DIGITS = 32
"""Hex digits of an id: 128 bits, so that no two things of a region ever share one by chance."""


def canonical(data: object) -> bytes:
    """Plain data as one JSON text: sorted keys, no spaces, UTF-8.

    Raises:
        ValueError: A number is not finite.
    """
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sha256_of(data: object) -> str:
    """SHA-256 of plain data, 64 hex digits."""
    return hashlib.sha256(canonical(data)).hexdigest()


def digest_of(data: object) -> str:
    """The id of plain data: the first 32 hex digits of its SHA-256."""
    return sha256_of(data)[:ID_DIGITS]


def sha256_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
