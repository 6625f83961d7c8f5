"""Who there is, and where."""

from __future__ import annotations

from typing import Any

import pytest

from jianzhen.synth.geography import CITIES, county
from jianzhen.web.scope.divisions import divisions


def test_organisations_are_registered_in_counties_of_their_cities(clean: Any) -> None:
    rows = clean.rows("organizations", "org_id", "region")
    assert {divisions()[one["region"]].level for one in rows} == {"county"}
    assert all(divisions()[one["region"]].parent == one["org_id"][2:6] + "00" for one in rows)
    assert len({one["region"] for one in rows}) > len(CITIES)


@pytest.mark.parametrize("city", CITIES, ids=lambda one: one.division)
def test_a_city_knows_all_its_counties(city: Any) -> None:
    counties = {code for code, one in divisions().items() if one.parent == city.division}
    assert set(city.counties) == counties
    assert {county(city.division, str(number)) for number in range(100)} == counties
