"""The reference pages are printed from the data and lie in docs as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianzhen.law import acts, standard_numbers
from jianzhen.law.pages import acts_page, numbers_page, pages

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", pages())
def test_page_in_docs_is_current(name):
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "write docs anew from jianzhen.law.pages.pages()"


def test_every_act_and_number_has_its_row():
    assert all(f"| `{act.id}` |" in acts_page() for act in acts())
    assert all(f"| `{number}` |" in numbers_page() for number in standard_numbers())


def test_unverified_numbers_say_so():
    (row,) = [line for line in numbers_page().splitlines() if line.startswith("| `hold.cod.hj493` |")]
    assert "未核原文" in row
    assert "unverified" in row
