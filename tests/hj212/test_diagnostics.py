"""The catalogue of diagnostics."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jianzhen.hj212.diagnostics import CATALOGUE, Diagnostic, Severity


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_fill_the_same_places(code):
    words = CATALOGUE[code][1]
    assert set(re.findall(r"{\d}", words.en)) <= set(re.findall(r"{\d}", words.zh))
    assert re.search("[\u4e00-\u9fff]", words.zh)
    assert not re.search("[\u4e00-\u9fff]", words.en)


def test_text_from_the_wire_cannot_break_a_message():
    assert "{0}" in Diagnostic("qn.form", 6, ("{0}",)).words.zh


def test_the_page_lists_every_code_with_its_severity():
    page = (Path(__file__).parents[2] / "docs" / "hj212.md").read_text(encoding="utf-8")
    rows = [row.split("|") for row in page.split("## Diagnostics")[1].split("## Speed")[0].splitlines() if "| `" in row]
    notes = {code for row in rows for code in re.findall("`([a-z._0-9]+)`", row[2])}
    others = {code for row in rows for code in re.findall("`([a-z._0-9]+)`", row[3])}
    assert notes == {code for code, (severity, _) in CATALOGUE.items() if severity is Severity.NOTE}
    assert others == {code for code, (severity, _) in CATALOGUE.items() if severity is not Severity.NOTE}
