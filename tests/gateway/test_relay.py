"""Store and forward: a dead upper platform loses nothing and delays nobody."""

from __future__ import annotations

import asyncio
import json

from tests.support.gateway_packets import entry, packet

from jianzhen.gateway.journal import Journal, entry_of, read_frames
from jianzhen.gateway.relay import Relay
from jianzhen.gateway.server import Gateway
from jianzhen.gateway.settings import Settings
from jianzhen.hj212 import Frame, decode


def lower(folder, count):
    journal = Journal(folder / "journal", segment_frames=40)
    for start in range(0, count, 20):
        journal.append([entry(number) for number in range(start, start + 20)])
    return journal


async def until(true, seconds=10):
    for _ in range(int(seconds / 0.02)):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("did not come true")


def test_a_platform_that_comes_and_goes_gets_everything_once(tmp_path):
    below = lower(tmp_path / "low", 100)
    below.append([entry_of(decode(Frame(packet(500).replace(b"45.2", b"95.2")[:-2])), "p", 1)])

    async def story():
        first = Gateway(Settings(tmp_path / "up", port=0))
        port = await first.start()
        await first.stop()
        stop = asyncio.Event()
        relay = Relay(tmp_path / "low", "province", "127.0.0.1", port, over_time=1)
        running = asyncio.create_task(relay.run(stop))
        await asyncio.sleep(0.3)
        assert relay.acknowledged == 0
        second = Gateway(Settings(tmp_path / "up", port=port))
        await second.start()
        await until(lambda: relay.acknowledged == 101)
        await second.stop()
        below.append([entry(number) for number in range(100, 150)])
        third = Gateway(Settings(tmp_path / "up", port=port))
        await third.start()
        await until(lambda: relay.acknowledged == 151)
        stop.set()
        await running
        await third.stop()

    asyncio.run(story())
    rows = list(read_frames(tmp_path / "up" / "journal"))
    assert [row.raw for row in rows] == [packet(number)[:-2] for number in range(150)]
    assert json.loads((tmp_path / "low" / "relay-province.json").read_text())["acknowledged"] == 151
    below.close()


def test_what_is_not_acknowledged_is_not_counted_as_delivered(tmp_path):
    below = lower(tmp_path / "low", 20)
    heard: list[bytes] = []

    async def deaf(reader, writer):
        while data := await reader.read(65536):
            heard.append(data)
        writer.close()

    async def story():
        server = await asyncio.start_server(deaf, "127.0.0.1", 0)
        stop = asyncio.Event()
        port = server.sockets[0].getsockname()[1]
        relay = Relay(tmp_path / "low", "deaf", "127.0.0.1", port, over_time=0.2, resends=1)
        running = asyncio.create_task(relay.run(stop))
        await until(lambda: b"".join(heard).count(b"##") >= 60)
        stop.set()
        await running
        server.close()
        assert relay.acknowledged == 0

    asyncio.run(story())
    below.close()
