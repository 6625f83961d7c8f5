from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.support.web_leads import some_lead

from jianzhen.web.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_whoever_opens_a_lead_is_on_record_once_a_session(browser: Callable[..., Client]) -> None:
    lead, other = some_lead(), some_lead()
    client = browser("city_inspector")
    for key in (lead.key, lead.key, other.key):
        assert client.get(f"/leads/{key}/").status_code == 200
    entries = Entry.objects.filter(kind="lead.read").order_by("number")
    assert [entry.target for entry in entries] == [f"leads.lead:{lead.pk}", f"leads.lead:{other.pk}"]
    browser("city_inspector").get(f"/leads/{lead.key}/")
    assert Entry.objects.filter(kind="lead.read").count() == 3


def test_a_lead_out_of_sight_is_not_read(browser: Callable[..., Client]) -> None:
    lead = some_lead()
    assert browser("other_city_analyst").get(f"/leads/{lead.key}/").status_code == 404
    assert not Entry.objects.filter(kind="lead.read").exists()
