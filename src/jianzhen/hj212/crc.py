"""The checksum of HJ 212, and the Modbus one that some devices send in its place.

HJ 212 (all editions): start with FFFF; for each byte, ``reg = (reg >> 8) XOR byte``, then eight times shift
right and XOR with A001 if the bit shifted out was 1. The low byte of ``reg`` is thrown away before each byte, so
only eight bits of state carry over. Two consequences:

* The map from one state to the next is linear over GF(2) and its eighth power is the identity. A message therefore
  folds by XOR into eight bytes, after the first byte is XORed with the initial FF, and eight steps finish it.
* Only 256 of the 65 536 values occur (`VALUES`), random damage passes once in 256 times, and two bytes that stand
  eight apart can be swapped unseen. The checksum is evidence of nothing; evidence rests on SHA-256.
"""

from __future__ import annotations

_POLYNOMIAL = 0xA001
_HEX = "0123456789ABCDEFabcdef"
_FOLDED_BITS = 64
_DIGITS = 4


def _shifted(value: int) -> int:
    for _ in range(8):
        value = value >> 1 ^ _POLYNOMIAL if value & 1 else value >> 1
    return value


TABLE = tuple(_shifted(index) for index in range(256))
"""The register after eight shifts of each byte."""

VALUES = frozenset(TABLE)
"""The 256 values an HJ 212 checksum can take; any other value proves another algorithm, whatever the message."""

_NEXT = bytes(value >> 8 for value in TABLE)


def crc(segment: bytes) -> int:
    """Compute the HJ 212 checksum of a data segment by folding it to eight bytes."""
    size = len(segment)
    if size == 0:
        return 0xFFFF
    folded = int.from_bytes(segment, "big") ^ 0xFF << 8 * (size - 1)
    width = 1 << (size - 1 >> 3).bit_length() + 6
    while width > _FOLDED_BITS:
        width >>= 1
        folded = folded >> width ^ folded & (1 << width) - 1
    state = 0
    step = _NEXT
    octets = folded.to_bytes(8, "big")
    for octet in octets[:7]:
        state = step[state ^ octet]
    return TABLE[state ^ octets[7]]


def crc_bytewise(segment: bytes) -> int:
    """Compute the same checksum one byte at a time, as the standard words it; the reference `crc` is held against."""
    register = 0xFFFF
    for octet in segment:
        register = TABLE[register >> 8 ^ octet]
    return register


def modbus(segment: bytes) -> int:
    """Compute CRC-16/Modbus, which keeps the low byte that HJ 212 throws away."""
    register = 0xFFFF
    for octet in segment:
        register = register >> 8 ^ TABLE[(register ^ octet) & 0xFF]
    return register


def kind_of(given: str, segment: bytes, computed: int) -> str:
    """Say which algorithm produced the four characters ``given``.

    Returns:
        ``hj212``, ``modbus``, ``modbus_swapped`` (low byte first), ``none`` (nothing was sent) or ``unknown``.
    """
    if not given:
        return "none"
    if len(given) != _DIGITS or given.strip(_HEX):
        return "unknown"
    value = int(given, 16)
    if value == computed:
        return "hj212"
    other = modbus(segment)
    if value == other:
        return "modbus"
    return "modbus_swapped" if value == (other >> 8 | (other & 0xFF) << 8) else "unknown"
