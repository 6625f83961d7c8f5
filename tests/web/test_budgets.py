"""The number of questions a list asks does not grow with its rows, and stays within ``budgets.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.web_leads import some_lead

from jianzhen.web.accounts.models import User

BUDGETS = tomllib.loads(Path(__file__).with_name("budgets.toml").read_text(encoding="utf-8"))


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as questions:
        assert client.get(address).status_code == 200
    return len(questions)


@pytest.mark.django_db
@pytest.mark.parametrize("address", BUDGETS)
def test_a_list_stays_within_its_budget(
    browser: Callable[..., Client], somebody: Callable[[str], User], address: str
) -> None:
    client = browser("city_leader")
    some_lead(assignee=somebody("city_leader"))
    few = asked(client, address)
    for name in ("city_analyst", "city_inspector", "city_reviewer", "city_publisher", "county_analyst"):
        some_lead(assignee=somebody(name))
    assert asked(client, address) == few
    assert few <= BUDGETS[address]
