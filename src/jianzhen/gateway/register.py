"""The register of devices: number, password, hardware.

One line per device: its number, its password or ``-``, the id of its logger (1001) or ``-``; ``#`` opens a comment.
"""

from __future__ import annotations

from dataclasses import dataclass

_MOST_WORDS = 3


class RegisterError(ValueError):
    """The text is no register; ``faults`` names every line. No password is repeated."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Device:
    """What the register says of one device."""

    mn: str
    password: str | None = None
    logger_id: str | None = None


class Register:
    """The devices by number and by hardware."""

    def __init__(self, devices: tuple[Device, ...] = ()) -> None:
        self._by_mn = {device.mn: device for device in devices}
        self._by_logger = {device.logger_id: device.mn for device in devices if device.logger_id}

    def __len__(self) -> int:
        return len(self._by_mn)

    def __contains__(self, mn: object) -> bool:
        return mn in self._by_mn

    def numbers(self) -> list[str]:
        """Every device number."""
        return list(self._by_mn)

    def password(self, mn: str | None) -> str | None:
        """The password of a device, if it must have one."""
        device = self._by_mn.get(mn or "")
        return device.password if device else None

    def number_of(self, logger_id: str | None) -> str | None:
        """The device number that is set aside for a logger."""
        return self._by_logger.get(logger_id) if logger_id else None


def read_register(text: str) -> Register:
    """Read a register.

    Raises:
        RegisterError: A line is none, or a number or a logger comes twice.
    """
    devices: dict[str, Device] = {}
    loggers: set[str] = set()
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        if len(words) > _MOST_WORDS:
            faults.append(
                f"第 {number} 行：应为设备标识、密码、数采仪编号"
                f" / line {number}: device number, password and logger id expected"
            )
            continue
        mn, password, logger = [*(None if word == "-" else word for word in words), None, None][:_MOST_WORDS]
        if mn is None or mn in devices or logger in loggers:
            faults.append(
                f"第 {number} 行：{mn} 缺失或重复 / line {number}: {mn} is absent, or it or its logger comes twice"
            )
            continue
        devices[mn] = Device(mn, password, logger)
        if logger:
            loggers.add(logger)
    if faults:
        raise RegisterError(faults)
    return Register(tuple(devices.values()))
