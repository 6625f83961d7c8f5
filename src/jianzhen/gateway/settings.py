"""What can be set about a gateway."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jianzhen.gateway.polls import Poll
from jianzhen.gateway.register import Register
from jianzhen.hj212 import Assumptions, Keyring

if TYPE_CHECKING:
    from pathlib import Path

    from jianzhen.gateway.limits import Network


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection, one address and the whole gateway may take.

    Attributes:
        connections: Held at once; what comes on top is closed.
        per_address: Held at once from one address.
        new_per_second: New connections a second from one address, with bursts of ``new_burst``.
        frames_per_second: Packets a second of one connection, with bursts of ``frames_burst``; a faster one is read
            more slowly, never closed.
        address_frames_per_second: The same for all connections of one address together, ``address_frames_burst``.
        idle: Seconds of silence after which a connection is closed.
        flush: Seconds of silence after which a packet without its end is taken as it is.
        segment: Largest data segment believed, bytes.
        noise: Bytes that belong to no packet before a connection is closed.
        malformed_share: Share of damaged packets from which a connection is closed, once ``malformed_from`` came.
        unsent: Bytes of answers a device leaves unread before its packets are no longer read.
        waiting_frames: Packets that may wait for the disk before no connection is read.
        waiting: Bytes of memory that packets waiting for the disk may take before no connection is read.
    """

    connections: int = 19_000
    per_address: int = 10_000
    new_per_second: float = 1000
    new_burst: float = 10_000
    frames_per_second: float = 500
    frames_burst: float = 5000
    address_frames_per_second: float = 20_000
    address_frames_burst: float = 200_000
    idle: float = 900
    flush: float = 5
    segment: int = 9999
    noise: int = 65_536
    malformed_share: float = 0.5
    malformed_from: int = 50
    unsent: int = 65_536
    waiting_frames: int = 5000
    waiting: int = 128 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """A gateway.

    Attributes:
        register: The devices that are known.
        open_registration: Devices that are not in the register are let in too.
        allowed: Networks whose addresses may connect; empty for all.
        permitted: Commands that change a device and may be sent at all (1012, 1072, 3021, 1014 ...).
        granted: Requests of the devices themselves that are granted without a person: 1013 (the clock, by 1012) and
            1014 (a new key). The command that does so must be permitted too.
        key_file: Where ``keys`` were read from and new ones are kept.
        polls: What is asked of the devices again and again.
        answer_damaged: Answer packets whose checksum does not fit, once they are on disk. The standard leaves them
            unanswered, so that they are sent again.
        drain: Seconds a shutdown waits for the disk and for answers to go out.
        over_time, resends: Timeout and resends of the standard for what is asked of a device (10 s, 3).
        metrics_port: Port on 127.0.0.1 for metrics; None for none, 0 for a free one.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 9212
    reuse_port: bool = False
    register: Register = field(default_factory=Register)
    open_registration: bool = True
    keys: Keyring = field(default_factory=Keyring)
    assumptions: Assumptions = field(default_factory=Assumptions)
    limits: Limits = field(default_factory=Limits)
    allowed: tuple[Network, ...] = ()
    permitted: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()
    key_file: Path | None = None
    polls: tuple[Poll, ...] = ()
    answer_damaged: bool = False
    segment_frames: int = 500_000
    drain: float = 10
    over_time: float = 10
    resends: int = 3
    metrics_port: int | None = None
