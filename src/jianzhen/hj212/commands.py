"""The commands the 2025 edition added, read from a packet and written to one.

Source: public code that quotes HJ 212-2025; the standard's own text was not read. Item names are as found there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jianzhen.hj212.cipher import BLOCK
from jianzhen.hj212.message import Packet, flag_of
from jianzhen.hj212.readings import Reading, readings
from jianzhen.hj212.times import moment, stamp

if TYPE_CHECKING:
    from datetime import datetime


FURNACE_TEMPERATURE = "a01901"
"""The factor of 2111, the five-minute mean of the furnace temperature."""


class Hardware(NamedTuple):
    """What a logger says of itself in 1001, before it is given a device number."""

    logger_id: str | None
    cpu_id: str | None
    mac_1: str | None
    mac_2: str | None


class KeyRotation(NamedTuple):
    """The new key of 1014."""

    created_at: datetime | None
    key: bytes


class RawMeasurement(NamedTuple):
    """One periodic measurement in full (2013): a water batch, a VOC run."""

    factor: str
    sampled_at: datetime | None
    completed_at: datetime | None
    sample_type: str | None
    average: float | None
    reading: Reading


class StandardCheck(NamedTuple):
    """One automatic check with a standard sample (2062)."""

    factor: str
    at: datetime | None
    measured: float | None
    expected: float | None
    passed: bool | None


def hardware_of(packet: Packet) -> Hardware | None:
    """Read 1001; None for any other command."""
    if packet.cn != "1001":
        return None
    return Hardware(*(_information(packet, code) for code in ("i23005", "i23006", "i23007", "i23008")))


def _information(packet: Packet, code: str) -> str | None:
    text = packet.first(f"{code}-Info")
    return text if text is not None else packet.first(code)


def key_rotation_of(packet: Packet) -> KeyRotation | None:
    """Read the new key of 1014; None for a request, another command, or a key that is not 16 characters long."""
    key = packet.first("NewSK")
    if packet.cn != "1014" or key is None:
        return None
    encoded = key.encode("utf-8", "surrogateescape")
    created = packet.first("SKCreateTime")
    return KeyRotation(moment(created) if created else None, encoded) if len(encoded) == BLOCK else None


def raw_measurements_of(packet: Packet) -> list[RawMeasurement]:
    """Read 2013; empty for any other command."""
    if packet.cn != "2013":
        return []
    return [_raw_measurement(reading) for reading in readings(packet) if reading.factor]


def _raw_measurement(reading: Reading) -> RawMeasurement:
    texts = reading.texts
    return RawMeasurement(
        reading.factor,
        _moment_in(texts, "SampleTime"),
        _moment_in(texts, "CompleteTime"),
        texts.get("SampleType"),
        reading.values.get("Avg"),
        reading,
    )


def _moment_in(texts: dict[str, str], name: str) -> datetime | None:
    return moment(texts[name]) if name in texts else None


def standard_checks_of(packet: Packet) -> list[StandardCheck]:
    """Read 2062; empty for any other command. Surface-water stations write Check for SampleRd."""
    if packet.cn != "2062":
        return []
    return [
        StandardCheck(
            reading.factor,
            packet.data_at,
            reading.values.get("SampleRd", reading.values.get("Check")),
            reading.values.get("StandardValue"),
            {1.0: True, 0.0: False}.get(reading.values.get("ResultType", -1.0)),
        )
        for reading in readings(packet)
        if reading.factor
    ]


def heartbeat(packet_like: Packet) -> Packet:
    """Write 9015, the heartbeat with an empty data area, in the name of the device of another packet."""
    return _upload(packet_like, "9015", [])


def hardware_upload(packet_like: Packet, hardware: Hardware) -> Packet:
    """Write 1001 in the name of the device of another packet."""
    codes = ("i23005", "i23006", "i23007", "i23008")
    return _upload(
        packet_like, "1001", [(f"{code}-Info", text) for code, text in zip(codes, hardware, strict=True) if text]
    )


def assign_number(request: Packet, mn: str) -> Packet:
    """Write 1002, which gives the logger of a 1001 its device number."""
    logger = _information(request, "i23005")
    cp = [[("i23005-Info", logger)]] if logger else []
    return Packet(request.qn, request.st, "1002", request.pw, mn, flag_of("2025", answer=True), cp=cp)


def rotate_key(request: Packet, key: bytes, created_at: datetime) -> Packet:
    """Write 1014 with a new key of 16 printable ASCII characters.

    Raises:
        ValueError: The key cannot be written as 16 characters.
    """
    text = key.decode("ascii", "replace")
    if len(key) != BLOCK or not text.isascii() or not text.isalnum():
        raise ValueError("a new SM4 key must be 16 letters and digits, since it is sent as text")
    cp = [[("SKCreateTime", stamp(created_at))], [("NewSK", text)]]
    return Packet(request.qn, request.st, "1014", request.pw, request.mn, flag_of("2025", answer=True), cp=cp)


def retain_sample(device: Packet) -> Packet:
    """Write 3022: keep a sample now."""
    return Packet(device.qn, device.st, "3022", device.pw, device.mn, flag_of("2025", answer=True))


def check_standard(device: Packet, factor: str) -> Packet:
    """Write 3024: start the automatic check of one factor with its standard sample."""
    cp = [[("PolId", factor)]]
    return Packet(device.qn, device.st, "3024", device.pw, device.mn, flag_of("2025", answer=True), cp=cp)


def _upload(device: Packet, cn: str, items: list[tuple[str, str]]) -> Packet:
    flag = flag_of("2025", answer=True)
    return Packet(device.qn, device.st, cn, device.pw, device.mn, flag, cp=[[item] for item in items])
