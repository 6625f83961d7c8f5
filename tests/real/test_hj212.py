"""Packets of real loggers and of public code: none raises, and their checksums come out as they were labelled."""

from __future__ import annotations

import csv
import re

import pytest

from jianzhen.hj212 import Frame, Framer, Keyring, decode, decode_all, encode, readings
from jianzhen.hj212.columns import columns_of, decode_columns
from jianzhen.hj212.json_form import to_json

PUBLISHED_EXAMPLE_KEY = Keyring({"*": b"0" * 16})


@pytest.fixture(scope="module")
def vectors(shared_data):
    with (shared_data / "hj212" / "vectors.tsv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(unescaped(text), label, note) for _, text, label, note in rows]


def unescaped(text: str) -> bytes:
    """Undo the C-style escapes of the vector file."""
    return text.encode("latin-1").decode("unicode_escape").encode("latin-1")


@pytest.fixture(scope="module")
def logged(shared_data):
    return (shared_data / "hj212" / "logged-messages.txt").read_bytes()


def test_every_label_of_the_checksum_column_is_reproduced(vectors):
    for data, label, note in vectors:
        message = decode(data, PUBLISHED_EXAMPLE_KEY)
        codes = {one.code for one in message.diagnostics}
        if label.startswith("std") or label == "n/a":
            assert message.crc.kind == "hj212", note
        elif label == "modbus-byteswapped":
            assert message.crc.kind == "modbus_swapped", note
        elif label == "none":
            # "No checksum behind &&": the data area is not closed, or fields stand behind it.
            assert codes & {"cp.unclosed", "header.after_cp"}, note
        else:
            expected = re.fullmatch(r"fail\(expected ([0-9A-F]{4})\)", label)
            assert (message.crc.kind, message.crc.computed) == ("unknown", expected[1]), note


def test_every_labelled_length_is_reproduced(vectors):
    for data, label, note in vectors:
        length = decode(data, PUBLISHED_EXAMPLE_KEY).length
        labelled = re.search(r"length bad\(declared (\d+), actual (\d+)\)", note)
        if labelled is None:
            assert length.declared == length.actual, note
        elif label != "none":  # there the label counts up to the opening && only
            assert length == (int(labelled[1]), int(labelled[2])), note


def test_what_the_vectors_hold_is_read(vectors):
    assert len(vectors) == 56
    for data, _, note in vectors:
        message = decode(data, PUBLISHED_EXAMPLE_KEY)
        to_json(message)
        readings(message)
        assert message.cn, note
        assert message.cp or data.count(b"CP=&&&&"), note


def test_stuck_together_in_any_pieces_the_same_packets_come_out(vectors):
    stream = b"".join(data for data, _, _ in vectors)
    expected = [frame.raw for data, _, _ in vectors for frame in [Frame(decode(data).raw)]]
    for size in (1, 7, 64, 1000, len(stream)):
        framer = Framer()
        frames = [frame for at in range(0, len(stream), size) for frame in framer.feed(stream[at : at + size])]
        assert [frame.raw for frame in frames + framer.flush()] == expected


def test_every_logged_message_is_sound_and_comes_back_byte_for_byte(logged):
    messages = decode_all(logged)
    assert len(messages) == logged.count(b"##") == 2251
    assert all(message.sound and message.crc.kind == "hj212" for message in messages)
    assert b"".join(encode(message) for message in messages) == logged


def test_array_decoding_agrees_on_all_of_them(vectors, logged):
    frames = [decode(data).raw for data, _, _ in vectors] + [message.raw for message in decode_all(logged)]
    columns, expected = decode_columns(frames), columns_of([decode(Frame(frame)) for frame in frames])
    assert columns.messages.equals(expected.messages)
    assert columns.items.equals(expected.items)
