"""From the bytes of one packet to a message with its diagnostics; never raises on any bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianzhen.hj212.assumptions import DEFAULT
from jianzhen.hj212.cipher import NO_KEYS
from jianzhen.hj212.crc import TABLE, crc
from jianzhen.hj212.data_area import parse
from jianzhen.hj212.diagnostics import Diagnostic
from jianzhen.hj212.dissect import dissect
from jianzhen.hj212.editions import edition_of, flag_mismatch
from jianzhen.hj212.forms import MN_SIZES, mn_fits
from jianzhen.hj212.framer import Frame, Framer, cut
from jianzhen.hj212.gaps import noise_before, tail_after
from jianzhen.hj212.message import NUMBERED, Crc, Length, Message
from jianzhen.hj212.names import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jianzhen.hj212.assumptions import Assumptions
    from jianzhen.hj212.cipher import Keyring

HEX_OF = {value: f"{value:04X}" for value in TABLE} | {0xFFFF: "FFFF"}
"""How each HJ 212 checksum is written; FFFF is that of the empty segment."""

# A packet that follows the standard to the letter, apart from what the device number looks like.
_REGULAR = re.compile(
    r"##([0-9]{4})(?:QN=([0-9]{17});)?ST=([0-9A-Z]{2});CN=([0-9]{4});PW=([^;,=&]{6});MN=([^;,=& ]*);"
    r"(?:Flag=([0-9]{1,3});)?(?:PNUM=([1-9][0-9]{0,3});PNO=([1-9][0-9]{0,3});)?(?:RF=(1);)?"
    r"CP=&&(.*)&&([0-9A-F]{4})",
    re.DOTALL,
)
_BODY = 11
_LONGEST_SEGMENT = 1024
_MOST_FLAG = 0xFF
_AROUND_SEGMENT = 10


def decode(packet: bytes | Frame, keys: Keyring = NO_KEYS, assumptions: Assumptions = DEFAULT) -> Message:
    """Decode one packet.

    Args:
        packet: A frame as the framer cut it, or bytes that hold one packet, with or without junk before and a line
            end behind. Bytes of further packets are noted as a strange tail; `decode_all` reads them.
        keys: SM4 keys to try where the data area is encrypted.
        assumptions: How to read what is not verified of the 2025 edition.

    Returns:
        A message, partial if the packet is damaged; ``diagnostics`` says what is wrong and where.
    """
    if isinstance(packet, Frame):
        message = _regular(packet.raw) or dissect(packet.raw, keys, assumptions)
        message.diagnostics[:0] = noise_before(packet, first=packet.at == packet.skipped)
        return message
    regular = _regular(packet[:-2]) if packet[-2:] == b"\r\n" else None
    return regular or _decode_loose(packet, keys, assumptions)


def decode_stream(
    pieces: Iterable[bytes], keys: Keyring = NO_KEYS, assumptions: Assumptions = DEFAULT
) -> Iterator[Message]:
    """Decode a stream of packets that comes in pieces, with the line end of each packet among its diagnostics.

    A packet is given once the next one begins, since only then its line end is known.
    """
    framer = Framer()
    last: Message | None = None
    for frame in _frames(framer, pieces):
        if last is not None:
            last.diagnostics.extend(tail_after(frame.gap, frame.skipped, len(last.raw)))
            yield last
        last = decode(frame, keys, assumptions)
    if last is not None:
        last.diagnostics.extend(tail_after(*framer.gap, len(last.raw)))
        yield last


def _frames(framer: Framer, pieces: Iterable[bytes]) -> Iterator[Frame]:
    for piece in pieces:
        yield from framer.feed(piece)
    yield from framer.flush()


def decode_all(data: bytes, keys: Keyring = NO_KEYS, assumptions: Assumptions = DEFAULT) -> list[Message]:
    """Decode the packets of a whole file or capture."""
    return list(decode_stream([data], keys, assumptions))


def _decode_loose(data: bytes, keys: Keyring, assumptions: Assumptions) -> Message:
    frames, (gap, skipped) = cut(data)
    if not frames:
        return dissect(data, keys, assumptions)
    message = decode(frames[0], keys, assumptions)
    if len(frames) > 1:
        behind = data[frames[0].at + len(frames[0].raw) :]
        gap, skipped = behind[:_LONGEST_SEGMENT], len(behind)
    message.diagnostics.extend(tail_after(gap, skipped, len(frames[0].raw)))
    return message


def _regular(raw: bytes) -> Message | None:
    """Decode a packet that follows the standard; None if anything about it needs a closer look."""
    match = _REGULAR.fullmatch(raw.decode("latin-1")) if raw.isascii() else None
    if match is None:
        return None
    length, qn, st, cn, pw, mn, flag_text, pnum, pno, rf, body, given = match.groups()
    size = len(raw) - _AROUND_SEGMENT
    computed = HEX_OF[crc(raw[6:-4])]
    if int(length) != size or given != computed:
        return None
    flag = int(flag_text) if flag_text else None
    if (flag or 0) > _MOST_FLAG or bool((flag or 0) & NUMBERED) != bool(pnum) or "{" in body:
        return None
    notes: list[Diagnostic] = []
    cp = parse(body, match.start(_BODY), notes)
    edition = edition_of(qn, st, cn, mn, flag, rf, {STYLES[name] for group in cp for name, _ in group})
    message = Message(
        qn, st, cn, pw, mn, flag, int(pnum) if pnum else None, int(pno) if pno else None, int(rf) if rf else None,
        cp, [], edition, Crc(given, computed, "hj212"), Length(size, size), notes, raw, None,
    )  # fmt: skip
    _mark(message, match)
    return message


def _mark(message: Message, match: re.Match[str]) -> None:
    """Mark what even a regular packet may have of its own: no QN, another device number, too long a segment."""
    notes = message.diagnostics
    if message.qn is None:
        notes.append(Diagnostic("header.absent", 0, ("QN",)))
    if not mn_fits(match[6], message.edition):
        details = (match[6], MN_SIZES[message.edition], message.edition)
        notes.append(Diagnostic("mn.form", match.start(6) - 3, details))
    mismatch = flag_mismatch(message.flag, message.edition, match.start(7) - 5)
    if mismatch:
        notes.append(mismatch)
    if message.length.actual > _LONGEST_SEGMENT:
        notes.append(Diagnostic("segment.long", 6, (message.length.actual,)))
