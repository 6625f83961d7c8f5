"""The names in real reports are on the lists, and their values are read."""

from __future__ import annotations

import collections
import re

import pyarrow.parquet as pq
import pytest

from jianzhen.contract.codes import code_list
from jianzhen.contract.values import parse_value


@pytest.fixture(scope="module")
def lines(shared_data):
    return pq.read_table(shared_data / "reports_cn_water" / "results_long.parquet").to_pylist()


@pytest.mark.parametrize(("column", "name"), [("item", "parameter"), ("unit", "unit"), ("method", "method")])
def test_every_name_in_the_reports_is_known(lines, column, name):
    texts = {line[column] for line in lines if line[column]}
    assert len(texts) > 5
    assert [text for text in texts if code_list(name).resolve(text) is None] == []


def test_two_items_of_one_report_never_fall_together(lines):
    items = collections.defaultdict(set)
    for line in lines:
        items[line["file"], code_list("parameter").resolve(line["item"])].add(line["item"])
    assert [names for names in items.values() if len(names) > 1] == []


def test_values_are_numbers_or_words(lines):
    texts = {line["result"] for line in lines if line["result"]}
    unread = {text for text in texts if parse_value(text).number is None and not parse_value(text).qualifier}
    assert not [text for text in unread if any(letter in "0123456789" for letter in text)]
    assert len(unread) < len(texts) / 10


def test_nearly_all_pollutants_of_real_permits_are_known(shared_data):
    plants = pq.read_table(shared_data / "registry_ningxia_220" / "enterprises.parquet", columns=["气物", "水物"])
    cells = [cell for column in plants.columns for cell in column.to_pylist() if cell]
    names = [name for cell in cells for name in re.split(r"[,，;；、](?![0-9])", cell) if name.strip()]
    known = [name for name in names if code_list("parameter").resolve(name)]
    assert len(names) > 2000
    assert len(known) / len(names) > 0.97
