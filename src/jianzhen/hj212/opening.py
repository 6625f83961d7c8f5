"""Finds out whether a data area is encrypted, and opens it with the keys at hand.

No header field says so (none was found in any public source). The plain reading comes first: if the checksum fits and
the data area can be text, it is plain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.hj212.cipher import decrypt, from_hex_text, looks_encrypted, reads_as_plain
from jianzhen.hj212.crc import crc, kind_of
from jianzhen.hj212.diagnostics import Diagnostic

if TYPE_CHECKING:
    from jianzhen.hj212.assumptions import Assumptions
    from jianzhen.hj212.cipher import Keyring
    from jianzhen.hj212.dissect import Envelope

_MN = re.compile(rb"MN=([^;]*)")
_BLOCK = 16


class Opened(NamedTuple):
    """The plain segment and how its data area was encrypted.

    Attributes:
        plain: The segment to read; with an empty data area if that could not be opened.
        form: ``raw`` or ``hex`` if the data area was decrypted, None if it was plain.
        readable: False if the data area was left out, so that noise is never taken for content.
    """

    plain: bytes
    form: str | None = None
    readable: bool = True


def open_segment(envelope: Envelope, keys: Keyring, assumptions: Assumptions, notes: list[Diagnostic]) -> Opened:
    """Open the data area of a segment if it is encrypted."""
    segment = envelope.segment
    begin = segment.find(b"CP=&&") + len(b"CP=&&")
    end = segment.rfind(b"&&", begin)
    body = segment[begin:end]
    checked = kind_of(envelope.given, segment, crc(segment)) != "unknown"
    suspect = looks_encrypted(body) and not (checked and _is_text(body))
    if begin < len(b"CP=&&") or end < 0 or (checked and not suspect):
        return Opened(segment)
    number = _MN.search(segment[:begin])
    held = keys.keys_of(number[1].decode("ascii", "replace") if number else None)
    opened = _try_keys(body, held, assumptions)
    if opened is None:
        if not suspect:
            return Opened(segment)
        notes.append(Diagnostic("cipher.wrong_key" if held else "cipher.no_key", envelope.start + begin))
        return Opened(segment[:begin] + segment[end:], readable=False)
    plain, form = opened
    notes.append(Diagnostic("cipher.sm4", envelope.start + begin))
    if form == "hex":
        notes.append(Diagnostic("cipher.hex_text", envelope.start + begin))
    return Opened(segment[:begin] + plain + segment[end:], form)


def _is_text(body: bytes) -> bool:
    """Whether a data area whose checksum fits may be plain for all its control characters."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return from_hex_text(body) is None


def _try_keys(body: bytes, held: list[bytes], assumptions: Assumptions) -> tuple[bytes, str] | None:
    spelled = from_hex_text(body) if assumptions.accept_hex_text else None
    for secret, form in ((spelled, "hex"), (body, "raw")):
        if secret is None or len(secret) < _BLOCK:
            continue
        for key in held:
            plain = decrypt(secret, key)
            if reads_as_plain(plain):
                return plain, form
    return None
