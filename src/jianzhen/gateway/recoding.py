"""What a relay sends for each packet of the journal: the bytes as they came, or the same said in another edition."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.hj212 import NO_KEYS, ConvertError, EncodeError, Frame, convert, decode, encode
from jianzhen.hj212.assumptions import DEFAULT
from jianzhen.hj212.message import ANSWER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianzhen.gateway.journal import Stored
    from jianzhen.hj212 import Assumptions, Keyring
    from jianzhen.words import Words


class Outgoing(NamedTuple):
    """A packet on its way up: its bytes, under which numbers it will be acknowledged, and whether it will be."""

    data: bytes
    mn: str | None
    qn: str | None
    answer_wanted: bool


class SetAsideError(Exception):
    """The packet cannot be re-encoded without loss; ``faults`` say why."""

    def __init__(self, faults: list[Words]) -> None:
        super().__init__("; ".join(fault.en for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Recoding:
    """How packets are put for the upper platform.

    Attributes:
        edition: Edition to write; None for the bytes as they came.
        keys: Keys to read encrypted packets with.
        upper_keys: Keys to encrypt with for the upper platform (2025).
        numbers: Device numbers of the upper platform, by ours.
    """

    edition: str | None = None
    keys: Keyring = NO_KEYS
    upper_keys: Keyring = NO_KEYS
    numbers: Mapping[str, str] = field(default_factory=dict)
    assumptions: Assumptions = DEFAULT

    def outgoing(self, row: Stored) -> Outgoing:
        """Make what is sent for a packet.

        Raises:
            SetAsideError: It cannot be re-encoded without loss.
        """
        message = decode(Frame(row.raw), self.keys, self.assumptions)
        if self.edition is None:
            return Outgoing(row.raw + b"\r\n", row.mn, row.qn, message.answer_wanted)
        try:
            packet = convert(message, self.edition, self.numbers.get(row.mn or ""), self.assumptions)
            held = self.upper_keys.keys_of(packet.mn) if self.assumptions.encrypts(packet.cn) else []
            key = held[0] if held and self.edition == "2025" else None
            data = encode(packet, key, self.assumptions)
        except (ConvertError, EncodeError) as error:
            raise SetAsideError(error.faults) from None
        return Outgoing(data, packet.mn, packet.qn, isinstance(packet.flag, int) and bool(packet.flag & ANSWER))
