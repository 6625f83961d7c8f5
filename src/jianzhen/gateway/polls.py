"""What is asked of the devices on a schedule.

One line per poll: device number or ``*`` for every device that is heard, command (3020 ...), how often (15m, 24h, 7d),
and the items to send::

    *  3020  24h  PolId=w01018  InfoId=i13007
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import NamedTuple

from jianzhen.gateway.dialogue import changes_device

EVERY_DEVICE = "*"
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_EVERY = re.compile(r"([0-9]{1,5})([smhd])")
_COMMAND = re.compile(r"[0-9]{4}")
_FEWEST_WORDS = 3


class Poll(NamedTuple):
    """One line: whom to ask for what, every so many seconds."""

    mn: str
    cn: str
    items: tuple[tuple[str, str], ...]
    every: int

    def next_at(self, mn: str, after: float) -> float:
        """When a device is next to be asked, in seconds of the clock.

        The moments are fixed by the poll and the device, spread evenly, so that a restart forgets none and no two
        devices are asked together.
        """
        digest = blake2b(repr((mn, self.cn, self.items, self.every)).encode(), digest_size=8).digest()
        phase = int.from_bytes(digest, "big") % (self.every * 1000) / 1000
        return after + self.every - (after - phase) % self.every


class PollsError(ValueError):
    """The text is no list of polls; ``faults`` names every line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def read_polls(text: str) -> tuple[Poll, ...]:
    """Read a list of polls.

    Raises:
        PollsError: A line is none, or its command would change a device.
    """
    polls, faults = [], []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        poll = _poll(words)
        if isinstance(poll, str):
            faults.append(poll.format(number=number))
        else:
            polls.append(poll)
    if faults:
        raise PollsError(faults)
    return tuple(polls)


def _poll(words: list[str]) -> Poll | str:
    every = _EVERY.fullmatch(words[2]) if len(words) >= _FEWEST_WORDS else None
    items = [word.partition("=") for word in words[_FEWEST_WORDS:]]
    if every is None or not int(every[1]) or not _COMMAND.fullmatch(words[1]) or not all(item[1] for item in items):
        return (
            "第 {number} 行：应为 设备标识 命令编码 间隔（如 24h） 名称=值…"
            " / line {number}: device number, command, interval (such as 24h) and NAME=TEXT expected"
        )
    if changes_device(words[1]):
        return (
            f"第 {{number}} 行：命令 {words[1]} 不是单纯的提问，不能定时下发"
            f" / line {{number}}: command {words[1]} is no mere question and cannot be polled"
        )
    seconds = int(every[1]) * _SECONDS[every[2]]
    return Poll(words[0], words[1], tuple((name, text) for name, _, text in items), seconds)
