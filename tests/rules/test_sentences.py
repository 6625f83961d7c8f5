from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jianzhen.rules.sentences import fill
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
