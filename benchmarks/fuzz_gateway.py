"""Throw damaged streams at the codec and at a running gateway for some minutes.

Run from the root::

    PYTHONPATH=src nice python benchmarks/fuzz_gateway.py --minutes 5 [--seed 1]

Held all along: nothing raises; the cut does not depend on how a stream was split into reads, and no byte is lost; a
glance at a packet tells what decoding tells; the gateway lives, logs no error, goes on answering a well-behaved
logger, and in the end has every packet that it acknowledged, in a journal that verifies. Exit code 0 if so.

Streams are packets of all editions put together and damaged by chance. Coverage-guided fuzzing of the codec alone is
in ``tests/fuzz``.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from jianzhen.gateway.journal import read_frames, verify
from jianzhen.hj212 import Framer, Keyring, cut, decode, readings
from jianzhen.hj212.crc import crc
from jianzhen.hj212.glance import glance
from jianzhen.hj212.json_form import to_json
from jianzhen.simulate.content import Outlet

KEY = b"0123456789abcdef"
KEYS = Keyring({"*": KEY})
SCRAPS = (
    b"##", b"#", b"&&", b"CP=&&", b"\r\n", b"\n", b"//", b";", b",", b"=", b"##0012", b"##9999", b"Flag=7;", b"PNUM=9;",
    b"PNO=1;", b"RF=1;", b"QN=", b"MN=", b"{0xE4,0x3E}", b"\x00", b"\xff\xfe", b"CN=1001;", b"CN=1013;", b"CN=1014;",
    b"CN=3020;", b"CN=9014;", "\u8d85\u6807".encode("gb18030"),
)  # fmt: skip
OUTLETS = [Outlet(number, edition, KEY, 7) for number, edition in enumerate(("2005", "2017", "2025", "2017"))]
GOOD = Outlet(99, "2017", None, 7)
MAIN = "from jianzhen.cli import main; main()"


class Stream:
    """Makes streams; the moment goes on so that no packet is the resend of another by chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._at = datetime(2026, 8, 1)

    def good(self) -> tuple[str, bytes]:
        """One packet that must be acknowledged."""
        self._at += timedelta(milliseconds=7)
        return GOOD.upload(self._at, self._at)

    def damaged(self) -> bytes:
        """Up to eight packets, each whole or damaged, with anything between them."""
        return b"".join(self._piece() for _ in range(self._chance.randint(1, 8)))

    def _piece(self) -> bytes:
        self._at += timedelta(milliseconds=7)
        data = bytearray(self._chance.choice(OUTLETS).upload(self._at, self._at)[1])
        for _ in range(self._chance.choice((0, 0, 1, 1, 2, 5, 20))):
            self._damage(data)
        return self._sealed(bytes(data)) if self._chance.random() < 0.3 else bytes(data)

    def _damage(self, data: bytearray) -> None:
        chance = self._chance
        at, to = sorted(chance.randint(0, len(data)) for _ in range(2))
        how = chance.randrange(6)
        if how == 0 and at < len(data):
            data[at] = chance.randrange(256)
        elif how == 1:
            data[at:at] = chance.choice(SCRAPS)
        elif how == 2:
            del data[at : min(to, at + chance.randint(1, 40))]
        elif how == 3:
            data[at:at] = data[at : min(to, at + 60)]
        elif how == 4:
            data[at:at] = chance.randbytes(chance.randint(1, 30))
        else:
            data[at:to] = data[at:to].replace(b"=", b"", 1)

    @staticmethod
    def _sealed(data: bytes) -> bytes:
        """Give damaged content the right length and checksum, so that it gets past the first door."""
        segment = data[6:-6][:9999]
        return b"##%04d%b%04X\r\n" % (len(segment), segment, crc(segment))


def check_codec(data: bytes, chance: random.Random) -> int:
    """Hold the claims about one stream; give how many packets it was cut into."""
    frames, (_, behind) = cut(data)
    framer, pieces, at = Framer(), [], 0
    while at < len(data):
        step = chance.choice((1, 3, 17, 200, 4096))
        pieces += framer.feed(data[at : at + step])
        at += step
    assert pieces + framer.flush() == frames, "the cut depends on the reads"
    assert sum(len(frame.raw) + frame.skipped for frame in frames) + behind == len(data), "bytes are lost"
    for frame in frames:
        message, seen = decode(frame, KEYS), glance(frame)
        to_json(message)
        readings(message)
        if seen is not None:
            assert (seen.content[:9], seen.edition) == (message.content[:9], message.edition), (
                "a glance tells otherwise"
            )
    return len(frames)


def serve(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start a gateway that nobody is shut out of."""
    keys = folder / "keys.txt"
    keys.write_text(f"* {KEY.decode()}\n", encoding="utf-8")
    limits = ["--limit", "new_per_second=1e6", "--limit", "new_burst=1e6", "--limit", "flush=1"]
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, "gateway", "serve", "--listen", "127.0.0.1:0", "--data", str(folder), "--keys",
         str(keys), "--permit", "1012", "--grant", "clock", "--segment-frames", "20000", "--log-level", "ERROR",
         *limits],
        stdout=subprocess.PIPE,
        stderr=(folder / "errors").open("wb"),
    )  # fmt: skip
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())["port"]


def throw(port: int, data: bytes, chance: random.Random) -> None:
    """Send a stream in pieces; the gateway may close the line whenever it likes."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as line:
        cut_at = chance.randint(0, len(data))
        line.sendall(data[:cut_at])
        line.sendall(data[cut_at:])
        line.settimeout(0.002)
        line.recv(65536)


class Logger:
    """A well-behaved logger that must be served all along."""

    def __init__(self, port: int) -> None:
        self._line = socket.create_connection(("127.0.0.1", port), 5)
        self._line.settimeout(20)
        self.acknowledged: list[str] = []

    def upload(self, qn: str, packet: bytes) -> None:
        """Send one packet and wait for its acknowledgement."""
        self._line.sendall(packet)
        heard = b""
        while f"QN={qn}".encode() not in heard:
            piece = self._line.recv(65536)
            assert piece, "the gateway closed the line of a well-behaved logger"
            heard += piece
        self.acknowledged.append(sha256(packet[:-2]).hexdigest())


def main() -> int:
    """Fuzz for the time that was asked for, and tell how much was tried."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=5)
    asked.add_argument("--seed", type=int, default=None)
    how = asked.parse_args()
    seed = how.seed if how.seed is not None else random.SystemRandom().randrange(1 << 32)
    chance, tried = random.Random(seed), Counter[str]()
    stream, deadline = Stream(chance), time.monotonic() + 60 * how.minutes
    with tempfile.TemporaryDirectory() as place:
        process, port = serve(Path(place))
        try:
            logger = Logger(port)
            while time.monotonic() < deadline:
                for _ in range(20):
                    data = stream.damaged()
                    tried["packets"] += check_codec(data, chance)
                    tried["streams"] += 1
                    tried["bytes"] += len(data)
                    throw(port, data, chance)
                logger.upload(*stream.good())
            assert process.poll() is None, "the gateway ended"
        finally:
            process.send_signal(signal.SIGTERM)
            ended = process.wait(60)
        assert ended == 0, f"the gateway ended with {ended}"
        errors = (Path(place) / "errors").read_text(encoding="utf-8")
        assert not errors, errors[:5000]
        held = {row.sha256.hex() for row in read_frames(Path(place) / "journal")}
        assert set(logger.acknowledged) <= held, "an acknowledged packet is missing"
        found = verify(Path(place) / "journal")
        assert not found.faults, found.faults
    print(json.dumps({"seed": seed, "minutes": how.minutes, **tried, "acknowledged": len(logger.acknowledged),
                      "journaled": found.frames}))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
