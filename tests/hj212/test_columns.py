"""Array decoding gives what decoding one by one gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.hj212_packets import HEADER, packets, sealed, upload, wild

from jianzhen.hj212 import Frame, Keyring, decode, encode
from jianzhen.hj212.cipher import EVERY_DEVICE
from jianzhen.hj212.columns import ITEM_SCHEMA, MARKS, MESSAGE_SCHEMA, columns_of, decode_columns, marks_of, sound
from jianzhen.hj212.regular import decode_regular

GOOD = upload("DataTime=20260801085857;w01018-Rtd=45.2,w01018-Flag=N")[:-2]


def same(frames: list[bytes]) -> None:
    columns, expected = decode_columns(frames), columns_of([decode(Frame(frame)) for frame in frames])
    assert columns.messages.equals(expected.messages)
    assert columns.items.equals(expected.items)


_segments = st.builds(
    "{}CP=&&{}&&".format, st.sampled_from([HEADER, HEADER[20:], HEADER[:60]]), st.text("aF1=;,&-w0", max_size=30)
)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            packets().map(lambda one: encode(one)[:-2]),
            _segments.map(lambda one: sealed(one, b"")),
            wild.map(lambda one: sealed(one, b"")),
            wild,
        ),
        max_size=8,
    )
)
def test_both_ways_agree(frames):
    same(frames)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=4))
def test_both_ways_agree_on_a_packet_with_wrong_bytes(changes):
    damaged = bytearray(GOOD)
    for at, octet in changes:
        damaged[at % len(damaged)] = octet
    same([GOOD, bytes(damaged), sealed(bytes(damaged[6:-4]), b"")])


def test_regular_packets_take_the_short_way():
    assert decode_regular([GOOD] * 3).mask.all()


def test_rows_keep_the_order_of_the_packets():
    frames = [GOOD, b"##noise", upload("a=1")[:-2], GOOD[:-4] + b"0000", upload("b=2,c=x")[:-2]]
    columns = decode_columns(frames)
    assert columns.messages.num_rows == 5
    assert columns.items["message"].to_pylist() == [0, 0, 0, 2, 3, 3, 3, 4, 4]
    assert columns.items["name"].to_pylist()[-2:] == ["b", "c"]
    assert columns.items["number"].to_pylist()[-2:] == [2.0, None]
    assert columns.items["group"].to_pylist()[:3] == [0, 1, 1]


def test_long_batches_go_in_chunks_and_count_on():
    frames = [GOOD, b"##noise", upload("a=1")[:-2]] * 6000
    columns = decode_columns(frames)
    assert columns.messages.num_rows == 18000
    message = columns.items["message"].to_numpy()
    assert (np.diff(message) >= 0).all()
    assert np.bincount(message, minlength=18000).tolist() == [3, 0, 1] * 6000


def test_marks_name_what_was_odd():
    columns = decode_columns([GOOD, GOOD[:-4] + b"0000"])
    marks = columns.messages["marks"].to_numpy()
    assert [marks_of(int(mask)) for mask in marks] == [[], ["crc.mismatch"]]
    assert sound(marks).tolist() == [True, False]
    assert len(MARKS) < 64


def test_nothing_in_nothing_out():
    columns = decode_columns([])
    assert columns.messages.schema == MESSAGE_SCHEMA
    assert columns.items.schema == ITEM_SCHEMA
    assert columns.messages.num_rows == 0


def test_encrypted_packets_are_opened():
    key = b"0" * 16
    columns = decode_columns([encode(decode(GOOD), key)[:-2]], Keyring({EVERY_DEVICE: key}))
    assert columns.items["number"].to_pylist() == [20260801085857.0, 45.2, None]


def test_numbers_are_those_of_the_scalar_way():
    texts = ["1", "-0.5", ".5", "5.", "1e-5", "1e999", "nan", "1_0", "%d", "", "2.225073858507201e-308", "0.1"]
    columns = decode_columns([upload(";".join(f"a{i}={text}" for i, text in enumerate(texts)))[:-2]])
    expected = columns_of([decode(upload(";".join(f"a{i}={text}" for i, text in enumerate(texts))))])
    np.testing.assert_array_equal(columns.items["number"].to_numpy(), expected.items["number"].to_numpy())
