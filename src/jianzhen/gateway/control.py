"""The gateway's own door: a Unix socket in its folder for ``status`` and ``ask``, and metrics on the loopback."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jianzhen.gateway.asking import AskError
from jianzhen.gateway.clock import now
from jianzhen.gateway.logs import tell
from jianzhen.gateway.relay_state import relays_of

if TYPE_CHECKING:
    from pathlib import Path

    from jianzhen.gateway.server import Gateway

_NAME = "control.sock"
_MOST_LINE = 1 << 26
_HEAD_SECONDS = 5


class Control:
    """Answers questions about a running gateway, one JSON line each way."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._since = now()
        self._servers: list[asyncio.Server] = []
        self.metrics_port: int | None = None

    async def start(self) -> None:
        """Open the socket and, if set, the port for metrics.

        Raises:
            OSError: One of them cannot be opened.
        """
        path = socket_of(self._gateway.settings.folder)
        path.unlink(missing_ok=True)  # the journal's lock says that no other gateway is here
        self._servers.append(await asyncio.start_unix_server(self._converse, path))
        path.chmod(0o600)
        port = self._gateway.settings.metrics_port
        if port is not None:
            server = await asyncio.start_server(self._scrape, "127.0.0.1", port)
            self.metrics_port = int(server.sockets[0].getsockname()[1])
            self._servers.append(server)
            tell(logging.INFO, "metrics", port=self.metrics_port)

    async def stop(self) -> None:
        """Close both."""
        for server in self._servers:
            server.close()
        socket_of(self._gateway.settings.folder).unlink(missing_ok=True)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, ValueError):
            asked = json.loads(await reader.readline())
            writer.write(json.dumps(await self._answer(asked), ensure_ascii=False).encode() + b"\n")
            await writer.drain()
        writer.close()

    async def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked.get("do") == "status":
            return self.status()
        if asked.get("do") == "ask":
            try:
                return await self._ask(asked)
            except AskError as error:
                return {"error": error.words}
        return {"error": ["不认识的请求", "unknown request"]}

    async def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        mn, cn, reason = str(asked["mn"]), str(asked["cn"]), asked.get("reason")
        items = [(str(name), str(text)) for name, text in asked.get("items", [])]
        if cn == "1014":
            if items:
                raise AskError("密钥由网关生成，不能指定", "the gateway makes the key; it cannot be given")
            return await self._gateway.changing.rotate_key(mn, reason)
        return await self._gateway.asking.ask(mn, cn, items, reason)

    def status(self) -> dict[str, Any]:
        """What the gateway does at the moment."""
        metrics = self._gateway.metrics
        return {
            "running": True,
            "since": self._since.isoformat(timespec="seconds"),
            "now": now().isoformat(timespec="seconds"),
            "journal": self._gateway.journal.id,
            "alarm": self._gateway.committer.alarm,
            **{name: int(value) for name, value in self._gateway.gauges().items() if name != "alarm"},
            "frames": metrics.of("frames_total").get("", 0),
            "stored": metrics.of("stored_total").get("", 0),
            "duplicates": metrics.of("duplicates_total").get("", 0),
            "faults": metrics.of("faults_total"),
            "refused": metrics.of("refused_total"),
            "requests": metrics.of("requests_total"),
            "polls_waiting": self._gateway.polling.waiting,
            "stored_per_second": self._gateway.windows.rates(),
            "relays": relays_of(self._gateway.settings.folder, self._gateway.journal.head.seq),
            "devices": self._gateway.devices.table(self._gateway.time()),
            "never_heard": self._never_heard(),
        }

    def _behind(self) -> dict[str, int]:
        relays = relays_of(self._gateway.settings.folder, self._gateway.journal.head.seq)
        return {name: state["behind"] for name, state in relays.items()}

    def _never_heard(self) -> list[str]:
        numbers = self._gateway.settings.register.numbers()
        return [mn for mn in numbers if self._gateway.devices.get(mn) is None]

    async def _scrape(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _HEAD_SECONDS)
            found = head.startswith(b"GET /metrics ")
            body = self._gateway.metrics.text(self._gateway.gauges(), self._behind()).encode() if found else b""
            status = b"200 OK" if found else b"404 Not Found"
            writer.write(
                b"HTTP/1.1 %b\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: %d\r\n"
                b"Connection: close\r\n\r\n%b" % (status, len(body), body)
            )
            await writer.drain()
        writer.close()


def socket_of(folder: Path) -> Path:
    """Where a gateway's socket is."""
    return folder / _NAME


async def _ask(folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    reader, writer = await asyncio.open_unix_connection(socket_of(folder), limit=_MOST_LINE)
    writer.write(json.dumps(asked).encode() + b"\n")
    line = await reader.readline()
    writer.close()
    answer: dict[str, Any] = json.loads(line)
    return answer


def ask_gateway(folder: Path, asked: dict[str, Any]) -> dict[str, Any] | None:
    """Ask the gateway that runs on a folder; None if none does."""
    try:
        return asyncio.run(_ask(folder, asked))
    except (OSError, ValueError):
        return None
