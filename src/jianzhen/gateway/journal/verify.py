"""Checking the journal: digests, chain, seals; every fault is named, none ends the check."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from jianzhen.gateway.journal.entry import Entry, link_of
from jianzhen.gateway.journal.seals import Seal, read_seals
from jianzhen.gateway.journal.segment import Head, connect_to_read, numbers_in, opening_of, path_of
from jianzhen.words import Words

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS = "seq, received_us, peer, mn, qn, cn, pno, raw, sha256, faults, key, link"
_MOST_PER_SEGMENT = 100


@dataclass(slots=True)
class Verified:
    """What a check found.

    Attributes:
        head: The last frame's link; published elsewhere, it proves later that nothing was cut off the end.
    """

    frames: int = 0
    segments: int = 0
    head: Head = field(default_factory=lambda: Head(0, bytes(32)))
    faults: list[Words] = field(default_factory=list)

    def tell(self, zh: str, en: str) -> None:
        """Add a fault."""
        self.faults.append(Words(zh, en))


def verify(folder: Path) -> Verified:
    """Check a whole journal."""
    found = Verified()
    seals = _seals(folder, found)
    numbers = numbers_in(folder)
    for number in sorted({*numbers, *seals}):
        if number not in numbers:
            found.tell(f"段 {number} 的文件不在", f"the file of segment {number} is missing")
            seal = seals[number]
            found.head = Head(seal.last, bytes.fromhex(seal.closing_link))
            continue
        found.segments += 1
        if number not in seals and number != numbers[-1]:
            found.tell(f"段 {number} 已满但没有封记", f"segment {number} is full and has no seal")
        try:
            _segment(folder, number, seals.get(number), found)
        except sqlite3.Error as error:
            found.tell(f"段 {number} 无法读取：{error}", f"segment {number} cannot be read: {error}")
    return found


def _seals(folder: Path, found: Verified) -> dict[int, Seal]:
    try:
        seals = read_seals(folder)
    except ValueError as error:
        found.tell(f"封记文件 seals.jsonl 损坏：{error}", f"the file of seals, seals.jsonl, is damaged: {error}")
        return {}
    previous = ""
    for seal in seals:
        if seal.previous != previous:
            found.tell(f"封记 {seal.number} 不接前一封记", f"seal {seal.number} does not follow the one before it")
        previous = seal.digest()
    return {seal.number: seal for seal in seals}


def _segment(folder: Path, number: int, seal: Seal | None, found: Verified) -> None:
    with closing(connect_to_read(path_of(folder, number))) as connection:
        opening = opening_of(connection)
        if opening is None:
            if seal is not None:
                found.tell(f"段 {number} 是空的", f"segment {number} is empty")
            return
        if (opening.first - 1, opening.link) != found.head:
            found.tell(f"段 {number} 不接前一段", f"segment {number} does not follow the one before it")
        found.head = Head(opening.first - 1, opening.link)
        faults_before = len(found.faults)
        for row in connection.execute(f"SELECT {_COLUMNS} FROM frames ORDER BY seq"):
            _frame(row[0], Entry(*row[1:11]), row[11], found)
            if len(found.faults) - faults_before >= _MOST_PER_SEGMENT:
                found.tell(
                    f"段 {number} 错误过多，未查完", f"segment {number} has too many faults; not checked to its end"
                )
                return
    if seal is not None and (seal.last, seal.closing_link) != (found.head.seq, found.head.link.hex()):
        found.tell(f"段 {number} 与封记不符", f"segment {number} is not what its seal says")


def _frame(seq: int, entry: Entry, link: bytes, found: Verified) -> None:
    found.frames += 1
    if seq != found.head.seq + 1:
        found.tell(
            f"报文 {found.head.seq + 1} 至 {seq - 1} 不在", f"frames {found.head.seq + 1} to {seq - 1} are missing"
        )
    if sha256(entry.raw).digest() != entry.sha256:
        found.tell(f"报文 {seq} 的原文与摘要不符", f"frame {seq}: the bytes do not have the digest beside them")
    if link_of(found.head.link, seq, entry) != link:
        found.tell(f"报文 {seq} 的链接不符", f"frame {seq} does not follow from the one before it")
    found.head = Head(seq, link)
