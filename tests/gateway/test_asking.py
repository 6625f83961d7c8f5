"""Asking a device: resends, permission, and the record of it."""

from __future__ import annotations

import asyncio
import json

import pytest
from tests.support.gateway_packets import packet
from tests.support.hj212_packets import MN

from jianzhen.gateway.asking import AskError
from jianzhen.gateway.journal import read_frames
from jianzhen.hj212 import Packet, encode
from jianzhen.hj212.answers import request_answer, result_answer


def test_a_device_answers_at_the_second_time(site):
    async def story():
        async with site(over_time=0.2) as one:
            device = await one.device()
            device.send(packet(0))
            await device.hear()
            asked = asyncio.create_task(one.gateway.asking.ask(MN, "1011", [("PolId", "w01018")], None))
            first, second = await device.hear(), await device.hear()
            assert first.content == second.content
            assert (second.cn, second.flag, second.pw) == ("1011", 5, "123456")
            device.send(encode(request_answer(second, 1)))
            now = [[("SystemTime", "20260801090000")]]
            device.send(encode(Packet("20260801090001000", "21", "1011", "123456", MN, 4, cp=now)))
            device.send(encode(result_answer(second, 1)))
            told = await asked
            assert (told["answered"], told["qn_rtn"], told["exe_rtn"]) == (True, 1, 1)
            assert told["resent"] >= 1
            assert told["uploads"][0]["cp"] == [[["SystemTime", "20260801090000"]]]

    asyncio.run(story())


def test_a_device_that_never_answers(site):
    async def story():
        async with site(over_time=0.05) as one:
            device = await one.device()
            device.send(packet(0))
            await device.hear()
            told = await one.gateway.asking.ask(MN, "3019", [], None)
            assert (told["answered"], told["resent"]) == (False, 3)
            assert [(await device.hear()).cn for _ in range(4)] == ["3019"] * 4

    asyncio.run(story())


@pytest.mark.parametrize(
    ("permitted", "reason", "said"), [((), "clock is off", "not permitted"), (("1012",), None, "give a reason")]
)
def test_changes_need_permission_and_a_reason(site, permitted, reason, said):
    async def story():
        async with site(permitted=frozenset(permitted)) as one:
            device = await one.device()
            device.send(packet(0))
            await device.hear()
            with pytest.raises(AskError, match=said):
                await one.gateway.asking.ask(MN, "1012", [("SystemTime", "20260801090000")], reason)
            assert await device.hear(0.1) is None

    asyncio.run(story())


@pytest.mark.parametrize("cn", ["bogus", "30200", "３０２０", "", "5015", "3099", "9014"])
def test_what_is_no_mere_question_is_not_sent_and_no_silence_is_held_against_the_device(site, cn):
    async def story():
        async with site(over_time=0.05) as one:
            device = await one.device()
            device.send(packet(0))
            await device.hear()
            with pytest.raises(AskError):
                await one.gateway.asking.ask(MN, cn, [], "why not")
            assert await device.hear(0.3) is None
            assert [row.peer for row in read_frames(one.folder) if row.peer == "gateway"] == []

    asyncio.run(story())


def test_a_change_is_recorded_and_secrets_are_not(site):
    async def story():
        async with site(permitted=frozenset({"1072"}), over_time=0.2) as one:
            device = await one.device()
            device.send(packet(0))
            await device.hear()
            asked = asyncio.create_task(one.gateway.asking.ask(MN, "1072", [("NewPW", "secret")], "yearly change"))
            order = await device.hear()
            assert order.first("NewPW") == "secret"
            device.send(encode(result_answer(order, 1)))
            await asked
            lines = (one.gateway.settings.folder / "orders.jsonl").read_text().splitlines()
            assert [json.loads(line)["reason"] for line in lines] == ["yearly change"] * 2
            assert "secret" not in "".join(lines)

    asyncio.run(story())


def test_a_device_that_is_not_there(site):
    async def story():
        async with site() as one:
            with pytest.raises(AskError, match="not connected"):
                await one.gateway.asking.ask(MN, "1011", [], None)

    asyncio.run(story())
