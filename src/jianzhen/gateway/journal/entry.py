"""One packet on its way into the journal, and what makes two packets the same."""

from __future__ import annotations

import json
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.hj212 import Severity

if TYPE_CHECKING:
    from jianzhen.hj212 import Message

_KEY_BYTES = 16
HOUR_DIGITS = 10


class Entry(NamedTuple):
    """A packet as it is journaled.

    Attributes:
        received_us: When it came, see `jianzhen.gateway.clock`.
        peer: Address and port of the sender.
        pno: Packet number as sent, if the packet is a part.
        sha256: Digest of ``raw``, 32 bytes.
        faults: Codes of everything but tolerances that decoding found, separated by blanks.
        key: Digest of what makes a resend recognisable: MN, QN, CN, PNO.
    """

    received_us: int
    peer: str
    mn: str | None
    qn: str | None
    cn: str | None
    pno: str | None
    raw: bytes
    sha256: bytes
    faults: str
    key: bytes

    @property
    def hour(self) -> str:
        """The hour in QN; a packet can only be the resend of one of the same hour."""
        return (self.qn or "")[:HOUR_DIGITS]

    @property
    def second_key(self) -> bytes:
        """The key of a packet whose MN, QN, CN and PNO came before with other bytes."""
        return blake2b(self.key + self.sha256, digest_size=_KEY_BYTES).digest()


def entry_of(message: Message, peer: str, received_us: int) -> Entry:
    """Make the entry of a decoded packet.

    A packet without QN is the same as another only if all its bytes are: its other fields repeat every minute.
    """
    mn, qn, cn = _storable(message.mn), _storable(message.qn), _storable(message.cn)
    pno = None if message.pno is None else _storable(str(message.pno))
    digest = sha256(message.raw).digest()
    identity = "\n".join((mn or "", qn, cn or "", pno or "")).encode() if qn else digest
    faults = [one.code for one in message.diagnostics if one.severity is not Severity.NOTE]
    key = blake2b(identity, digest_size=_KEY_BYTES).digest()
    return Entry(received_us, peer, mn, qn, cn, pno, message.raw, digest, " ".join(faults), key)


def _storable(text: str | None) -> str | None:
    """SQLite takes no lone surrogates, which stand for bytes that were no text; the raw bytes are kept beside."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode()


def link_of(before: bytes, seq: int, entry: Entry) -> bytes:
    """Chain an entry to the one before it: SHA-256 over that one's link and everything the row says."""
    row = [seq, entry.received_us, entry.peer, entry.mn, entry.qn, entry.cn, entry.pno, entry.faults]
    return sha256(before + entry.sha256 + json.dumps(row, ensure_ascii=False).encode()).digest()
