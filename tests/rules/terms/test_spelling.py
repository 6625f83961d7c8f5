"""Names that need no translation are spelt like those that do."""

from __future__ import annotations

import ibis
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzhen.rules.terms.spelling import _translated, _translated_name, folded, folded_name

_MARKS = "()[]（）【】·、-—–.。'\"\\^&/ \t\u3000"
_TEXTS = st.lists(st.text(st.sampled_from("aZ1#１Ａ～~厂口µé" + _MARKS), max_size=8) | st.text(max_size=8), max_size=20)


@settings(max_examples=30, deadline=None)
@given(_TEXTS)
def test_short_ways_to_a_folded_name_lead_to_the_same_spelling(texts: list[str]) -> None:
    names = ibis.memtable({"text": [text.replace("\0", "") for text in texts]}, schema={"text": "string"})

    told = names.select(short=folded_name(names.text), long=_translated_name(names.text)).to_pyarrow()

    assert told["short"].to_pylist() == told["long"].to_pylist()


@settings(max_examples=30, deadline=None)
@given(_TEXTS)
def test_the_short_way_to_a_folded_number_leads_to_the_same_spelling(texts: list[str]) -> None:
    numbers = ibis.memtable({"text": [text.replace("\0", "") for text in texts]}, schema={"text": "string"})

    told = numbers.select(short=folded(numbers.text), long=_translated(numbers.text)).to_pyarrow()

    assert told["short"].to_pylist() == told["long"].to_pylist()


def test_every_sign_of_ascii_is_spelt_alike_both_ways() -> None:
    numbers = ibis.memtable({"text": [f"7{chr(code)}" for code in range(1, 0x80)]})

    told = numbers.select(short=folded(numbers.text), long=_translated(numbers.text)).to_pyarrow()

    assert told["short"].to_pylist() == told["long"].to_pylist()
