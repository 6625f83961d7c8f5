"""What the gateway itself has to say, in the journal beside the packets: that a device gave no answer.

The entry holds the request as it was last sent, the gateway as its sender, and why it stands there among its faults. So
it is chained and sealed like any packet, and no reader takes it for one of the device.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jianzhen.gateway.clock import at_of
from jianzhen.gateway.journal.entry import Entry, entry_of
from jianzhen.hj212 import NO_KEYS, Frame, decode

if TYPE_CHECKING:
    from datetime import datetime

    from jianzhen.gateway.journal.reading import Stored
    from jianzhen.hj212 import Keyring

OWN = "gateway"
"""The peer of such an entry; that of a packet is an address and a port."""

UNANSWERED = "ask.unanswered"


class Silence(NamedTuple):
    """A request that a connected device left without any answer.

    Attributes:
        gave_up_at: When the last resend had waited its time.
        items: What was asked for (PolId, InfoId ...), names and texts.
    """

    mn: str
    cn: str
    qn: str
    gave_up_at: datetime
    items: list[tuple[str, str]]


def own_entry(request: bytes, why: str, at_us: int) -> Entry:
    """Make the entry of a request that stayed without answer; ``request`` as sent, with its line end."""
    return entry_of(decode(Frame(request.removesuffix(b"\r\n"))), OWN, at_us)._replace(faults=why)


def silence_of(row: Stored, keys: Keyring = NO_KEYS) -> Silence | None:
    """Read such an entry back; None for any other row of the journal."""
    if row.peer != OWN or UNANSWERED not in row.faults.split():
        return None
    message = decode(Frame(row.raw), keys)
    items = [item for group in message.cp for item in group]
    return Silence(row.mn or "", row.cn or "", row.qn or "", at_of(row.received_us), items)
