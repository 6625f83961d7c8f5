"""A gateway on a free port of the loopback, and a device that talks to it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from jianzhen.gateway.server import Gateway
from jianzhen.gateway.settings import Settings
from jianzhen.hj212 import Framer, decode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from jianzhen.hj212 import Message


class Device:
    """A client that sends bytes and reads messages."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self._framer = Framer()
        self._ready: list[Message] = []

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def hear(self, seconds: float = 5) -> Message | None:
        """The next message; None if the connection was closed or nothing came."""
        while not self._ready:
            try:
                data = await asyncio.wait_for(self.reader.read(65536), seconds)
            except (TimeoutError, ConnectionResetError):
                return None
            if not data:
                return None
            self._ready += [decode(frame) for frame in self._framer.feed(data)]
        return self._ready.pop(0)

    async def closed(self, seconds: float = 5) -> bool:
        try:
            return await asyncio.wait_for(self.reader.read(65536), seconds) == b""
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False


class Site:
    """A running gateway."""

    def __init__(self, gateway: Gateway, port: int) -> None:
        self.gateway, self.port = gateway, port
        self.folder = gateway.settings.folder / "journal"

    async def device(self) -> Device:
        return Device(*await asyncio.open_connection("127.0.0.1", self.port))


@pytest.fixture
def site(tmp_path):
    @asynccontextmanager
    async def run(**how: object) -> AsyncIterator[Site]:
        gateway = Gateway(Settings(tmp_path / "gw", port=0, **how))
        port = await gateway.start()
        try:
            yield Site(gateway, port)
        finally:
            await gateway.stop()

    return run
