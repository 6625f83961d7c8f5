"""Names that need no translation are spelt like those that do."""

from __future__ import annotations

import ibis
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzhen.rules.terms.spelling import _translated_name, folded_name

_MARKS = "()[]（）【】·、-—–.。'\"\\^&/ \t\u3000"
_TEXTS = st.lists(st.text(st.sampled_from("aZ1#１Ａ～~厂口µé" + _MARKS), max_size=8) | st.text(max_size=8), max_size=20)


@settings(max_examples=30, deadline=None)
@given(_TEXTS)
def test_short_ways_to_a_folded_name_lead_to_the_same_spelling(texts: list[str]) -> None:
    names = ibis.memtable({"text": [text.replace("\0", "") for text in texts]}, schema={"text": "string"})

    told = names.select(short=folded_name(names.text), long=_translated_name(names.text)).to_pyarrow()

    assert told["short"].to_pylist() == told["long"].to_pylist()
