from __future__ import annotations

from collections import Counter

import pytest

from jianzhen.web.scope.divisions import ROOT, divisions, placed, within


def test_five_cities_twenty_two_counties_and_ningdong() -> None:
    assert Counter(one.level for one in divisions().values()) == {"region": 1, "city": 5, "county": 22, "zone": 1}


def test_codes_nest_as_the_standard_says() -> None:
    for code, one in divisions().items():
        assert len(code) == 6
        if one.level == "county":
            assert one.parent == f"{code[:4]}00"
        elif code != ROOT:
            assert one.parent == ROOT


def test_everything_lies_in_the_region_and_a_county_in_itself() -> None:
    assert within(ROOT) == set(divisions())
    assert within("640104") == {"640104"}
    assert within("640100") == {code for code in divisions() if code.startswith("6401")}
    assert "649900" not in within("640100")
    assert within("110000") == frozenset()


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("640104", "640104"), ("640199", "640100"), ("649900", "649900"), ("110101", ROOT),
        ("", ROOT), (None, ROOT), ("64", ROOT),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_seen_where_everything_is(code: str | None, region: str) -> None:
    assert placed(code) == region


def test_names_are_whole() -> None:
    assert divisions()["640303"].name == ("红寺堡" + "区", "Hongsibu")
    assert divisions()[ROOT].name.zh == "宁夏回族自治区"
