"""Coverage-guided fuzzing of framer and decoder with atheris (not a dependency: ``pip install atheris``).

Run from the root, for example for twenty minutes on one core::

    PYTHONPATH=src nice python tests/fuzz/fuzz_hj212.py -max_total_time=1200 -max_len=4096 CORPUS_FOLDER

Beyond "nothing raises" it holds: the cut does not depend on how the stream was split into reads, every byte of the
stream lies in one packet or gap, and array decoding gives what decoding one by one gives. The last costs far more than
the rest, so one input in sixteen is asked for it.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["jianzhen"]):
    from jianzhen.hj212 import Frame, Framer, Keyring, cut, decode, decode_all, readings
    from jianzhen.hj212.columns import columns_of, decode_columns
    from jianzhen.hj212.crc import crc
    from jianzhen.hj212.json_form import to_json

KEYS = Keyring({"*": b"0" * 16})
ARRAYS_EVERY = 16


def check(data: bytes) -> None:
    step = data[0] % 64 + 1 if data else 1
    frames, (_, behind) = cut(data)
    framer = Framer()
    pieces = [frame for at in range(0, len(data), step) for frame in framer.feed(data[at : at + step])]
    whole = Framer()
    assert pieces == whole.feed(data)
    assert pieces + framer.flush() == frames
    assert sum(len(frame.raw) + frame.skipped for frame in frames) + behind == len(data)
    for message in [decode(data, KEYS), *decode_all(data)]:
        to_json(message)
        readings(message)
        assert message.data_at is None or message.data_at.year
    if crc(data) % ARRAYS_EVERY == 0:
        check_arrays(data, frames)


def check_arrays(data: bytes, frames: list[Frame]) -> None:
    packets = [frame.raw for frame in frames] + [sealed(data), sealed(b"QN=20240520210700000;ST=31;CN=2051;" + data)]
    columns, expected = decode_columns(packets), columns_of([decode(Frame(packet)) for packet in packets])
    assert columns.messages.equals(expected.messages)
    assert columns.items.equals(expected.items)


def sealed(segment: bytes) -> bytes:
    """Wrap any bytes as a packet whose length and checksum are right, so that the short ways are reached too."""
    segment = segment[:9999]
    return b"##%04d%b%04X" % (len(segment), segment, crc(segment))


if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
