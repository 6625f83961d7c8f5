from __future__ import annotations

import random

import pytest

from jianzhen.contract.codes import code_list
from jianzhen.contract.values import parse_value
from jianzhen.synth.items import CATEGORIES, ITEMS, Item, draw, items_of, write


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.parameter)
def test_every_item_is_in_the_code_lists(item: Item) -> None:
    assert code_list("parameter").resolve(item.parameter)
    assert code_list("method").resolve(item.method)
    assert code_list("unit").resolve(item.unit)
    assert code_list("sample_category").resolve(item.category)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.parameter)
def test_a_text_says_what_its_number_says(item: Item) -> None:
    rng = random.Random(3)
    for level in (0.001, 1.0, 3.0):
        text, value, qualifier = write(item, draw(item, rng, level))
        assert parse_value(text).number == value
        assert parse_value(text).qualifier == (qualifier or "")


def test_below_the_limit_no_number_is_made_up() -> None:
    ammonia = next(item for item in ITEMS if item.parameter == "氨氮")
    assert write(ammonia, 0.01) == ("<0.025", 0.025, "<")


def test_every_category_has_items() -> None:
    assert all(items_of(category) for category in CATEGORIES)
