from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jianzhen.web.scope.remit import KIND_TITLES, KINDS, including, remit_of


def test_every_kind_has_a_title() -> None:
    assert set(KIND_TITLES) == set(KINDS)


@given(st.sets(st.sampled_from(sorted(KINDS))), st.sampled_from(sorted(KINDS)))
def test_the_list_for_an_index_says_the_same_as_the_bits(kinds: set[str], kind: str) -> None:
    assert (remit_of(kinds) in including(kind)) == (kind in kinds)
