"""The catalogue of diagnostics."""

from __future__ import annotations

import re

import pytest

from jianzhen.hj212.diagnostics import CATALOGUE, Diagnostic


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_fill_the_same_places(code):
    words = CATALOGUE[code][1]
    assert set(re.findall(r"{\d}", words.en)) <= set(re.findall(r"{\d}", words.zh))
    assert re.search("[\u4e00-\u9fff]", words.zh)
    assert not re.search("[\u4e00-\u9fff]", words.en)


def test_text_from_the_wire_cannot_break_a_message():
    assert "{0}" in Diagnostic("qn.form", 6, ("{0}",)).words.zh
