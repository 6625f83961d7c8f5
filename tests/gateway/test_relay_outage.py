"""An upper platform that is down for an hour, over real connections and on a clock that is put forward."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

from jianzhen.gateway.journal import read_frames
from jianzhen.gateway.relay import Relay
from jianzhen.gateway.relay_state import relays_of
from jianzhen.gateway.server import Gateway
from jianzhen.gateway.settings import Settings
from jianzhen.simulate.fleet import Fleet, Plan
from jianzhen.simulate.ledger import Ledger

HALF_AN_HOUR = 1800


class AdvancingLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock can be put forward: what waits for its time is then due."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead

    async def pass_time(self, seconds: float, step: float) -> None:
        end = self.time() + seconds
        while self.time() < end:
            self.ahead += step
            await asyncio.sleep(0.03)


@asynccontextmanager
async def gateway(folder, port=0):
    one = Gateway(Settings(folder, port=port))
    try:
        yield one, await one.start()
    finally:
        await one.stop()


@asynccontextmanager
async def relaying(folder, port):
    stop = asyncio.Event()
    relay = Relay(folder, "province", "127.0.0.1", port)
    running = asyncio.create_task(relay.run(stop))
    yield relay
    stop.set()
    await running


async def deaf(reader, writer):
    while await reader.read(65536):
        pass
    writer.close()


async def hour_without_upper_platform(loop, low, up, ledger):
    """Half an hour nobody listens, half an hour somebody does who says nothing; then it is back."""
    async with gateway(up) as (_, upper_port):
        pass
    async with gateway(low) as (below, port), relaying(low, upper_port) as relay:
        fleet = asyncio.create_task(Fleet(Plan("127.0.0.1", port, 20, 100, 4, over_time=60), ledger).run())
        async with gateway(up, upper_port):
            while relay.acknowledged < 20:
                await asyncio.sleep(0.02)
        await loop.pass_time(HALF_AN_HOUR, 60)
        silent = await asyncio.start_server(deaf, "127.0.0.1", upper_port)
        await loop.pass_time(HALF_AN_HOUR, 30)
        silent.close()
        report = await fleet
        assert relays_of(low, below.journal.head.seq)["province"]["behind"] > 50
        async with gateway(up, upper_port):
            while relay.acknowledged < below.journal.head.seq:
                await loop.pass_time(1, 1)
    return report


def test_nothing_is_lost_and_nobody_delayed(tmp_path):
    loop, ledger = AdvancingLoop(), Ledger()
    low, up = tmp_path / "low", tmp_path / "up"
    try:
        report = loop.run_until_complete(hour_without_upper_platform(loop, low, up, ledger))
    finally:
        loop.close()
    assert loop.ahead >= 2 * HALF_AN_HOUR - 10
    assert report["unanswered"] == 0
    assert "resent" not in report
    assert report["p99_seconds"] < 1
    below = [row.raw for row in read_frames(low / "journal")]
    above = [row.raw for row in read_frames(up / "journal")]
    assert sorted(above) == sorted(below)
    assert len(set(above)) == len(above) == report["acknowledged"] > 200
