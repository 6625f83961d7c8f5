"""Store and forward: a dead upper platform loses nothing and delays nobody."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time

from tests.support.gateway_packets import entry, packet
from tests.support.hj212_packets import MN

from jianzhen.gateway.journal import Journal, entry_of, read_frames
from jianzhen.gateway.recoding import Recoding
from jianzhen.gateway.relay import Relay
from jianzhen.gateway.relay_state import relays_of
from jianzhen.gateway.server import Gateway
from jianzhen.gateway.settings import Settings
from jianzhen.hj212 import Frame, Keyring, decode, encode


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


def relayed(tmp_path, rows, recoding, upper, **how):
    """Relay entries to a gateway with these settings until all are settled; give the relay's state and what came."""
    journal = Journal(tmp_path / "low" / "journal")
    journal.append(rows)

    async def story():
        above = Gateway(Settings(tmp_path / "up", port=0, **upper))
        port = await above.start()
        stop = asyncio.Event()
        relay = Relay(tmp_path / "low", "up", "127.0.0.1", port, recoding, over_time=0.2, resends=1, **how)
        relaying = asyncio.create_task(relay.run(stop))
        begun = time.monotonic()
        await until(lambda: relay.acknowledged == len(rows), 30)
        took = time.monotonic() - begun
        stop.set()
        await relaying
        await above.stop()
        return took

    took = asyncio.run(story())
    journal.close()
    state = relays_of(tmp_path / "low", len(rows))["up"]
    return state, list(read_frames(tmp_path / "up" / "journal")), took


def test_packets_are_re_encoded_and_what_would_lose_is_set_aside(tmp_path):
    later = encode(decode(packet(8).replace(b"Flag=5;", b"Flag=9;RF=1;")))
    rows = [*(entry(number) for number in range(5)), entry_of(decode(Frame(later[:-2])), "p", 1)]
    recoding = Recoding("2005", numbers={MN: "88000000000001"})
    state, came, _ = relayed(tmp_path, rows, recoding, {})
    assert [(row.mn, row.cn) for row in came] == [("88000000000001", "2011")] * 5
    assert all(b"011-Rtd=45.2" in row.raw and row.faults == "" for row in came)
    assert (state["set_aside"], state["behind"]) == (1, 0)
    (line,) = (tmp_path / "low" / "relay-up-set-aside.jsonl").read_text().splitlines()
    assert json.loads(line)["sequence"] == 6
    assert "RF" in json.dumps(json.loads(line)["why"], ensure_ascii=False)


def test_a_platform_of_2025_gets_cipher_text(tmp_path):
    key = b"0123456789abcdef"
    recoding = Recoding("2025", upper_keys=Keyring({MN: key}))
    _, came, _ = relayed(tmp_path, [entry(0)], recoding, {"keys": Keyring({MN: key})})
    assert b"w01018" not in came[0].raw
    assert decode(Frame(came[0].raw), Keyring({MN: key})).cp == decode(Frame(packet(0)[:-2])).cp


def test_what_one_packet_lacks_does_not_hold_up_the_rest(tmp_path):
    """The upper platform answers no packet it finds damaged; the 300 behind it get through all the same."""
    bad = entry_of(decode(Frame(packet(500).replace(b"45.2", b"95.2")[:-2])), "p", 1)._replace(faults="")
    state, came, _ = relayed(tmp_path, [bad, *(entry(number) for number in range(300))], Recoding(), {})
    assert state["set_aside"] == 1
    assert len({row.raw for row in came if not row.faults}) == 300


def test_what_piled_up_goes_out_no_faster_than_it_may(tmp_path):
    _, came, took = relayed(tmp_path, [entry(number) for number in range(150)], Recoding(), {}, per_second=50)
    assert len(came) == 150
    assert took > 1.5


def test_a_journal_that_cannot_be_read_ends_no_relay(tmp_path, monkeypatch):
    below = lower(tmp_path / "low", 40)
    failing = [True]

    def sometimes(*how):
        if failing[0]:
            raise sqlite3.OperationalError("disk I/O error")
        return read_frames(*how)

    monkeypatch.setattr("jianzhen.gateway.relay.read_frames", sometimes)

    async def story():
        above = Gateway(Settings(tmp_path / "up", port=0))
        port = await above.start()
        stop = asyncio.Event()
        relay = Relay(tmp_path / "low", "up", "127.0.0.1", port)
        relaying = asyncio.create_task(relay.run(stop))
        await until(lambda: relays_of(tmp_path / "low", 40).get("up", {}).get("trouble") == "disk I/O error")
        failing[0] = False
        await until(lambda: relay.acknowledged == 40)
        stop.set()
        await relaying
        await above.stop()

    asyncio.run(story())
    below.close()
