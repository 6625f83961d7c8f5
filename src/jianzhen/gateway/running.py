"""Running a gateway until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import resource
import signal
import sys
from typing import TYPE_CHECKING, TypeVar

from jianzhen.gateway.control import Control
from jianzhen.gateway.server import Gateway

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from jianzhen.gateway.relay import Relay
    from jianzhen.gateway.settings import Settings

_SWITCH = 0.0005
_COLLECT_FROM = 50_000
_Result = TypeVar("_Result")


def run(settings: Settings, ready: Callable[[int, int | None], None]) -> None:
    """Serve until SIGTERM or SIGINT, then drain; ``ready`` is told the port and that of the metrics.

    Raises:
        JournalError: The journal cannot be opened.
        OSError: The address cannot be listened on.
    """
    _allow_many_files()
    # Two threads take turns on small pieces of work; the default of 5 ms would be most of what an answer takes.
    sys.setswitchinterval(_SWITCH)
    gc.set_threshold(_COLLECT_FROM, 20, 50)
    _runner()(_serve(settings, ready))


def _runner() -> Callable[[Coroutine[object, object, None]], None]:
    try:
        import uvloop  # noqa: PLC0415 - Windows has none
    except ImportError:
        return asyncio.run
    found: Callable[[Coroutine[object, object, None]], None] = uvloop.run
    return found


def _allow_many_files() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


async def _serve(settings: Settings, ready: Callable[[int, int | None], None]) -> None:
    gateway = Gateway(settings)
    control = Control(gateway)
    try:
        port = await _named(f"{settings.host}:{settings.port}", gateway.start())
        await _named(f"{settings.folder}, --metrics {settings.metrics_port}", control.start())
        stop = _told_to_stop()
        ready(port, control.metrics_port)
        await stop.wait()
    finally:
        await control.stop()
        await gateway.stop()


async def _named(what: str, starting: Coroutine[object, object, _Result]) -> _Result:
    """Say in an error what could not be opened: the port, or the door for ``status`` and metrics."""
    try:
        return await starting
    except OSError as error:
        raise OSError(f"{what}: {error}") from None


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


def run_relay(relay: Relay) -> None:
    """Relay until SIGTERM or SIGINT."""

    async def until_told() -> None:
        await relay.run(_told_to_stop())

    _runner()(until_told())
