"""Takes apart a packet that is not regular: recovers what can be read and says what is odd, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.hj212.crc import VALUES, crc, kind_of
from jianzhen.hj212.data_area import parse
from jianzhen.hj212.diagnostics import Diagnostic
from jianzhen.hj212.editions import edition_of, flag_mismatch
from jianzhen.hj212.forms import check_forms
from jianzhen.hj212.framer import MAX_SEGMENT
from jianzhen.hj212.header import Header
from jianzhen.hj212.message import Crc, Length, Message
from jianzhen.hj212.names import STYLES
from jianzhen.hj212.opening import open_segment
from jianzhen.hj212.texts import text_of

if TYPE_CHECKING:
    from jianzhen.hj212.assumptions import Assumptions
    from jianzhen.hj212.cipher import Keyring
    from jianzhen.hj212.message import Group
    from jianzhen.hj212.opening import Opened

_HEAD = re.compile(rb"##([0-9]{0,4})")
_FOREIGN = re.compile(rb"##([0-9]{5,})")
_CRC = re.compile(rb"[0-9A-Fa-f]{4}")
_CRC_SIZE = 4
_LENGTH_DIGITS = 4
_LONGEST_SEGMENT = 1024


class Envelope(NamedTuple):
    """The parts of a packet around its data segment; ``start`` is where the segment begins."""

    declared: int | None
    start: int
    segment: bytes
    given: str


def dissect(raw: bytes, keys: Keyring, assumptions: Assumptions) -> Message:
    """Decode a packet of any shape. Never raises."""
    notes: list[Diagnostic] = []
    envelope = _envelope(raw, notes)
    opened = open_segment(envelope, keys, assumptions, notes)
    header, cp = _fields(opened.plain, envelope.start, notes)
    qn, st, cn, mn = (header.fields.get(name) for name in ("QN", "ST", "CN", "MN"))
    flag, rf = header.number("Flag"), header.number("RF")
    styles = {STYLES[name] for group in cp for name, _ in group}
    edition = "2025" if opened.form or not opened.readable else edition_of(qn, st, cn, mn, flag, rf, styles)
    if header.fields:
        check_forms(header.fields, header.at, edition, notes)
    mismatch = flag_mismatch(flag, edition, header.at.get("Flag", 0))
    if mismatch:
        notes.append(mismatch)
    checked = _check_crc(envelope, opened, notes)
    notes.sort(key=lambda one: one.at)
    return Message(
        qn, st, cn, header.fields.get("PW"), mn, flag, header.number("PNUM"), header.number("PNO"), rf,
        cp, header.extra, edition, checked, Length(envelope.declared, len(envelope.segment)), notes, raw, opened.form,
    )  # fmt: skip


def _envelope(raw: bytes, notes: list[Diagnostic]) -> Envelope:
    head = _HEAD.match(raw)
    if head is None:
        notes.append(Diagnostic("frame.no_head", 0))
        return Envelope(None, 0, raw, "")
    if foreign := _FOREIGN.match(raw):
        notes.append(Diagnostic("frame.foreign", 2, (foreign[1][:16].decode(),)))
    elif not head[1]:
        notes.append(Diagnostic("length.absent", 2))
    elif len(head[1]) != _LENGTH_DIGITS:
        notes.append(Diagnostic("length.digits", 2, (len(head[1]),)))
    declared = int(head[1]) if head[1] else None
    segment, given = _split_crc(raw[head.end() :], declared)
    _check_length(declared, segment, given, notes)
    return Envelope(declared, head.end(), segment, given)


def _split_crc(rest: bytes, declared: int | None) -> tuple[bytes, str]:
    """Take the last four characters for a checksum if they stand where one is, or are the right one."""
    given = rest[-_CRC_SIZE:]
    segment = rest[:-_CRC_SIZE]
    if _CRC.fullmatch(given) is None:
        return rest, ""
    placed = segment.endswith(b"&&") or (len(segment) == declared and not rest.endswith(b"&&"))
    if placed or kind_of(given.decode(), segment, crc(segment)) != "unknown":
        return segment, given.decode()
    return rest, ""


def _check_length(declared: int | None, segment: bytes, given: str, notes: list[Diagnostic]) -> None:
    size = len(segment)
    if declared is not None and declared != size:
        notes.append(Diagnostic("length.wrong", 2, (declared, size)))
        if not given and size < declared:
            notes.append(Diagnostic("frame.truncated", 2, (declared, size)))
    if not given and size >= MAX_SEGMENT:
        notes.append(Diagnostic("frame.too_long", 2, (size,)))
    if size > _LONGEST_SEGMENT:
        notes.append(Diagnostic("segment.long", 6, (size,)))


def _fields(plain: bytes, start: int, notes: list[Diagnostic]) -> tuple[Header, list[Group]]:
    """Read header and data area."""
    header = Header(notes)
    text, convert = text_of(plain, start, notes)
    head, body, body_at, after = _sections(text, start, notes)
    header.read(head, start)
    header.read(after, body_at + len(body) + len("&&"), after_cp=True)
    cp = parse(body, body_at, notes)
    if convert:
        cp = [[(convert(name), convert(value)) for name, value in group] for group in cp]
        header.fields = {name: convert(value) for name, value in header.fields.items()}
        header.extra = [(convert(name), convert(value)) for name, value in header.extra]
    return header, cp


def _sections(text: str, start: int, notes: list[Diagnostic]) -> tuple[str, str, int, str]:
    """Split the segment into header, data area, position of the data area, and what stands behind it."""
    begin = text.find("CP=&&")
    opening = len("CP=&&")
    if begin < 0:
        begin, opening = text.find("CP="), len("CP=")
        if begin < 0:
            notes.append(Diagnostic("cp.absent", start + len(text)))
            return text, "", start + len(text), ""
        notes.append(Diagnostic("cp.unopened", start + begin))
    if begin > 0 and text[begin - 1] != ";":
        notes.append(Diagnostic("header.separator", start + begin))
    body_at = begin + opening
    end = text.rfind("&&", body_at)
    if end < 0:
        notes.append(Diagnostic("cp.unclosed", start + len(text)))
        return text[:begin], text[body_at:], start + body_at, ""
    after = text[end + 2 :]
    return text[:begin], text[body_at:end], start + body_at, after


def _check_crc(envelope: Envelope, opened: Opened, notes: list[Diagnostic]) -> Crc:
    covered = opened.plain if opened.readable else envelope.segment
    value = crc(covered)
    computed = f"{value:04X}"
    given = envelope.given
    kind = kind_of(given, covered, value)
    at = envelope.start + len(envelope.segment)
    if not opened.readable:
        # What the checksum covers is the plain text, so that nothing can be told, even if it happens to fit.
        return Crc(given, computed, "unknown" if given else "none")
    if kind in {"modbus", "modbus_swapped"}:
        notes.append(Diagnostic(f"crc.{kind}", at, (given, computed)))
    elif kind == "none":
        notes.append(Diagnostic("crc.absent", at, (computed,)))
    elif kind == "unknown":
        code = "crc.mismatch" if int(given, 16) in VALUES else "crc.impossible"
        notes.append(Diagnostic(code, at, (given, computed)))
    if given != given.upper():
        notes.append(Diagnostic("crc.lowercase", at, (given,)))
    return Crc(given, computed, kind)
