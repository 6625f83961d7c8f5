from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from jianzhen.report.evidence import _csv


def site_of(text: str | None) -> str:
    """What the CSV of a package holds for a name."""
    row = {"row_id": "r", "source_file": "a.csv", "source_row": 2, "event_id": "E1", "site_name": text,
           "started_at": dt.datetime(2024, 5, 1, 9)}  # fmt: skip
    head, cells = csv.reader(io.StringIO(_csv("sampling_events", [row]).decode("utf-8-sig"), newline=""))
    return next(cell for title, cell in zip(head, cells, strict=True) if title.endswith(" site_name"))


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize("before", ["", " ", "\t", "\u3000", "\n "])
def test_a_formula_is_text_in_a_spreadsheet(sign: str, before: str) -> None:
    assert site_of(f"{before}{sign}1") == f"'{before}{sign}1"


@pytest.mark.parametrize("text", ["南厂=总排口", " 南厂", "", "1+1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert site_of(text) == text
