"""One connection of a data logger: cuts, decodes, keeps within its limits; answers come later."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from jianzhen.gateway.limits import Bucket
from jianzhen.hj212 import Framer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jianzhen.gateway.server import Gateway
    from jianzhen.hj212 import Frame


_DISK = "disk"


class Connection(asyncio.Protocol):
    """The protocol object of one connection; thousands are held, so it is small and has no timer of its own."""

    __slots__ = (
        "_bucket", "_framer", "_gateway", "_stops", "_transport", "_unread", "address", "closing", "damaged", "devices",
        "frames", "last_at", "mn", "noise", "peer",
    )  # fmt: skip

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._transport: asyncio.Transport | None = None
        self._framer = Framer(gateway.settings.limits.segment)
        self._stops: set[str] = set()
        self._unread = b""
        self.last_at = gateway.time()
        self._bucket: Bucket | None = None
        self.address = self.peer = ""
        self.mn: str | None = None
        self.devices: set[str] = set()
        self.frames = self.damaged = self.noise = 0
        self.closing = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the connection in, or close it at once if a limit is reached."""
        self._transport = cast("asyncio.Transport", transport)
        name = transport.get_extra_info("peername") or ("", 0)
        self.address, self.peer = str(name[0]), f"{name[0]}:{name[1]}"
        if self._gateway.entered(self):
            self._transport.set_write_buffer_limits(high=self._gateway.settings.limits.unsent)
        else:
            self.close("refused", now=True)

    def connection_lost(self, exc: Exception | None) -> None:
        """Take what is left over and count the connection out."""
        if self.closing != "refused":
            self.flush()
            self._gateway.left(self, self.closing or ("lost" if exc else "peer"))
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Cut and take packets."""
        if self.closing:
            return
        self.last_at = self._gateway.time()
        if self._gateway.full:
            self._wait_for_room(data)
        else:
            self._take(self._framer.each(data))
            self._keep_within_limits()

    def _wait_for_room(self, data: bytes) -> None:
        """Keep the bytes as they are: were they read while the disk is behind, nothing else would ever be done."""
        self._unread += data
        if _DISK not in self._stops:
            self.stop_reading(_DISK)
            self._gateway.hold_back(self)

    def go_on(self) -> None:
        """There is room again: take what was kept, and read on."""
        data, self._unread = self._unread, b""
        self._take(self._framer.each(data))
        self._keep_within_limits()
        self.read_on(_DISK)

    def flush(self) -> None:
        """Take what is held back as it is: its end will not come."""
        if self.closing:
            return
        if self._unread:
            self.go_on()
        if self._framer.pending:
            self._take(self._framer.flush())

    @property
    def pending(self) -> int:
        """Bytes of a packet whose end has not come."""
        return self._framer.pending

    def _take(self, frames: Iterable[Frame]) -> None:
        if self.closing:
            return
        before = self.frames
        for frame in frames:
            self.noise += len(frame.gap.strip(b" \t\r\n\0")) and frame.skipped
            self.frames += 1
            self._gateway.received(self, frame)
            # Within the loop: one read of ``##0001##0001...`` holds ten thousand packets.
            if self.damaged and self._is_malformed():
                self.close("malformed")
            if self.closing:
                return
        if self.frames > before and (wait := self._too_fast(self.frames - before)):
            self.stop_reading("rate")
            asyncio.get_running_loop().call_later(wait, self.read_on, "rate")

    def _too_fast(self, count: int) -> float:
        """Seconds until this connection and its address are in credit again."""
        if self._bucket is None:
            limits = self._gateway.settings.limits
            self._bucket = Bucket(limits.frames_per_second, limits.frames_burst, self.last_at)
        shared = self._gateway.addresses.frames(self.address, self.last_at)
        return max(self._bucket.take(count, self.last_at), shared.take(count, self.last_at))

    def _keep_within_limits(self) -> None:
        limits = self._gateway.settings.limits
        if self.noise + self._framer.gap[1] > limits.noise:
            self.close("noise", now=True)

    def _is_malformed(self) -> bool:
        limits = self._gateway.settings.limits
        return self.frames >= limits.malformed_from and self.damaged > limits.malformed_share * self.frames

    def stop_reading(self, why: str) -> None:
        """Read no more until `read_on` was called for every reason."""
        if not self._stops and self._transport is not None:
            self._transport.pause_reading()
        self._stops.add(why)

    def read_on(self, why: str) -> None:
        """Read again, unless another reason stands against it."""
        if why not in self._stops:
            return
        self._stops.discard(why)
        if not self._stops and self._transport is not None and not self._transport.is_closing():
            self.last_at = self._gateway.time()
            self._transport.resume_reading()

    @property
    def reading(self) -> bool:
        """Whether nothing holds the connection back."""
        return not self._stops

    def pause_writing(self) -> None:
        """Answers pile up unread: take no more packets."""
        self.stop_reading("unread")

    def resume_writing(self) -> None:
        """The device reads again."""
        self.read_on("unread")

    def send(self, data: bytes) -> bool:
        """Send, if the connection still stands."""
        if self._transport is None or self._transport.is_closing():
            return False
        self._transport.write(data)
        return True

    def close(self, why: str, *, now: bool = False) -> None:
        """Close, after what was written has gone out or, ``now``, at once."""
        self.closing = self.closing or why
        if self._transport is not None:
            if now:
                self._transport.abort()
            else:
                self._transport.close()
