"""Who and what stands in the demonstration's database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.support.runs import LAB, jianzhen, small_data

from jianzhen.web.accounts.models import Post, User
from jianzhen.web.audit.models import Entry
from jianzhen.web.demo.cast import CAST, PARTNER, PASSWORD
from jianzhen.web.demo.founding import DATASET, found_demonstration, take_data, take_run
from jianzhen.web.leads.models import Lead
from jianzhen.web.scope.net import whole_table
from jianzhen.web.scope.rights import Role
from jianzhen.web.screening.datasets import datasets

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of one lead, about a laboratory of the city."""
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, data=tmp_path / "platform", second_factor=False))
    (small_data(tmp_path / "data") / "organizations.csv").write_text(
        f"org_id,name,kind,region\n{LAB},示例检测有限公司,lab,640100\n", encoding="utf-8"
    )
    words = ("--rules", "person_two_places", "--on", "2024-06-30")
    assert jianzhen("screen", tmp_path / "data", "--out", tmp_path / "out", *words).exit_code == 0
    return tmp_path / "out"


def test_there_is_an_account_for_each_role_and_it_opens() -> None:
    found_demonstration()
    found_demonstration()
    assert set(Post.objects.values_list("role", flat=True)) == {role.value for role in Role}
    assert User.objects.count() == len(CAST)
    for member in CAST:
        client = Client()
        assert client.login(username=member.username, password=PASSWORD), member
    assert list(Entry.objects.filter(kind="platform.founded").values_list("actor", flat=True)) == ["system"]


def test_leads_wait_and_are_in_hands(run: Path) -> None:
    found_demonstration()
    assert (take_run(run).new, take_run(run).new) == (1, 0)
    with whole_table("a test"):
        lead = Lead.objects.select_related("assignee").get()
    assert (lead.assignee and lead.assignee.username, lead.state) == ("analyst", "in_review")
    partner = User.objects.select_related("party").get(username=PARTNER)
    assert partner.party is not None
    assert (partner.party.uscc, partner.party.name) == (LAB, "示例检测有限公司")
    assert Entry.objects.filter(kind="lead.assigned").count() == 1


def test_registers_are_filled_and_the_data_can_be_screened_again(run: Path) -> None:
    found_demonstration()
    data = run.parent / "data"
    assert (take_data(data).touched, take_data(data).touched) == (1, 0)
    assert list(datasets()) == [DATASET]
    assert sorted(path.name for path in datasets()[DATASET].iterdir()) == sorted(path.name for path in data.iterdir())


def test_the_page_of_sign_in_names_them_in_a_demonstration_only(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PASSWORD not in client.get("/accounts/login/").content.decode()
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, demonstration=True))
    page = client.get("/accounts/login/").content.decode()
    assert PASSWORD in page
    assert all(f"<code>{member.username}</code>" in page for member in CAST)
