"""New SM4 keys, on disk before a device hears of them: a device whose new key was lost could never be read again."""

from __future__ import annotations

import secrets
import string
from typing import TYPE_CHECKING

from jianzhen.gateway.clock import now
from jianzhen.gateway.durable import write_durably
from jianzhen.hj212.cipher import BLOCK

if TYPE_CHECKING:
    from pathlib import Path

    from jianzhen.hj212 import Keyring

_LETTERS = string.ascii_letters + string.digits
_PRIVATE = 0o600


def new_key() -> bytes:
    """Draw a key of 16 letters and digits, since 1014 sends it as text."""
    return "".join(secrets.choice(_LETTERS) for _ in range(BLOCK)).encode()


class KeyStore:
    """The key file of a gateway and the keys in its memory, changed together."""

    def __init__(self, path: Path, keys: Keyring) -> None:
        self._path = path
        self._keys = keys

    def add(self, mn: str, key: bytes) -> None:
        """Hold a key that the device may or may not have taken yet: it is tried last and nothing is sent under it.

        Raises:
            OSError: The file could not be written; nothing changed.
        """
        lines = self._path.read_text(encoding="utf-8").splitlines()
        self._write([*lines, f"{mn} {key.decode()} # {now():%Y-%m-%dT%H:%M:%S} 1014"])
        self._keys.add(mn, key, first=False)

    def confirm(self, mn: str, key: bytes) -> None:
        """Put a key that the device has taken before its older ones.

        Raises:
            OSError: The file could not be written; nothing changed.
        """
        lines = self._path.read_text(encoding="utf-8").splitlines()
        ours = [line for line in lines if line.split()[:2] == [mn, key.decode()]]
        others = [line for line in lines if line not in ours]
        at = next((number for number, line in enumerate(others) if line.split()[:1] == [mn]), len(others))
        self._write([*others[:at], *ours, *others[at:]])
        self._keys.add(mn, key)

    def _write(self, lines: list[str]) -> None:
        write_durably(self._path, "".join(f"{line}\n" for line in lines).encode(), _PRIVATE)
