"""SM4 of HJ 212-2025: ECB without padding over the data area; what does not fill a block of 16 bytes stays plain.

The checksum covers the plain text, so that a receiver without the key can cut a packet and cannot check it. ECB shows
equal blocks and nothing is signed: encryption here is confidentiality at best and never evidence of origin.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BLOCK = 16
"""Bytes of an SM4 block and of a key."""

EVERY_DEVICE = "*"
"""The device number under which a `Keyring` holds the keys to try for any device."""

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HEX_TEXT = re.compile(rb"\{(?:0x[0-9A-Fa-f]{2}(?:,0x[0-9A-Fa-f]{2})*)?\}")
_HEX_OCTET = re.compile(rb"0x([0-9A-Fa-f]{2})")


@lru_cache(maxsize=1024)
def _sm4(key: bytes) -> Cipher[modes.ECB]:
    return Cipher(algorithms.SM4(key), modes.ECB())  # noqa: S305 - the standard prescribes ECB


def _whole_blocks(data: bytes) -> int:
    return len(data) - len(data) % BLOCK


def encrypt(plain: bytes, key: bytes) -> bytes:
    """Encrypt the whole blocks of a data area; the rest stays as it is.

    Raises:
        ValueError: The key is not 16 bytes long.
    """
    size = _whole_blocks(plain)
    encryptor = _sm4(_checked(key)).encryptor()
    return encryptor.update(plain[:size]) + encryptor.finalize() + plain[size:]


def decrypt(secret: bytes, key: bytes) -> bytes:
    """Undo `encrypt`.

    Raises:
        ValueError: The key is not 16 bytes long.
    """
    size = _whole_blocks(secret)
    decryptor = _sm4(_checked(key)).decryptor()
    return decryptor.update(secret[:size]) + decryptor.finalize() + secret[size:]


def _checked(key: bytes) -> bytes:
    if len(key) != BLOCK:
        raise ValueError(f"SM4 key of {len(key)} bytes: 16 expected")
    return bytes(key)


def to_hex_text(secret: bytes) -> bytes:
    """Spell bytes as ``{0xE4,0x3E,...}``, the way the standard prints its examples."""
    return b"{" + b",".join(b"0x%02X" % octet for octet in secret) + b"}"


def from_hex_text(text: bytes) -> bytes | None:
    """Read the spelling of `to_hex_text`; None if the text is something else."""
    if not text.startswith(b"{") or _HEX_TEXT.fullmatch(text) is None:
        return None
    return bytes(int(octet, 16) for octet in _HEX_OCTET.findall(text))


def looks_encrypted(body: bytes) -> bool:
    """Whether a data area holds what no plain text does: control characters, or the hexadecimal spelling."""
    return _CONTROL.search(body) is not None or body.startswith(b"{0x")


def reads_as_plain(body: bytes) -> bool:
    """Whether a decrypted data area can be a plain one; a wrong key yields noise."""
    if _CONTROL.search(body) or b"=" not in body:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            body.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


class Keyring:
    """The SM4 keys by device number, the newest first; keys under ``*`` are tried for every device."""

    def __init__(self, keys: Mapping[str, bytes | Iterable[bytes]] | None = None) -> None:
        """Take the keys of each device.

        Raises:
            ValueError: A key is not 16 bytes long.
        """
        self._keys: dict[str, list[bytes]] = {}
        for mn, held in (keys or {}).items():
            for key in [held] if isinstance(held, bytes) else list(held):
                self._keys.setdefault(mn, []).append(_checked(key))

    def add(self, mn: str, key: bytes, *, first: bool = True) -> None:
        """Put a new key before the others of a device, as command 1014 does, or behind them; it is held once.

        Raises:
            ValueError: The key is not 16 bytes long.
        """
        held = [other for other in self._keys.get(mn, []) if other != key]
        self._keys[mn] = [_checked(key), *held] if first else [*held, _checked(key)]

    def keys_of(self, mn: str | None) -> list[bytes]:
        """List the keys to try for a device, the newest first."""
        own = self._keys.get(mn, []) if mn else []
        return own + self._keys.get(EVERY_DEVICE, [])

    def __bool__(self) -> bool:
        return bool(self._keys)


NO_KEYS = Keyring()
