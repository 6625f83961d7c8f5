"""What a packet says (`Packet`) and what decoding found out about it (`Message`)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.hj212.diagnostics import Severity
from jianzhen.hj212.times import moment

if TYPE_CHECKING:
    from datetime import datetime

    from jianzhen.hj212.diagnostics import Diagnostic

Item = tuple[str, str]
"""Name and text of one data item, as sent."""

Group = list[Item]
"""The items between two semicolons."""

ANSWER = 0b01
"""Flag bit 0: the sender wants an answer."""

NUMBERED = 0b10
"""Flag bit 1: packet numbers PNUM and PNO are present."""

EDITIONS = ("2005", "2017", "2025")
"""The editions of HJ 212, in the order of the version bits of Flag."""


def flag_of(edition: str, *, answer: bool = False, numbered: bool = False) -> int:
    """Make the Flag of an edition: version in bits 7 to 2, packet numbers in bit 1, answer wanted in bit 0."""
    return EDITIONS.index(edition) << 2 | numbered << 1 | answer


class Crc(NamedTuple):
    """The checksum as sent (empty if none), as computed, and the algorithm that was recognised."""

    given: str
    computed: str
    kind: str


class Length(NamedTuple):
    """Bytes of the data segment, as declared (None if unreadable) and as found."""

    declared: int | None
    actual: int


class Packet:
    """The header fields and the data area of one packet; None for a field that is absent.

    Attributes:
        flag: The Flag number; the text itself where it is no number. So are ``pnum``, ``pno`` and ``rf``.
        extra: Header fields the standard does not know, in order.
        cp: The data area: ordered groups of ordered (name, text) pairs, since names repeat.
    """

    __slots__ = ("cn", "cp", "extra", "flag", "mn", "pno", "pnum", "pw", "qn", "rf", "st")

    def __init__(
        self,
        qn: str | None = None,
        st: str | None = None,
        cn: str | None = None,
        pw: str | None = None,
        mn: str | None = None,
        flag: int | str | None = None,
        pnum: int | str | None = None,
        pno: int | str | None = None,
        rf: int | str | None = None,
        cp: list[Group] | None = None,
        extra: list[Item] | None = None,
    ) -> None:
        self.qn = qn
        self.st = st
        self.cn = cn
        self.pw = pw
        self.mn = mn
        self.flag = flag
        self.pnum = pnum
        self.pno = pno
        self.rf = rf
        self.cp = cp if cp is not None else []
        self.extra = extra if extra is not None else []

    @property
    def content(self) -> tuple[object, ...]:
        """Everything the packet says, for comparison."""
        return (
            self.qn, self.st, self.cn, self.pw, self.mn, self.flag, self.pnum, self.pno, self.rf, self.cp, self.extra,
        )  # fmt: skip

    @property
    def answer_wanted(self) -> bool:
        """Whether Flag bit 0 asks for an answer."""
        return isinstance(self.flag, int) and bool(self.flag & ANSWER)

    @property
    def backfilled(self) -> bool:
        """Whether RF=1 marks the data as sent later (2025); older editions have no such mark."""
        return self.rf == 1

    @property
    def sent_at(self) -> datetime | None:
        """The moment in QN, of 17 or 14 digits or Unix milliseconds; None if it is none of them."""
        return moment(self.qn) if self.qn else None

    @property
    def data_at(self) -> datetime | None:
        """The first DataTime: the moment of acquisition (2011, 2021), the start of the interval otherwise."""
        text = self.first("DataTime")
        return moment(text) if text else None

    def first(self, name: str) -> str | None:
        """Return the text of the first data item of that name."""
        return next((text for group in self.cp for key, text in group if key == name), None)


class Message(Packet):
    """One decoded packet with everything that was found out about it.

    Attributes:
        edition: 2005, 2017 or 2025; judged from the content first, from Flag second.
        diagnostics: Tolerances used and damage found, in order of position.
        raw: The packet from ``##`` to the last character of the checksum, as received.
        encrypted: ``raw`` or ``hex`` if the data area was decrypted, else None.
    """

    __slots__ = ("crc", "diagnostics", "edition", "encrypted", "length", "raw")

    def __init__(
        self,
        qn: str | None,
        st: str | None,
        cn: str | None,
        pw: str | None,
        mn: str | None,
        flag: int | str | None,
        pnum: int | str | None,
        pno: int | str | None,
        rf: int | str | None,
        cp: list[Group],
        extra: list[Item],
        edition: str,
        crc: Crc,
        length: Length,
        diagnostics: list[Diagnostic],
        raw: bytes,
        encrypted: str | None,
    ) -> None:
        # Assigned here and not by the base class: one call fewer for each of tens of thousands of messages a second.
        self.qn = qn
        self.st = st
        self.cn = cn
        self.pw = pw
        self.mn = mn
        self.flag = flag
        self.pnum = pnum
        self.pno = pno
        self.rf = rf
        self.cp = cp
        self.extra = extra
        self.edition = edition
        self.crc = crc
        self.length = length
        self.diagnostics = diagnostics
        self.raw = raw
        self.encrypted = encrypted

    @property
    def sha256(self) -> str:
        """Digest of the raw packet: the evidence, since the checksum proves nothing."""
        return sha256(self.raw).hexdigest()

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged and nothing had to stay unread; tolerances do not count."""
        return all(one.severity is Severity.NOTE for one in self.diagnostics)
