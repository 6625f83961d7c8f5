"""Hashes read as numbers, on every engine."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzhen.rules.terms.pictures import MOST_BITS, banded, differing_bits, with_bits
from jianzhen.screen.engines import Engine, open_engine

HASHES = st.text("0123456789abcdef", min_size=16, max_size=16)


def pairs(engine: Engine, folder: Path, hashes: list[tuple[str, str]]) -> list[int | None]:
    rows = [{"place": place, "one": one, "other": other} for place, (one, other) in enumerate(hashes)]
    pq.write_table(pa.Table.from_pylist(rows), folder / "pairs.parquet")
    photos = engine.read(folder / "pairs.parquet")
    first, second = with_bits(photos.drop("other"), "one"), with_bits(photos.drop("one"), "other")
    both = first.join(second, first.place == second.place)
    found = engine.fetch(both.select(first.place, bits=differing_bits(first, second)).order_by("place"))
    engine.release()
    return found["bits"].to_pylist()


def test_differing_bits_are_those_of_the_numbers(engines: list[Engine], tmp_path: Path) -> None:
    hashes = [("f" * 16, "0" * 16), ("8000000000000000", "7fffffffffffffff"), ("ffffffff00000001", "ffffffff00000000"),
              ("123456789abcdef0", "123456789abcdef0")]  # fmt: skip
    for engine in engines:
        assert pairs(engine, tmp_path, hashes) == [64, 64, 1, 0]


def test_what_is_no_hash_has_no_bits(engines: list[Engine], tmp_path: Path) -> None:
    for engine in engines:
        assert pairs(engine, tmp_path, [("f" * 15, "f" * 16), ("g" * 16, "f" * 16), ("F" * 16, "f" * 16)]) == [None] * 3


@settings(max_examples=10, deadline=None)
@given(hashes=st.lists(st.tuples(HASHES, HASHES), min_size=1, max_size=200))
def test_any_two_hashes(hashes: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = open_engine("duckdb")
    folder = tmp_path_factory.mktemp("pairs")
    expected = [(int(one, 16) ^ int(other, 16)).bit_count() for one, other in hashes]
    assert pairs(engine, folder, hashes) == expected
    engine.close()


@settings(max_examples=10, deadline=None)
@given(base=HASHES, flips=st.sets(st.integers(0, 63), max_size=MOST_BITS))
def test_near_hashes_share_a_band(base: str, flips: set[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    turned = int(base, 16)
    for bit in flips:
        turned ^= 1 << bit
    engine = open_engine("duckdb")
    folder = tmp_path_factory.mktemp("bands")
    pq.write_table(pa.table({"hash": [base, f"{turned:016x}"]}), folder / "photos.parquet")
    bands = banded(engine.read(folder / "photos.parquet"), "hash")
    met = engine.fetch(bands.group_by("band").agg(both=bands.hash.nunique(), rows=bands.count()))
    assert 2 in met["rows"].to_pylist()
    engine.close()
