"""A file of SM4 keys: one line per key, device number and key, the newest key of a device first.

The key is 16 characters or 32 hex digits; ``*`` in place of the number holds for every device; ``#`` opens a comment.
"""

from __future__ import annotations

import re

from jianzhen.hj212.cipher import BLOCK, Keyring

_HEX_KEY = re.compile(r"[0-9A-Fa-f]{32}")


class KeyFileError(ValueError):
    """The text is no key file; ``faults`` names every line. No key is repeated in a message."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def read_keys(text: str) -> Keyring:
    """Read a key file.

    Raises:
        KeyFileError: A line is not a device number and a key.
    """
    keys: dict[str, list[bytes]] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        key = _key(words[1]) if len(words) == len(("number", "key")) else None
        if key is None:
            faults.append(
                f"第 {number} 行：应为设备标识和密钥（16 个字符或 32 位十六进制）"
                f" / line {number}: device number and key expected (16 characters or 32 hex digits)"
            )
        else:
            keys.setdefault(words[0], []).append(key)
    if faults:
        raise KeyFileError(faults)
    return Keyring(keys)


def _key(text: str) -> bytes | None:
    if _HEX_KEY.fullmatch(text):
        return bytes.fromhex(text)
    encoded = text.encode()
    return encoded if len(encoded) == BLOCK else None
