"""The gateway over real connections: what it answers, when, and what it does not put up with."""

from __future__ import annotations

import asyncio
import time
from ipaddress import ip_network

import pytest
from tests.support.gateway_packets import packet
from tests.support.hj212_packets import MN, sealed

from jianzhen.gateway.journal import JournalError, read_frames, verify
from jianzhen.gateway.register import Device, Register
from jianzhen.gateway.settings import Limits
from jianzhen.hj212 import Keyring, Packet, encode

KEY = b"0123456789abcdef"


def test_data_are_answered_once_they_are_on_disk(site):
    async def story():
        async with site() as one:
            device = await one.device()
            device.send(packet(0))
            answer = await device.hear()
            assert (answer.cn, answer.qn, answer.mn, answer.st) == ("9014", "20260801090000000", MN, "91")
            assert [row.raw for row in read_frames(one.folder)] == [packet(0)[:-2]]

    asyncio.run(story())


def test_a_resend_is_answered_again_and_stored_once(site):
    async def story():
        async with site() as one:
            device = await one.device()
            device.send(packet(0) * 2)
            other = await one.device()
            other.send(packet(0))
            heard = [await device.hear(), await device.hear(), await other.hear()]
            assert [answer.cn for answer in heard] == ["9014"] * 3
            assert len(list(read_frames(one.folder))) == 1

    asyncio.run(story())


def test_no_answer_where_none_is_wanted(site):
    async def story():
        async with site() as one:
            device = await one.device()
            device.send(packet(0, flag=4) + packet(1))
            assert (await device.hear()).qn.endswith("001")
            assert len(list(read_frames(one.folder))) == 2

    asyncio.run(story())


def test_a_packet_in_pieces_and_packets_that_stick(site):
    async def story():
        async with site() as one:
            device = await one.device()
            stream = packet(0) + packet(1) + packet(2)
            for at in range(0, len(stream), 50):
                device.send(stream[at : at + 50])
                await asyncio.sleep(0.002)
            assert [(await device.hear()).qn[-1] for _ in range(3)] == ["0", "1", "2"]

    asyncio.run(story())


def test_a_damaged_packet_is_kept_and_not_answered_and_the_good_one_is(site):
    async def story():
        async with site() as one:
            device = await one.device()
            device.send(packet(0).replace(b"45.2", b"95.2") + packet(0))
            assert (await device.hear()).cn == "9014"
            assert await device.hear(0.2) is None
            rows = list(read_frames(one.folder))
            assert ["crc" in row.faults for row in rows] == [True, False]
            assert rows[1].raw == packet(0)[:-2]

    asyncio.run(story())


def test_a_packet_that_cannot_be_opened_is_answered(site):
    async def story():
        body = [[("DataTime", "20260801090000"), ("w01018-Rtd", "45.2"), ("w01018-Flag", "N")]]
        secret = encode(Packet("20260801090000000", "32", "2011", "123456", MN, 9, cp=body), KEY)
        async with site() as blind:
            device = await blind.device()
            device.send(secret)
            assert (await device.hear()).cn == "9014"
            assert [row.faults for row in read_frames(blind.folder)] == ["cipher.no_key"]

    asyncio.run(story())


@pytest.mark.parametrize(
    ("cn", "flag", "expected"), [("1013", 4, ["9013"]), ("9015", 9, ["9014"]), ("9015", 8, []), ("9012", 5, [])]
)
def test_other_packets_of_a_device(site, cn, flag, expected):
    async def story():
        async with site() as one:
            device = await one.device()
            device.send(encode(Packet("20260801090000000", "91", cn, "123456", MN, flag)))
            heard = [await device.hear(0.3)]
            assert [answer.cn for answer in heard if answer] == expected

    asyncio.run(story())


def test_a_known_logger_is_given_its_number(site):
    register = Register((Device(MN, None, "LOGGER-1"),))

    async def story():
        async with site(register=register, open_registration=False) as one:
            device = await one.device()
            ask = [[("i23005-Info", "LOGGER-1")]]
            device.send(encode(Packet("20260801090000000", "91", "1001", "123456", "", 9, cp=ask)))
            heard = [await device.hear(), await device.hear()]
            assert [answer.cn for answer in heard] == ["9014", "1002"]
            assert heard[1].mn == MN

    asyncio.run(story())


def test_strangers_and_wrong_passwords_are_shut_out(site):
    register = Register((Device(MN, "654321"),))

    async def story():
        async with site(register=register, open_registration=False) as one:
            for data in (packet(0, mn="A" * 24), packet(0)):
                device = await one.device()
                device.send(data)
                assert await device.closed()
            assert one.gateway.metrics.of("refused_total") == {"unknown_device": 1, "password": 1}
            assert list(read_frames(one.folder)) == []

    asyncio.run(story())


LIMITS = {
    "per_address": (Limits(per_address=0), b""),
    "connections": (Limits(connections=0), b""),
    "new_per_second": (Limits(new_per_second=0.001, new_burst=0), b""),
    "noise": (Limits(noise=1000), b"GET / HTTP/1.1\r\n" * 100),
    "malformed": (Limits(malformed_from=5), packet(0).replace(b"45.2", b"95.2") * 5),
    "idle": (Limits(idle=0.1), b""),
}


@pytest.mark.parametrize(("limits", "data"), LIMITS.values(), ids=LIMITS.keys())
def test_limits_close_a_connection(site, limits, data):
    async def story():
        async with site(limits=limits) as one:
            device = await one.device()
            device.send(data)
            assert await device.closed()

    asyncio.run(story())


def test_only_allowed_networks_may_connect(site):
    async def story(network):
        async with site(allowed=(ip_network(network),)) as one:
            device = await one.device()
            device.send(packet(0))
            return await device.hear(1), one.gateway.metrics.of("refused_total")

    heard, refused = asyncio.run(story("127.0.0.0/8"))
    assert (heard.cn, refused) == ("9014", {})
    heard, refused = asyncio.run(story("10.0.0.0/8"))
    assert (heard, refused) == (None, {"address": 1})


def test_the_connections_of_one_address_share_its_rate(site):
    limits = Limits(address_frames_per_second=100, address_frames_burst=20)

    async def story():
        async with site(limits=limits) as one:
            devices = [await one.device() for _ in range(2)]
            begun = time.monotonic()
            for number in range(10):
                device = devices[number % 2]
                device.send(b"".join(packet(10 * number + part) for part in range(10)))
                assert all([await device.hear() for _ in range(10)])
            assert time.monotonic() - begun > 0.5

    asyncio.run(story())


def test_a_flood_a_slow_sender_and_garbage_slow_nobody(site):
    limits = Limits(frames_per_second=50, frames_burst=100, noise=1 << 20)

    async def story():
        async with site(limits=limits) as one:
            flood, slow, garbage, good = [await one.device() for _ in range(4)]
            flood.send(b"".join(packet(number) for number in range(5000)))
            slow.send(packet(9000)[:40])
            garbage.send(b"\x00\xff##" * 100_000)
            waits = []
            for number in range(10_000, 10_020):
                begun = time.monotonic()
                good.send(packet(number))
                assert (await good.hear()).qn
                waits.append(time.monotonic() - begun)
            assert sorted(waits)[10] < 0.5
            slow.send(packet(9000)[40:])
            assert (await slow.hear()).cn == "9014"

    asyncio.run(story())


def test_nothing_is_answered_while_the_journal_fails_and_all_after(site, monkeypatch):
    async def story():
        async with site() as one:
            device = await one.device()
            append = one.gateway.journal.append
            failing = True

            def sometimes(entries):
                if failing:
                    raise JournalError("disk full")
                return append(entries)

            monkeypatch.setattr(one.gateway.journal, "append", sometimes)
            monkeypatch.setattr("jianzhen.gateway.committer._RETRY", 0.05)
            device.send(packet(0) + packet(1))
            assert await device.hear(0.3) is None
            assert one.gateway.committer.alarm == "disk full"
            assert one.gateway.gauges()["alarm"] == 1
            failing = False
            assert [(await device.hear()).cn for _ in range(2)] == ["9014", "9014"]
            assert one.gateway.committer.alarm is None

    asyncio.run(story())


def test_while_too_much_waits_for_the_disk_nobody_is_read(site, monkeypatch):
    async def story():
        async with site(limits=Limits(waiting=500)) as one:
            device = await one.device()
            append = one.gateway.journal.append
            gate = [False]

            def closed(entries):
                if not gate[0]:
                    raise JournalError("disk full")
                return append(entries)

            monkeypatch.setattr(one.gateway.journal, "append", closed)
            monkeypatch.setattr("jianzhen.gateway.committer._RETRY", 0.05)
            for number in range(0, 2000, 10):
                device.send(b"".join(packet(one) for one in range(number, number + 10)))
                await asyncio.sleep(0)
            await asyncio.sleep(0.3)
            assert one.gateway.committer.full
            gate[0] = True
            assert len([await device.hear() for _ in range(2000)]) == 2000
            assert len(list(read_frames(one.folder))) == 2000

    asyncio.run(story())


def test_when_more_comes_than_the_disk_takes_each_is_served_in_its_turn(site):
    """Twenty devices send 200 packets at once; no more of them are decoded than may wait and one read brings."""
    limits = Limits(waiting_frames=50)

    async def story():
        async with site(limits=limits) as one:
            devices = [await one.device() for _ in range(20)]
            for number, device in enumerate(devices):
                device.send(b"".join(packet(200 * number + part) for part in range(200)))
            most = 0
            for device in devices:
                for _ in range(200):
                    assert (await device.hear()).cn == "9014"
                    most = max(most, one.gateway.committer.waiting)
            assert 50 <= most <= 50 + 200
            devices[0].send(packet(9000))
            assert await devices[0].hear()
            assert len(list(read_frames(one.folder))) == 4001

    asyncio.run(story())


def test_what_was_kept_for_later_is_taken_when_the_line_is_lost(site, monkeypatch):
    async def story():
        async with site(limits=Limits(waiting_frames=1)) as one:
            append, gate = one.gateway.journal.append, [False]

            def closed(entries):
                if not gate[0]:
                    raise JournalError("disk full")
                return append(entries)

            monkeypatch.setattr(one.gateway.journal, "append", closed)
            monkeypatch.setattr("jianzhen.gateway.committer._RETRY", 0.05)
            device = await one.device()
            device.send(packet(0))
            while not one.gateway.full:
                await asyncio.sleep(0.01)
            device.send(packet(1) + packet(2))
            await asyncio.sleep(0.1)
            assert one.gateway.committer.waiting == 1
            device.writer.close()
            gate[0] = True
            while len(list(read_frames(one.folder))) < 3:
                await asyncio.sleep(0.02)

    asyncio.run(asyncio.wait_for(story(), 20))


def test_a_shutdown_answers_what_came(site):
    async def story():
        async with site() as one:
            device = await one.device()
            device.send(b"".join(packet(number) for number in range(300)))
            while one.gateway.metrics.of("frames_total").get("", 0) < 300:
                await asyncio.sleep(0.001)
        heard = [await device.hear() for _ in range(300)]
        assert all(heard)
        assert await device.closed()
        return one.folder

    folder = asyncio.run(story())
    assert len(list(read_frames(folder))) == 300
    assert verify(folder).faults == []


def test_a_shutdown_ends_also_when_the_journal_fails(site, monkeypatch):
    async def story():
        async with site(drain=0.3) as one:

            def never(entries):
                raise JournalError("disk full")

            monkeypatch.setattr(one.gateway.journal, "append", never)
            device = await one.device()
            device.send(packet(0))
            await asyncio.sleep(0.1)
        assert await device.hear(1) is None

    asyncio.run(story())


def test_numbers_of_a_packet_that_cannot_be_written_in_an_answer(site):
    async def story():
        async with site() as one:
            device = await one.device()
            device.send(sealed(b"QN=20260801090000000;ST=32;CN=2011;PW=\xff\xff;MN=a\xfe=b;Flag=5;CP=&&a-Rtd=1&&"))
            device.send(packet(1))
            while (answer := await device.hear()) is not None and not answer.qn.endswith("001"):
                pass
            assert answer is not None

    asyncio.run(story())


def test_cipher_text_of_a_wrong_length_is_kept_and_not_answered(site):
    async def story():
        body = [[("DataTime", "20260801090000"), ("w01018-Rtd", "45.2"), ("w01018-Flag", "N")]]
        secret = encode(Packet("20260801090000000", "32", "2011", "123456", MN, 9, cp=body), KEY)
        async with site() as one:
            device = await one.device()
            device.send(secret[:-8] + bytes(range(128, 148)) + secret[-8:])
            device.send(packet(1))
            assert (await device.hear()).qn.endswith("001")
            assert len(list(read_frames(one.folder))) == 2

    asyncio.run(story())


def test_keys_are_used(site):
    async def story():
        body = [[("DataTime", "20260801090000"), ("w01018-Rtd", "45.2"), ("w01018-Flag", "N")]]
        secret = encode(Packet("20260801090000000", "32", "2011", "123456", MN, 9, cp=body), KEY)
        async with site(keys=Keyring({MN: KEY})) as one:
            device = await one.device()
            device.send(secret)
            assert (await device.hear()).cn == "9014"
            assert [row.faults for row in read_frames(one.folder)] == [""]

    asyncio.run(story())


def test_a_line_that_spoke_for_several_devices_leaves_none_of_them_connected(site):
    async def story():
        async with site() as one:
            device = await one.device()
            device.send(packet(0, mn="A") + packet(1, mn="B") + packet(2, mn="A"))
            for _ in range(3):
                await device.hear()
            assert one.gateway.devices.connected == 2
            device.writer.close()
            while one.gateway.connections:
                await asyncio.sleep(0.01)
            assert one.gateway.devices.connected == 0

    asyncio.run(story())


def test_damage_of_a_stranger_is_not_kept_and_that_of_a_known_device_is(site):
    wrong = packet(1)[:-6] + b"0000\r\n"

    async def story():
        async with site(register=Register((Device("KNOWN"),)), open_registration=False) as one:
            stranger = await one.device()
            stranger.send(wrong)
            friend = await one.device()
            friend.send(packet(0, mn="KNOWN") + wrong + packet(2, mn="KNOWN"))
            assert [(await friend.hear()).cn, (await friend.hear()).cn] == ["9014", "9014"]
            assert [row.faults != "" for row in read_frames(one.folder)] == [False, True, False]
            assert one.gateway.metrics.of("refused_total") == {"unknown_device": 1}

    asyncio.run(story())


def test_damage_without_end_closes_the_line_of_a_stranger(site):
    async def story():
        async with site(register=Register((Device("KNOWN"),)), open_registration=False) as one:
            stranger = await one.device()
            stranger.send((packet(1)[:-6] + b"0000\r\n") * 60)
            assert await stranger.closed()
            assert list(read_frames(one.folder)) == []

    asyncio.run(story())


@pytest.mark.parametrize("head", [b"##9999", b"##0001", b"##0004\n"])
def test_one_read_of_ten_thousand_heads_is_not_read_to_its_end(site, head):
    async def story():
        async with site(limits=Limits(flush=0.2)) as one:
            attacker = await one.device()
            attacker.send(head * 10_000)
            device = await one.device()
            device.send(packet(0))
            assert (await device.hear()).cn == "9014"
            attacker.writer.close()
            while len(one.gateway.connections) > 1:
                await asyncio.sleep(0.01)
            assert one.gateway.metrics.total("frames_total") <= 1 + Limits().malformed_from

    asyncio.run(story())
