"""Photographs used again: the same file, the same picture, what only looks alike, what nobody can tell."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.field import EAST_KM
from tests.rules.paperwork import at, evidence, found, scenes, severities, told

from jianzhen.rules.catalogue import find
from jianzhen.rules.sentences import headline
from jianzhen.rules.terms.pictures import _BANDS, MOST_BITS

RULE = "photo_reuse"
BITS = 64
COUNT = itertools.count()


def hashed(name: str, *flipped: int) -> str:
    """A made-up perceptual hash, some of its bits turned over."""
    value = int(hashlib.sha256(name.encode()).hexdigest()[:16], 16)
    for bit in flipped:
        value ^= 1 << bit
    return f"{value:016x}"


def visit(name, day, *pictures, km=0.0, hour="10:00", lab=None):
    """An event on a day, ``km`` kilometres east of a fixed point, with pictures (hash, file, taken)."""
    start = at(day, hour)
    event = {"event_id": name, "category": "exhaust", "started_at": start, "ended_at": start + dt.timedelta(hours=1),
             "lon": None if km is None else 106.0 + km * EAST_KM, "lat": 38.0, "site_name": f"{name}点"}  # fmt: skip
    photos = [
        {"photo_id": f"{name}-{place}", "event_id": name, "perceptual_hash": picture, "sha256": file,
         "taken_at": taken or start + dt.timedelta(minutes=5 + place)}
        for place, (picture, file, taken) in enumerate(pictures)
    ]  # fmt: skip
    return {"sampling_events": [event], "photos": photos}


def shot(name, *flipped, file=None, taken=None):
    """A picture by the name of what it shows; a file of its own unless one is given."""
    own = hashlib.sha256(f"{name}{flipped}{next(COUNT)}".encode()).hexdigest()
    return hashed(name, *flipped), file or own, taken


def together(*visits):
    """Several visits of one laboratory."""
    tables = {"sampling_events": [], "photos": []}
    for one in visits:
        for table, rows in one.items():
            tables[table].extend(rows)
    return tables


def named(**labs):
    """Scenes of several laboratories; a photograph belongs to its event only."""
    tables = scenes(**labs)
    return tables | {
        "photos": [{key: value for key, value in row.items() if key != "lab_id"} for row in tables["photos"]]
    }


FILE = "ab" * 32


def test_pictures_used_again_are_found(judge):
    taken = at(1, "10:05")
    answer = judge(
        RULE,
        named(
            file=together(
                visit("f1", 1, shot("a", file=FILE), shot("b"), shot("c", file="cd" * 32)),
                visit("f2", 20, shot("a", file=FILE), shot("d"), shot("c", file="cd" * 32)),
            ),
            near=together(visit("n1", 1, shot("e")), visit("n2", 9, shot("e", 0, 17, 30, 44, 63))),
            elsewhere=together(visit("e1", 1, shot("g")), visit("e2", 9, shot("g", 3), km=40)),
            moment=together(visit("m1", 1, shot("h", taken=taken)), visit("m2", 9, shot("h", 3, taken=taken))),
        ),
    )
    assert severities(answer) == {"file": "high", "near": "middle", "elsewhere": "high", "moment": "high"}
    by = {finding.subject: finding for finding in answer.findings}
    assert by["file"].detail["pictures"] == 2
    assert evidence(by["file"]) == sorted(
        [("photos", "first")] * 2
        + [("photos", "second")] * 2
        + [("sampling_events", "first"), ("sampling_events", "second")]
    )
    assert (by["near"].measure, by["near"].threshold) == (5, 5)
    assert by["elsewhere"].detail["distance_km"] == pytest.approx(40, rel=0.01)
    assert headline(find(RULE), by["file"].detail).zh == (
        "采样 f2（f2点，2026-03-20 10:00）与 f1（f1点，2026-03-01 10:00）有 2 张照片是同一个文件"
    )
    assert "show almost the same picture" in headline(find(RULE), by["near"].detail).en


def test_each_event_is_told_with_the_first(judge):
    visits = [visit(f"v{n}", n, shot("a", file=FILE)) for n in range(1, 6)]
    answer = judge(RULE, named(lab=together(*visits)))
    assert sorted((one.detail["first_event"], one.detail["second_event"]) for one in answer.findings) == [
        ("v1", f"v{n}") for n in range(2, 6)
    ]


def test_two_laboratories_with_one_file_both_answer(judge):
    answer = judge(RULE, named(one=visit("o", 1, shot("a", file=FILE)), two=visit("t", 9, shot("b", file=FILE))))
    assert found(answer) == ["one", "two"]


def test_innocent_look_alikes_are_silent(judge):
    fixed = [visit(f"c{n}", n, shot("tower", n)) for n in range(1, 5)]
    black = "0" * 16
    answer = judge(
        RULE,
        named(
            same_event=visit("r1", 1, shot("s"), shot("s", 1)),
            fixed=together(*fixed),
            black=together(visit("k1", 1, (black, None, None)), visit("k2", 9, (black, None, None), km=40)),
            other=together(visit("x1", 1, shot("x")), visit("x2", 9, shot("y"))),
        ),
    )
    assert found(answer) == []
    assert told(answer, "same_event") == {"": 2}
    assert told(answer, "fixed") == {"fixed": 4}
    assert told(answer, "black") == {"blank": 2}
    assert told(answer, "other") == {"": 2}


def test_one_visit_may_share_its_pictures(judge):
    for km in (0.0, None):
        pair = together(
            visit("p1", 1, shot("a", file=FILE), km=km), visit("p2", 1, shot("a", file=FILE), km=km, hour="14:00")
        )
        answer = judge(RULE, named(lab=pair))
        assert found(answer) == []
        assert told(answer, "lab") == {"": 2}
    far = together(visit("p1", 1, shot("a", file=FILE)), visit("p2", 1, shot("a", file=FILE), km=60, hour="14:00"))
    assert found(judge(RULE, named(lab=far))) == ["lab"]


def test_what_nobody_can_tell_is_counted(judge):
    many = [visit(f"m{n}", 1 + n % 27, shot("tower", n % 7), hour=f"{n % 24:02}:30") for n in range(203)]
    tables = named(
        many=together(*many), bare=visit("b", 1, (None, None, None)), half=visit("h", 1, ("f0e4", None, None))
    )
    tables["photos"].append({"photo_id": "lost", "event_id": "nowhere", "sha256": FILE})
    answer = judge(RULE, tables)
    assert told(answer, "bare") == told(answer, "half") == {"digest": 1}
    assert told(answer, "") == {"event": 1}
    assert set(told(answer, "many")) <= {"crowd", "fixed"}


def test_bits_are_a_bound(judge):
    pair = together(visit("n1", 1, shot("e")), visit("n2", 9, shot("e", 0, 17, 30, 44, 63)))
    six = together(visit("s1", 1, shot("e")), visit("s2", 9, shot("e", 0, 17, 30, 44, 63, 5)))
    assert found(judge(RULE, named(five=pair, six=six))) == ["five"]
    assert found(judge(RULE, named(five=pair), settings={"rules": {RULE: {"bits": 4}}})) == []


def test_any_bits_that_differ_are_found_and_counted(judge):
    """A hundred laboratories, each with a pair whose hashes differ in so many bits at random places."""
    chance = random.Random(7)
    flips = {f"l{n}": chance.sample(range(BITS), n % 9) for n in range(90)}
    labs = {name: together(visit(f"{name}a", 1, shot(name)), visit(f"{name}b", 9, shot(name, *turned)))
            for name, turned in flips.items()}  # fmt: skip
    answer = judge(RULE, named(**labs))
    measured = {finding.subject: finding.measure for finding in answer.findings}
    assert measured == {name: len(turned) for name, turned in flips.items() if len(turned) <= MOST_BITS}


@given(st.sets(st.integers(0, BITS - 1), max_size=MOST_BITS))
def test_one_band_always_agrees(flipped):
    spoilt = {
        place for place, (start, length) in enumerate(_BANDS) for bit in flipped if start <= bit // 4 < start + length
    }
    assert len(spoilt) < len(_BANDS)
    assert sum(length for _, length in _BANDS) * 4 == BITS


def test_without_photos_nobody_can_tell(judge):
    tables = named(lab=visit("a", 1, shot("a")))
    answer = judge(RULE, {"sampling_events": tables["sampling_events"]})
    assert [(row.status, row.reason) for row in answer.coverage] == [("cannot_tell", "photos")]


def test_order_of_rows_does_not_matter(judge):
    tables = named(lab=together(*(visit(f"v{n}", n, shot("a", n, file=None), shot(f"z{n % 3}")) for n in range(1, 9))))
    first = judge(RULE, tables)
    random.Random(5).shuffle(tables["photos"])
    second = judge(RULE, tables | {"sampling_events": tables["sampling_events"][::-1]})
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
