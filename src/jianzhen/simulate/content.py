"""What a made-up logger sends: minute data of a stack or a waste-water outlet, as random walks."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from jianzhen.hj212.cipher import encrypt
from jianzhen.hj212.crc import crc
from jianzhen.hj212.message import flag_of
from jianzhen.hj212.times import request_number, stamp

if TYPE_CHECKING:
    from datetime import datetime

_WATER = (("w01018", "011", 40.0), ("w21003", "060", 3.0), ("w01001", "001", 7.2), ("w00000", "B01", 12.0))
_GAS = (("a34013", "01", 8.0), ("a21026", "02", 25.0), ("a21002", "03", 60.0), ("a19001", "S01", 9.0))
_STEP = 0.02
_LOGGERS = 88_000_000_000_000


class Outlet:
    """One outlet with its logger number; each call of `upload` goes one minute on."""

    def __init__(self, number: int, edition: str, key: bytes | None, seed: int) -> None:
        self.mn = f"{_LOGGERS + number:014d}" if edition == "2005" else f"{_LOGGERS + number:024X}"
        self._random = Random(f"{seed}-{number}")  # noqa: S311 - made-up data
        water = number % 2 == 0
        self._st = "32" if water else "31"
        self._values = [(new if edition != "2005" else old, value) for new, old, value in (_WATER if water else _GAS)]
        self._flag = flag_of(edition, answer=True)
        self._key = key if edition == "2025" else None

    @property
    def encrypted(self) -> bool:
        """Whether its data areas are encrypted."""
        return self._key is not None

    def upload(self, at: datetime, data_at: datetime) -> tuple[str, bytes]:
        """The minute data of ``data_at`` as sent at ``at``: QN and packet."""
        groups = [f"DataTime={stamp(data_at)}"]
        for position, (factor, before) in enumerate(self._values):
            value = max(0.0, before * (1 + self._random.uniform(-_STEP, _STEP)))
            self._values[position] = (factor, value)
            low, high = value * 0.97, value * 1.03
            groups.append(f"{factor}-Avg={value:.2f},{factor}-Min={low:.2f},{factor}-Max={high:.2f},{factor}-Flag=N")
        return self._packet(request_number(at), "2051", ";".join(groups).encode())

    def _packet(self, qn: str, cn: str, body: bytes) -> tuple[str, bytes]:
        head = f"QN={qn};ST={self._st};CN={cn};PW=123456;MN={self.mn};Flag={self._flag};CP=&&".encode()
        plain = head + body + b"&&"
        sent = head + encrypt(body, self._key) + b"&&" if self._key else plain
        return qn, b"##%04d%b%04X\r\n" % (len(plain), sent, crc(plain))
