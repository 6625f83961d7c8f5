"""Every table and code list has a page that holds all there is to know."""

from __future__ import annotations

import re

import pytest

from jianzhen.contract import TABLES
from jianzhen.contract.codes import code_list, code_list_names
from jianzhen.contract.docs import code_list_page, pages, table_page

PAGES = pages()


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: one.name)
def test_a_table_s_page_names_every_column(table):
    page = table_page(table)
    for column in table.columns:
        assert f"`{column.name}`" in page
        assert column.zh in page
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows if "🔑" in row} <= {7}


@pytest.mark.parametrize("name", code_list_names())
def test_a_list_s_page_names_every_code_and_its_source(name):
    page = code_list_page(code_list(name))
    for code in code_list(name).codes.values():
        assert f"`{code.code}`" in page
        assert code.source in page


def test_links_between_pages_lead_somewhere():
    for path, page in PAGES.items():
        for target in re.findall(r"\]\(([^)]+\.md)\)", page):
            folder = path.split("/")[0]
            full = target.removeprefix("../") if target.startswith("../") else f"{folder}/{target}"
            assert full in PAGES, (path, target)


def test_there_is_a_page_for_each_and_an_index_for_both():
    assert len(PAGES) == len(TABLES) + len(code_list_names()) + 2
