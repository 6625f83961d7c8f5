"""Lists of registers ask the same number of questions for one row and for many."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.web_registers import facts, recorded, some_organisation, some_outlet

BUDGETS = {
    address: most
    for address, most in tomllib.loads(
        Path(__file__).parents[1].joinpath("budgets.toml").read_text(encoding="utf-8")
    ).items()
    if address.startswith("/registers/")
}


def fill(number: int) -> None:
    for _ in range(number):
        outlet = some_outlet()
        key = facts(outlet)["outlet_id"]
        recorded("devices", {"device_id": f"MN{key}", "outlet_id": key, "om_org_id": some_organisation().org})
        recorded("permit_limits", {"outlet_id": key, "parameter": "二氧化硫", "valid_from_on": "2026-01-01",
                                   "valid_to_on": "2026-12-01"})  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("address", BUDGETS)
def test_a_list_stays_within_its_budget(browser: Callable[..., Client], address: str) -> None:
    client = browser("city_leader")
    counts = []
    for number in (1, 6):
        fill(number)
        with CaptureQueriesContext(connection) as questions:
            assert client.get(address).status_code == 200
        counts.append(len(questions))
    assert counts[0] == counts[1]
    assert counts[1] <= BUDGETS[address]
