"""Made-up loggers against a real gateway: what they hold to be acknowledged is in the journal, once."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from datetime import datetime

import pytest
from click.testing import CliRunner

from jianzhen.cli.simulate import command
from jianzhen.gateway.journal import read_frames, verify
from jianzhen.gateway.server import Gateway
from jianzhen.gateway.settings import Limits, Settings
from jianzhen.hj212 import Keyring, decode, readings
from jianzhen.simulate.content import Outlet
from jianzhen.simulate.faults import DEFAULTS, FaultsError, read_faults
from jianzhen.simulate.fleet import Fleet, Plan
from jianzhen.simulate.ledger import Ledger

KEY = b"0123456789abcdef"


def play(tmp_path, **how):
    """Run a plan against a gateway; give report, ledger and what the journal holds."""

    async def story():
        settings = Settings(tmp_path, port=0, keys=Keyring({"*": KEY}), limits=Limits(flush=0.5, malformed_share=1.0))
        gateway = Gateway(settings)
        port = await gateway.start()
        ledger = Ledger(tmp_path / "ledger.jsonl")
        try:
            return await Fleet(Plan("127.0.0.1", port, **how), ledger).run(), ledger
        finally:
            ledger.close()
            await gateway.stop()

    report, ledger = asyncio.run(story())
    return report, ledger, list(read_frames(tmp_path / "journal"))


@pytest.mark.parametrize("edition", ["2005", "2017", "2025"])
def test_what_is_sent_can_be_read(edition):
    for number in (0, 1):
        outlet = Outlet(number, edition, KEY, 1)
        _, packet = outlet.upload(datetime(2026, 8, 1, 9), datetime(2026, 8, 1, 8, 59))
        message = decode(packet, Keyring({outlet.mn: KEY}))
        assert message.sound
        assert (message.edition, message.mn, message.cn) == (edition, outlet.mn, "2051")
        assert len([one for one in readings(message) if one.flag == "N"]) == 4
        assert bool(message.encrypted) == (edition == "2025")


@pytest.mark.parametrize("edition", ["2017", "2025", "mixed"])
def test_all_faults_at_once(tmp_path, edition):
    faults = read_faults("all,reconnect:0.02,storm")
    report, ledger, rows = play(
        tmp_path, loggers=20, rate=200, seconds=2, edition=edition, faults=faults, over_time=0.7, grace=20, key=KEY
    )
    assert report["unanswered"] == 0
    assert report["acknowledged"] == report["sent"] == len(ledger.acknowledged) > 300
    assert report["connections"] > 40
    held = Counter((row.mn, row.qn, row.cn, row.sha256.hex()) for row in rows)
    assert max(held.values()) == 1
    assert all((*key, digest) in held for key, digest in ledger.acknowledged.items())
    assert verify(tmp_path / "journal").faults == []


def test_the_ledger_file_says_the_same(tmp_path):
    _, ledger, _ = play(tmp_path, loggers=3, rate=50, seconds=0.5)
    assert len((tmp_path / "ledger.jsonl").read_text().splitlines()) == len(ledger.acknowledged) > 10


def test_packets_made_beforehand_and_a_fleet_of_all_editions(tmp_path):
    report, ledger, rows = play(tmp_path, loggers=9, rate=90, seconds=0.5, edition="mixed", key=KEY, prepare=True)
    assert report["acknowledged"] == report["sent"] == len(rows) == len(ledger.acknowledged) > 30
    told = {decode(row.raw, Keyring({"*": KEY})).edition for row in rows}
    assert told == {"2005", "2017", "2025"}


def test_reading_faults():
    assert read_faults("split, crc:0.5") == {"split": DEFAULTS["split"], "crc": 0.5}
    assert read_faults("") == {}
    for text in ("typo", "crc:x", "crc:2"):
        with pytest.raises(FaultsError):
            read_faults(text)


def test_loggers_without_a_gateway_say_so():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(ConnectionError, match="3 of 3 loggers"):
        asyncio.run(Fleet(Plan("127.0.0.1", port, loggers=3, rate=1, seconds=1, grace=0.3), Ledger()).run())


@pytest.mark.parametrize("value", ["nan", "inf", "0", "-1", "x"])
def test_rates_that_cannot_be_meant(value):
    found = CliRunner().invoke(command, ["loggers", "--rate", value])
    assert found.exit_code == 2
    assert "above 0 expected" in found.output
