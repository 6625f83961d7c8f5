"""The journal: stored once, kept through everything, and every change to it seen."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.gateway_packets import entry, packet

from jianzhen.gateway.journal import (
    Journal,
    JournalError,
    JournalLockedError,
    entry_of,
    read_frame,
    read_frames,
    verify,
)
from jianzhen.gateway.journal.reading import last_seq
from jianzhen.hj212 import Frame, decode


@pytest.fixture
def journal(tmp_path):
    one = Journal(tmp_path / "j", segment_frames=10)
    yield one
    one.close()


def test_what_was_stored_is_there(journal, tmp_path):
    assert journal.append([entry(0), entry(1)]) == [True, True]
    rows = list(read_frames(tmp_path / "j"))
    assert [row.seq for row in rows] == [1, 2]
    assert rows[0].raw == packet(0)[:-2]
    assert (rows[0].mn, rows[0].cn, rows[0].pno) == ("010000A8900016F000169DC0", "2011", None)
    assert str(rows[0].received_at) == "1970-01-01 00:00:01"


def test_a_resend_is_stored_once_also_across_segments_and_starts(journal, tmp_path):
    for number in range(35):
        journal.append([entry(number)])
    assert journal.append([entry(number) for number in range(35)]) == [False] * 35
    journal.close()
    again = Journal(tmp_path / "j", segment_frames=10)
    assert again.append([entry(3), entry(35), entry(35)]) == [False, True, False]
    again.close()
    assert len(list(read_frames(tmp_path / "j"))) == 36


def test_other_bytes_under_the_same_number_are_kept_once_and_marked(journal, tmp_path):
    assert journal.append([entry(0), entry(0, value=50), entry(0, value=50)]) == [True, True, False]
    for number in range(1, 12):
        journal.append([entry(number)])
    assert journal.append([entry(0, value=50), entry(0, value=60)]) == [False, True]
    assert [row.seq for row in read_frames(tmp_path / "j") if row.faults == "key.again"] == [2, 14]


def test_packets_without_qn_differ_by_their_bytes():
    def without(value):
        return entry_of(decode(b"##0040ST=32;CN=2011;MN=1;CP=&&a-Rtd=%d&&0000\r\n" % value), "p", 1)

    assert without(1).key == without(1).key
    assert without(1).key != without(2).key


def test_no_bytes_are_refused(journal, tmp_path):
    raws = [b"##0030QN=\xff\xfe;MN=\xff;CN=\xed\xa0\x80;CP=&&&&0000", b"##", b"##0001\x00"]
    assert journal.append([entry_of(decode(Frame(raw)), "p", 1) for raw in raws]) == [True] * 3
    assert [row.raw for row in read_frames(tmp_path / "j")] == raws
    assert verify(tmp_path / "j").faults == []


def test_one_writer_at_a_time(journal, tmp_path):
    with pytest.raises(JournalLockedError, match="another process"):
        Journal(tmp_path / "j")


@pytest.mark.parametrize("after", [0, 1, 9, 10, 11, 34, 35])
def test_reading_on_from_anywhere(journal, tmp_path, after):
    journal.append([entry(number) for number in range(35)])
    for number in range(35, 50):
        journal.append([entry(number)])
    assert [row.seq for row in read_frames(tmp_path / "j", after)] == list(range(after + 1, 51))
    assert [row.seq for row in read_frames(tmp_path / "j", after, 3)] == list(range(after + 1, after + 4))
    assert last_seq(tmp_path / "j") == 50


def test_one_frame(journal, tmp_path):
    journal.append([entry(number) for number in range(3)])
    found = read_frame(tmp_path / "j", 2)
    assert found is not None
    assert found.raw == packet(1)[:-2]
    assert read_frame(tmp_path / "j", 4) is None


def filled(folder, count=25):
    one = Journal(folder, segment_frames=10)
    for number in range(count):
        one.append([entry(number)])
    one.close()
    return folder


def test_a_whole_journal_verifies(tmp_path):
    found = verify(filled(tmp_path / "j"))
    assert (found.frames, found.segments, found.faults, found.head.seq) == (25, 3, [], 25)


TAMPERINGS = {
    "bytes": "UPDATE frames SET raw = x'00' WHERE seq = 5",
    "digest and bytes": f"UPDATE frames SET raw = x'00', sha256 = x'{sha256(bytes(1)).hexdigest()}' WHERE seq = 5",
    "time": "UPDATE frames SET received_us = received_us + 1 WHERE seq = 5",
    "sender": "UPDATE frames SET peer = 'x' WHERE seq = 5",
    "one gone": "DELETE FROM frames WHERE seq = 5",
    "tail gone": "DELETE FROM frames WHERE seq > 8",
    "head gone": "DELETE FROM frames WHERE seq < 3",
    "link": "UPDATE frames SET link = x'00' WHERE seq = 5",
    "all gone": "DELETE FROM frames",
}


@pytest.mark.parametrize("statement", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_every_tampering_is_seen(tmp_path, statement):
    folder = filled(tmp_path / "j")
    (folder / "000001.sqlite").chmod(0o644)
    with sqlite3.connect(folder / "000001.sqlite") as connection:
        connection.execute(statement)
    connection.close()
    assert verify(folder).faults


@pytest.mark.parametrize("number", [1, 2])
def test_a_segment_taken_away_is_seen(tmp_path, number):
    folder = filled(tmp_path / "j")
    (folder / f"00000{number}.sqlite").unlink()
    assert any("missing" in fault.en for fault in verify(folder).faults)


def test_a_changed_seal_is_seen(tmp_path):
    folder = filled(tmp_path / "j")
    seals = folder / "seals.jsonl"
    seals.write_text(seals.read_text().replace('"sealed_at": "2', '"sealed_at": "3', 1))
    assert any("seal 2" in fault.en for fault in verify(folder).faults)
    seals.write_text("{}")
    assert any("damaged" in fault.en for fault in verify(folder).faults)


def test_after_a_failure_nothing_is_lost_and_nothing_told_stored(journal, tmp_path, monkeypatch):
    journal.append([entry(0)])
    with monkeypatch.context() as patch:
        patch.setattr("jianzhen.gateway.journal.segment._INSERT", "INSERT INTO nowhere VALUES ")
        for _ in range(3):
            with pytest.raises(JournalError):
                journal.append([entry(1)])
    assert journal.append([entry(0), entry(1)]) == [False, True]
    assert verify(tmp_path / "j").faults == []


def test_a_segment_that_was_never_finished_is_begun_again(tmp_path):
    folder = filled(tmp_path / "j", 10)
    (folder / "000002.sqlite").unlink(missing_ok=True)
    sqlite3.connect(folder / "000002.sqlite").close()
    assert len(list(read_frames(folder))) == 10
    one = Journal(folder, segment_frames=10)
    assert one.append([entry(10), entry(11)]) == [True, True]
    one.close()
    assert verify(folder).faults == []


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), max_size=12), max_size=8))
def test_any_order_of_batches_stores_each_packet_once(tmp_path_factory, batches):
    folder = tmp_path_factory.mktemp("journal")
    one = Journal(folder, segment_frames=7)
    seen: set[int] = set()
    for batch in batches:
        told = one.append([entry(number) for number in batch])
        for number, new in zip(batch, told, strict=True):
            assert new == (number not in seen)
            seen.add(number)
    one.close()
    assert sorted(row.raw for row in read_frames(folder)) == sorted(packet(number)[:-2] for number in seen)
    assert verify(folder).faults == []
