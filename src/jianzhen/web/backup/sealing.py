"""Keys under a passphrase: scrypt and AES-256-GCM of the cryptography package."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from jianzhen.web.backup.errors import BackupError

_FORM = b"jianzhen-keys/1"
_SALT, _NONCE, _KEY = 16, 12, 32
_COST = 2**16
SHORTEST = 12
"""Characters of a passphrase: whoever has the archive may try as many as they like."""


def sealed(files: Mapping[str, bytes], passphrase: str) -> bytes:
    """Files by name as one sealed text."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    plain = json.dumps({name: base64.b64encode(data).decode() for name, data in files.items()}).encode()
    return _FORM + salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, plain, _FORM)


def opened(text: bytes, passphrase: str) -> dict[str, bytes]:
    """Files by name.

    Raises:
        BackupError: It is another passphrase, or the text was changed.
    """
    form, salt, nonce = text[: len(_FORM)], text[len(_FORM) :][:_SALT], text[len(_FORM) + _SALT :][:_NONCE]
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, text[len(_FORM) + _SALT + _NONCE :], form)
        files = json.loads(plain)
        return {str(name): base64.b64decode(data, validate=True) for name, data in files.items()}
    except (InvalidTag, ValueError, AttributeError, TypeError):
        raise BackupError(
            "口令不对，密钥打不开；什么也没有写入", "the passphrase does not open the keys; nothing was written"
        ) from None


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=_KEY, n=_COST, r=8, p=1).derive(passphrase.encode())
