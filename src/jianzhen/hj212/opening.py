"""Finds out whether a data area is encrypted, and opens it with the keys at hand.

No header field says so (none was found in any public source). The plain reading comes first: if the checksum fits and
the data area can be text, it is plain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianzhen.hj212.cipher import decrypt, from_hex_text, looks_encrypted, reads_as_plain
from jianzhen.hj212.crc import crc, kind_of
from jianzhen.hj212.diagnostics import Diagnostic

if TYPE_CHECKING:
    from jianzhen.hj212.assumptions import Assumptions
    from jianzhen.hj212.cipher import Keyring
    from jianzhen.hj212.dissect import Envelope

_MN = re.compile(rb"MN=([^;]*)")
_BLOCK = 16


def open_segment(
    envelope: Envelope, keys: Keyring, assumptions: Assumptions, notes: list[Diagnostic]
) -> tuple[bytes | None, str | None]:
    """Give the plain segment and the form of the cipher text, ``raw`` or ``hex``; None if it was plain.

    Without a key that opens it the data area is left out, so that noise is never taken for content.
    """
    segment = envelope.segment
    begin = segment.find(b"CP=&&") + len(b"CP=&&")
    end = segment.rfind(b"&&", begin)
    body = segment[begin:end]
    suspect = looks_encrypted(body)
    if begin < len(b"CP=&&") or end < 0 or not (suspect or _unchecked(envelope)):
        return segment, None
    number = _MN.search(segment[:begin])
    held = keys.keys_of(number[1].decode("ascii", "replace") if number else None)
    opened = _try_keys(body, held, assumptions)
    if opened is None:
        if not suspect:
            return segment, None
        notes.append(Diagnostic("cipher.wrong_key" if held else "cipher.no_key", envelope.start + begin))
        return None, None
    plain, form = opened
    notes.append(Diagnostic("cipher.sm4", envelope.start + begin))
    if form == "hex":
        notes.append(Diagnostic("cipher.hex_text", envelope.start + begin))
    return segment[:begin] + plain + segment[end:], form


def _unchecked(envelope: Envelope) -> bool:
    return kind_of(envelope.given, envelope.segment, crc(envelope.segment)) == "unknown"


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
