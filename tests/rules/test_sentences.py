from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.rules.sentences import LONGEST, fill, visible
from jianzhen.words import Words


def test_moments_and_days_read_well() -> None:
    values = {"at": "2024-05-01T09:05:00", "on": "2024-05-01", "x": 1.234, "n": None, "names": ["甲", "乙"]}
    text = fill(Words("{at}|{at:%H:%M}|{on}|{x:.1f}|{n:.1f}|{names}", "{missing}"), values)
    assert text == Words("2024-05-01 09:05|09:05|2024-05-01|1.2|—|甲、乙", "—")


def test_a_format_that_does_not_fit_gives_the_value() -> None:
    assert fill(Words("{x:.1f}", "{x:%H:%M}"), {"x": "many"}) == Words("many", "many")


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.none() | st.text() | st.floats() | st.lists(st.text())))
def test_no_value_breaks_a_sentence(values: dict[str, object]) -> None:
    fill(Words("{a:.2f} {b:%Y}", "{a} {b:,}"), values)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("示例\u202e告报", "示例⟨U+202E⟩告报"),
        ("a\x1b[31mb", "a⟨U+001B⟩[31mb"),
        ("a\u2066b\u2069\u200f\x85", "a⟨U+2066⟩b⟨U+2069⟩⟨U+200F⟩⟨U+0085⟩"),
        ("一行\r\n二行\t尾", "一行 二行 尾"),
    ],
)
def test_what_cannot_be_seen_is_written_out(hostile: str, shown: str) -> None:
    assert fill(Words("{a}", "{a}"), {"a": hostile}) == Words(shown, shown)
    assert fill(Words("{a}", "{a}"), {"a": [hostile, "b"]}).zh == f"{shown}、b"


@given(st.text())
def test_no_control_or_format_character_stays(text: str) -> None:
    assert not {"Cc", "Cs"} & {unicodedata.category(letter) for letter in visible(text)}
    assert not {unicodedata.bidirectional(letter) for letter in visible(text)} & {
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    }  # fmt: skip


def test_a_long_text_is_cut_and_says_how_long_it_is() -> None:
    long, whole = "字" * 5000, "字" * LONGEST
    assert fill(Words("甲{a}乙", "{a}"), {"a": long}) == Words(
        f"甲{whole}…（共 5000 字）乙", f"{whole}… (5000 characters)"
    )
    assert fill(Words("{a}", "{a}"), {"a": [long, "b"]}).zh == f"{whole}…（共 5000 字）、b"
    assert fill(Words("{a}", "{a}"), {"a": whole}).zh == whole
