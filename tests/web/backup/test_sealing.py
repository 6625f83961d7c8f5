from __future__ import annotations

import pytest

from jianzhen.web.backup.errors import BackupError
from jianzhen.web.backup.sealing import opened, sealed

FILES = {"secret_key": b"abc", "audit/a.pem": bytes(range(256))}
PASSPHRASE = "correct horse 电池"


def test_the_passphrase_opens_and_nothing_else_does() -> None:
    text = sealed(FILES, PASSPHRASE)
    assert opened(text, PASSPHRASE) == FILES
    assert b"abc" not in text
    assert sealed(FILES, PASSPHRASE) != text
    with pytest.raises(BackupError, match="does not open"):
        opened(text, PASSPHRASE + " ")


@pytest.mark.parametrize("at", [0, 16, 20, 35, 50, -1])
def test_a_flipped_byte_does_not_open(at: int) -> None:
    text = bytearray(sealed(FILES, PASSPHRASE))
    text[at] ^= 1
    with pytest.raises(BackupError):
        opened(bytes(text), PASSPHRASE)


@pytest.mark.parametrize("text", [b"", b"jianzhen-keys/1", b"x" * 60])
def test_rubbish_does_not_open(text: bytes) -> None:
    with pytest.raises(BackupError):
        opened(text, PASSPHRASE)
