"""Scheduled polls over real connections: asked in time, once back if away, and silence written down."""

from __future__ import annotations

import asyncio

from tests.support.gateway_packets import packet
from tests.support.hj212_packets import MN

from jianzhen.gateway.journal import read_frames, verify
from jianzhen.gateway.journal.own import OWN, silence_of
from jianzhen.gateway.polls import read_polls
from jianzhen.hj212 import Packet, encode
from jianzhen.hj212.answers import request_answer, result_answer

POLLS = read_polls("* 3020 24h PolId=w01018 InfoId=i13007")
DAY = 86_400.0


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def set_clock(gateway):
    """Stop the clock of the gateway's own polling, which goes on looking at it."""
    clock = Clock()
    gateway.polling._clock = clock
    return gateway.polling, clock


def test_a_poll_is_asked_in_its_moment_and_answered(site):
    async def story():
        async with site(polls=POLLS, over_time=1) as one:
            polling, clock = set_clock(one.gateway)
            device = await one.device()
            device.send(packet(0))
            await device.hear()
            polling.tick()
            clock.at = POLLS[0].next_at(MN, 0) - 1
            polling.tick()
            assert await device.hear(0.1) is None
            clock.at += 1.5
            polling.tick()
            asked = await device.hear()
            assert (asked.cn, asked.cp) == ("3020", [[("PolId", "w01018")], [("InfoId", "i13007")]])
            polling.tick()
            device.send(encode(request_answer(asked, 1)))
            told = [[("DataTime", "20260801090000")], [("PolId", "w01018")], [("i13007-Info", "0.12")]]
            device.send(encode(Packet("20260801090001000", "32", "3020", "123456", MN, 5, cp=told)))
            assert (await device.hear()).cn == "9014"
            device.send(encode(result_answer(asked, 1)))
            while one.gateway.metrics.of("requests_total") != {"answered": 1}:
                await asyncio.sleep(0.01)
            assert await device.hear(0.1) is None
            assert one.gateway.devices.get(MN).silent is None

    asyncio.run(story())


def test_a_device_that_is_away_is_asked_when_it_is_back(site):
    async def story():
        async with site(polls=POLLS, over_time=1) as one:
            polling, clock = set_clock(one.gateway)
            device = await one.device()
            device.send(packet(0))
            await device.hear()
            polling.tick()
            device.writer.close()
            while one.gateway.devices.get(MN).connection:
                await asyncio.sleep(0.01)
            for days in (1, 2):
                clock.at = days * DAY
                polling.tick()
            assert polling.waiting == 1
            assert one.gateway.metrics.of("requests_total") == {"away": 1}
            back = await one.device()
            back.send(packet(1))
            await back.hear()
            polling.tick()
            assert (await back.hear()).cn == "3020"
            assert polling.waiting == 0

    asyncio.run(story())


def test_a_connected_device_that_never_answers_is_written_to_the_journal(site):
    async def story():
        async with site(polls=POLLS, over_time=0.05) as one:
            polling, clock = set_clock(one.gateway)
            device = await one.device()
            device.send(packet(0))
            await device.hear()
            polling.tick()
            clock.at = DAY
            polling.tick()
            asked = await device.hear()
            for _ in range(300):
                rows = list(read_frames(one.folder))
                if len(rows) == 2:
                    break
                await asyncio.sleep(0.01)
            assert rows[1].peer == OWN
            assert rows[1].raw == asked.raw
            silence = silence_of(rows[1])
            assert (silence.mn, silence.cn, silence.qn) == (MN, "3020", asked.qn)
            assert silence.items == [("PolId", "w01018"), ("InfoId", "i13007")]
            assert silence_of(rows[0]) is None
            table = one.gateway.devices.table(one.gateway.time())
            assert table[0]["unanswered"] == {"3020 PolId=w01018 InfoId=i13007": 1}
            assert table[0]["stored"] == 1
        assert verify(one.folder).faults == []

    asyncio.run(story())


def test_a_device_of_2005_is_not_asked_what_its_edition_does_not_know(site):
    async def story():
        async with site(polls=POLLS, over_time=0.1) as one:
            polling, clock = set_clock(one.gateway)
            device = await one.device()
            old = [[("DataTime", "20260801090000")], [("011-Rtd", "45.2")]]
            device.send(encode(Packet("20260801090000000", "32", "2011", "123456", "88000000000001", 1, cp=old)))
            assert await device.hear()
            polling.tick()
            clock.at = DAY
            polling.tick()
            assert await device.hear(0.3) is None
            assert (polling.waiting, one.gateway.metrics.of("requests_total")) == (0, {})

    asyncio.run(story())


def test_a_poll_that_still_waits_for_its_answer_is_not_away(site):
    async def story():
        async with site(polls=POLLS, over_time=5) as one:
            polling, clock = set_clock(one.gateway)
            device = await one.device()
            device.send(packet(0))
            await device.hear()
            polling.tick()
            for days in range(1, 5):
                clock.at = days * DAY
                polling.tick()
            assert (await device.hear()).cn == "3020"
            assert await device.hear(0.1) is None
            assert one.gateway.metrics.of("requests_total") == {}

    asyncio.run(story())
