"""New keys and clocks: permission, a reason, a record, and no key that could be lost."""

from __future__ import annotations

import asyncio
import json

import pytest
from tests.support.gateway_packets import packet
from tests.support.hj212_packets import MN

from jianzhen.gateway.asking import AskError
from jianzhen.gateway.journal import read_frames
from jianzhen.hj212 import Keyring, Packet, decode, encode, read_keys
from jianzhen.hj212.answers import result_answer
from jianzhen.hj212.commands import key_rotation_of

KEY = b"0123456789abcdef"
PERMITTED = frozenset({"1012", "1014"})


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "keys.txt"
    path.write_text(f"# keys of the site\n{MN} {KEY.decode()}\nOTHER {'a' * 16}\n")
    return path


def secret(number, key=KEY):
    at = f"202608010900000{number:02d}"
    body = [[("DataTime", "20260801090000")], [("w01018-Rtd", "45.2"), ("w01018-Flag", "N")]]
    return encode(Packet(at, "32", "2011", "123456", MN, 9, cp=body), key)


async def hear_encrypted(device, keys):
    """The next packet, read with keys."""
    heard = await device.hear()
    return decode(heard.raw, keys) if heard else None


def with_keys(site, key_file, **how):
    keys = read_keys(key_file.read_text())
    return site(keys=keys, key_file=key_file, permitted=PERMITTED, over_time=0.3, **how)


def test_a_new_key_is_kept_sent_under_the_old_one_and_used_once_taken(site, key_file):
    async def story():
        async with with_keys(site, key_file) as one:
            device = await one.device()
            device.send(secret(0))
            await device.hear()
            asked = asyncio.create_task(one.gateway.changing.rotate_key(MN, "90 days are over"))
            order = await hear_encrypted(device, Keyring({MN: KEY}))
            assert (order.cn, order.encrypted) == ("1014", "raw")
            key = key_rotation_of(order).key
            assert read_keys(key_file.read_text()).keys_of(MN) == [KEY, key]
            device.send(encode(result_answer(order, 1)))
            told = await asked
            assert (told["exe_rtn"], told["confirmed"]) == (1, True)
            assert read_keys(key_file.read_text()).keys_of(MN) == [key, KEY]
            assert key_file.stat().st_mode & 0o777 == 0o600
            assert key_file.read_text().startswith("# keys of the site\n")
            assert one.gateway.settings.keys.keys_of(MN)[0] == key
            lines = (one.gateway.settings.folder / "orders.jsonl").read_text()
            assert key.decode() not in lines + json.dumps(told)
            assert "90 days are over" in lines
            assert key not in b"".join(row.raw for row in read_frames(one.folder))

    asyncio.run(story())


def test_a_key_that_was_taken_without_a_word_is_noticed_by_its_use(site, key_file):
    async def story():
        async with with_keys(site, key_file, resends=0) as one:
            device = await one.device()
            device.send(secret(0))
            await device.hear()
            asked = asyncio.create_task(one.gateway.changing.rotate_key(MN, "yearly"))
            key = key_rotation_of(await hear_encrypted(device, Keyring({MN: KEY}))).key
            assert (await asked)["confirmed"] is False
            device.send(secret(1))
            await device.hear()
            assert one.gateway.settings.keys.keys_of(MN) == [KEY, key]
            device.send(secret(2, key))
            await device.hear()
            while one.gateway.settings.keys.keys_of(MN) != [key, KEY]:
                await asyncio.sleep(0.01)
            assert [row.faults for row in read_frames(one.folder)] == [""] * 3

    asyncio.run(asyncio.wait_for(story(), 10))


def test_no_key_goes_out_in_clear_without_permission_or_unkept(site, key_file):
    async def story(said, reason="yearly", first=None, **how):
        async with site(over_time=0.1, **how) as one:
            device = await one.device()
            device.send(first or secret(0))
            await device.hear()
            with pytest.raises(AskError, match=said):
                await one.gateway.changing.rotate_key(MN, reason)
            assert await device.hear(0.1) is None

    before = key_file.read_text()
    known = {"keys": Keyring({MN: KEY}), "key_file": key_file}
    asyncio.run(story("no file", permitted=PERMITTED))
    asyncio.run(story("not permitted", **known))
    asyncio.run(story("give a reason", reason=None, permitted=PERMITTED, **known))
    asyncio.run(story("not sent in clear", first=packet(0), permitted=PERMITTED, **known))
    assert key_file.read_text() == before


def ask_for_the_time(number=0):
    at = f"202608010900000{number:02d}"
    return encode(Packet(at, "32", "1013", "123456", MN, 5, cp=[[("PolId", "w01018")]]))


def test_the_clock_is_set_when_the_device_asks_and_that_is_granted(site):
    async def story():
        async with site(permitted=PERMITTED, granted=frozenset({"1013"}), over_time=1) as one:
            device = await one.device()
            device.send(ask_for_the_time())
            notice, order = await device.hear(), await device.hear()
            assert (notice.cn, order.cn, order.cp[0]) == ("9013", "1012", [("PolId", "w01018")])
            assert len(order.first("SystemTime")) == 14
            device.send(encode(result_answer(order, 1)))
            device.send(ask_for_the_time(1))
            assert (await device.hear()).cn == "9013"
            assert await device.hear(0.2) is None
            lines = (one.gateway.settings.folder / "orders.jsonl").read_text().splitlines()
            assert [(json.loads(line)["what"], json.loads(line)["by"]) for line in lines] == [
                ("order", "device"), ("outcome", "device"),
            ]  # fmt: skip

    asyncio.run(story())


@pytest.mark.parametrize(("permitted", "granted"), [({"1012"}, set()), (set(), {"1013"})])
def test_the_clock_is_left_alone_otherwise(site, permitted, granted):
    async def story():
        async with site(permitted=frozenset(permitted), granted=frozenset(granted), over_time=0.2) as one:
            device = await one.device()
            device.send(ask_for_the_time())
            assert (await device.hear()).cn == "9013"
            assert await device.hear(0.2) is None

    asyncio.run(story())


def test_a_new_key_on_the_devices_own_request(site, key_file):
    async def story():
        async with with_keys(site, key_file, granted=frozenset({"1014"})) as one:
            device = await one.device()
            device.send(secret(0))
            await device.hear()
            device.send(encode(Packet("20260801090005000", "32", "1014", "123456", MN, 9)))
            assert (await device.hear()).cn == "9014"
            order = await hear_encrypted(device, Keyring({MN: KEY}))
            assert len(key_rotation_of(order).key) == 16

    asyncio.run(story())
