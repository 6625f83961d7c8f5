from __future__ import annotations

import pytest
from django.http import QueryDict

from jianzhen.web.site.query import text_of


@pytest.mark.parametrize(("query", "text"), [("q=%20a%20b%20", "a b"), ("q=%00x%00", "x"), ("", ""), ("q=1&q=2", "2")])
def test_blanks_and_nothing_are_taken_away(query: str, text: str) -> None:
    assert text_of(QueryDict(query), "q") == text
