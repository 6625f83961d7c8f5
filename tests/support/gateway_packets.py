"""Entries and packets for tests of the gateway."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.support.hj212_packets import MN, sealed

from jianzhen.gateway.journal import Entry, entry_of
from jianzhen.hj212 import Frame, decode

_START = datetime(2026, 8, 1, 9)


def packet(number: int = 0, *, mn: str = MN, value: float = 45.2, flag: int = 5, cn: str = "2011") -> bytes:
    """The upload of one moment, told apart by ``number``."""
    at = _START + timedelta(milliseconds=number)
    qn = f"{at:%Y%m%d%H%M%S}{at.microsecond // 1000:03d}"
    cp = f"DataTime={at:%Y%m%d%H%M%S};w01018-Rtd={value},w01018-Flag=N"
    return sealed(f"QN={qn};ST=32;CN={cn};PW=123456;MN={mn};Flag={flag};CP=&&{cp}&&")


def entry(number: int = 0, **how: object) -> Entry:
    """The entry of `packet`."""
    return entry_of(decode(Frame(packet(number, **how)[:-2])), "127.0.0.1:4711", 1_000_000 + number)
