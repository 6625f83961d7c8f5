"""What goes wrong on the way from a logger to the gateway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

DEFAULTS = {
    "split": 0.2,
    "stuck": 0.1,
    "length": 0.05,
    "crc": 0.05,
    "garbage": 0.05,
    "duplicate": 0.1,
    "reconnect": 0.01,
    "slow": 0.02,
    "clock": 0.05,
}
"""Every fault that strikes single packets, with the share it strikes unless another is given."""

STORM = "storm"
"""Half-way through, every logger loses its connection and all come back at once."""


class FaultsError(ValueError):
    """The list of faults cannot be read."""


def read_faults(text: str) -> dict[str, float]:
    """Read ``split,crc:0.1,storm``: names, each with the share of packets it strikes.

    Raises:
        FaultsError: A name is unknown, or a share is none.
    """
    found: dict[str, float] = {}
    for part in filter(None, text.replace(" ", "").split(",")):
        name, _, share = part.partition(":")
        if name == "all":
            found |= DEFAULTS
            continue
        if name not in DEFAULTS and name != STORM:
            names = ", ".join([*DEFAULTS, STORM, "all"])
            raise FaultsError(f"{name}: 不认识的故障，可用 / unknown fault; known are {names}")
        try:
            found[name] = float(share) if share else DEFAULTS.get(name, 1.0)
        except ValueError:
            raise FaultsError(f"{part}: 应为 名称:比例 / name:share expected") from None
        if not 0 <= found[name] <= 1:
            raise FaultsError(f"{part}: 比例应在 0 与 1 之间 / a share between 0 and 1 expected")
    return found


@dataclass(frozen=True, slots=True)
class Sending:
    """How one packet goes out: pieces with the pause in seconds before each; and whether the line drops after."""

    pieces: tuple[tuple[float, bytes], ...]
    held: bool = False
    drop: bool = False


def with_wrong_length(packet: bytes) -> bytes:
    """Count head and length field into the declared length, as some loggers do; they always send it so."""
    return b"##%04d%b" % (int(packet[2:6]) + 6, packet[6:])


def send_with(packet: bytes, faults: dict[str, float], random: Random) -> Sending:
    """Decide what goes wrong with one packet."""

    def strikes(name: str) -> bool:
        return name in faults and random.random() < faults[name]

    if not faults:
        return Sending(((0.0, packet),))
    data = packet
    if strikes("crc"):
        data = data[:-6] + b"%04X\r\n" % (int(data[-6:-2], 16) ^ 0x0100)
    if strikes("garbage"):
        data = random.randbytes(random.randint(1, 40)).replace(b"#", b"") + data
    if strikes("duplicate"):
        data += packet
    if strikes("slow"):
        pieces = [(0.05, data[at : at + 20]) for at in range(0, len(data), 20)]
        return Sending(tuple(pieces))
    if strikes("split"):
        cut = random.randint(1, len(data) - 1)
        return Sending(((0.0, data[:cut]), (0.02, data[cut:])), drop=strikes("reconnect"))
    return Sending(((0.0, data),), held=strikes("stuck"), drop=strikes("reconnect"))
