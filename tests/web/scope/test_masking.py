from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.web.scope.masking import MASKS


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("name", "张三丰", "张**"),
        ("name", "张", "张*"),
        ("phone", "13912345678", "139****5678"),
        ("phone", "110", "***"),
        ("identity", "640104199001011234", "640104**********34"),
        ("email", "zhang@example.org", "z***@example.org"),
        ("email", "no address", "**********"),
    ],
)
def test_enough_to_tell_apart_not_enough_to_reach(kind: str, text: str, shown: str) -> None:
    assert MASKS[kind](text) == shown


@given(st.sampled_from(sorted(MASKS)), st.text(min_size=1, max_size=30))
def test_nothing_is_ever_shown_in_full(kind: str, text: str) -> None:
    assert "*" in MASKS[kind](text)


@pytest.mark.parametrize("kind", MASKS)
def test_nothing_stays_nothing(kind: str) -> None:
    assert MASKS[kind]("") == ""
