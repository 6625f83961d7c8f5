from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from tests.support.web_leads import some_lead

from jianzhen.report.view.grade import family_title
from jianzhen.web.accounts.models import User
from jianzhen.web.leads.models import LeadRule

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def shown(client: Client, query: str = "") -> list[str]:
    return [lead.key for lead in client.get(f"/leads/{query}").context["page"]]


def test_ranked_and_without_what_is_done(browser: Browser) -> None:
    second, first = some_lead(rank=2), some_lead(rank=1)
    closed = some_lead(rank=0, state="dismissed")
    client = browser("city_analyst")
    assert shown(client) == [first.key, second.key]
    assert shown(client, "?state=all") == [closed.key, first.key, second.key]
    assert shown(client, "?state=dismissed") == [closed.key]


def test_each_facet_narrows_and_they_add_up(browser: Browser, somebody: Callable[[str], User]) -> None:
    high = some_lead("640104", grade="high", assignee=somebody("city_analyst"))
    other = some_lead("640105", state="in_review")
    LeadRule.objects.filter(lead=other).update(rule="constant_value", family="telemetry", clause="二(四)")
    client = browser("city_analyst")
    for query in ("grade=high", "region=640104", "rule=person_two_places", "family=whereabouts", "clause=二(二)",
                  "assignee=me", f"q={high.subject_name}", f"q={high.key[:8]}", "state=new"):  # fmt: skip
        assert shown(client, f"?{query}") == [high.key], query
    assert shown(client, "?region=640100") == [high.key, other.key]
    assert shown(client, "?grade=high&rule=constant_value") == []


@pytest.mark.parametrize(
    "query", ["?page=zero", "?page=999", "?state=burnt&grade=purple", "?region=abc&q=%00", "?q=%00x", "?after=x"]
)
def test_an_address_that_makes_no_sense_gives_a_page_all_the_same(browser: Browser, query: str) -> None:
    some_lead()
    client = browser("city_analyst")
    assert client.get(f"/leads/{query}").status_code == 200
    assert client.get(f"/api/leads/{query}").status_code == 200


def test_facets_say_how_many_each_choice_leaves(browser: Browser) -> None:
    some_lead("640104", grade="high")
    twice = some_lead("640105")
    LeadRule.objects.create(lead=twice, rule="constant_value", family="telemetry", clause="二(四)")
    page = browser("city_analyst").get("/leads/")
    facets = {facet.name: {one.value: one.count for one in facet.choices} for facet in page.context["facets"]}
    assert facets == {
        "state": {"new": 2}, "grade": {"high": 1, "middle": 1},
        "region": {"640100": 2, "640104": 1, "640105": 1},
        "rule": {"constant_value": 1, "person_two_places": 2},
        "clause": {"二(二)": 2, "二(四)": 1}, "family": {"telemetry": 1, "whereabouts": 2},
        "age": {"week": None, "month": None, "quarter": None, "older": None}, "due": {"late": None, "soon": None},
    }  # fmt: skip
    assert page.context["page"].paginator.count == 2


@pytest.mark.parametrize("beyond", ["", "&q=示例单位", "&age=older"])
def test_counts_are_those_of_the_leads_however_they_are_counted(browser: Browser, beyond: str) -> None:
    for region, grade, state in (("640104", "high", "new"), ("640104", "low", "in_review"), ("640105", "high", "new")):
        some_lead(region, grade=grade, state=state)
    some_lead("640105", state="dismissed")
    client = browser("city_analyst")
    for query, total in (("?state=all", 4), ("?grade=high", 2), ("?region=640104", 2), ("?state=dismissed", 1),
                         ("?rule=person_two_places&grade=low", 1), ("?rule=constant_value", 0)):  # fmt: skip
        page = client.get(f"/leads/{query}{beyond}")
        assert page.context["total"] == len(page.context["page"].object_list) == total, query


def test_a_facet_counts_as_if_it_had_no_choice_of_its_own(browser: Browser) -> None:
    some_lead(grade="high")
    some_lead(grade="low")
    page = browser("city_analyst").get("/leads/?grade=high")
    grades = next(facet for facet in page.context["facets"] if facet.name == "grade")
    assert {one.value: one.count for one in grades.choices} == {"high": 1, "low": 1}


def test_what_cannot_be_counted_cheaply_is_counted_up_to_a_number(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jianzhen.web.leads.counting.MOST_COUNTED", 2)
    for _ in range(3):
        some_lead()
    page = browser("city_analyst").get("/leads/?q=示例单位")
    assert (page.context["total"], page.context["more"]) == (2, True)
    assert "2+" in page.text


def test_late_and_soon(browser: Browser) -> None:
    today = dt.datetime.now().date()
    late, soon, _ = (some_lead(due_on=today + dt.timedelta(days=days)) for days in (-1, 3, 30))
    client = browser("city_analyst")
    assert shown(client, "?due=late") == [late.key]
    assert shown(client, "?due=soon") == [soon.key]


def test_by_age(browser: Browser) -> None:
    now = dt.datetime.now()
    ages = {"week": 1, "month": 10, "quarter": 40, "older": 400}
    leads = {age: some_lead(imported_at=now - dt.timedelta(days=days)) for age, days in ages.items()}
    client = browser("city_analyst")
    for age, lead in leads.items():
        assert shown(client, f"?age={age}") == [lead.key]


def test_htmx_gets_the_part_that_changes(browser: Browser) -> None:
    lead = some_lead()
    part = browser("city_analyst").get("/leads/", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert lead.title_zh in part.text
    assert "HX-Request" in part.headers["Vary"]


def test_data_come_page_by_page_each_lead_once(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jianzhen.web.leads.views.list._MOST_OF_API", 2)
    leads = [some_lead(rank=7) for _ in range(5)]
    client, after, seen = browser("city_analyst"), "", []
    for _ in range(3):
        data = client.get("/api/leads/", {"after": after}).json()
        seen += [lead["id"] for lead in data["leads"]]
        after = data["next"]
    assert seen == [lead.key for lead in leads]
    assert after is None


def test_a_name_that_is_markup_stays_text(browser: Browser) -> None:
    some_lead(subject_name="<script>alert(1)</script>", title_zh="<b>事实</b>")
    page = browser("city_analyst").get("/leads/").text
    assert "<script>alert" not in page
    assert "&lt;b&gt;事实" in page


def test_a_line_says_what_it_rests_on_and_for_how_long_it_is_known(browser: Browser) -> None:
    lead = some_lead(imported_at=dt.datetime.now() - dt.timedelta(days=12))
    LeadRule.objects.create(lead=lead, rule="constant_value", family="telemetry", clause="二四")
    page = browser("city_analyst").get("/leads/").text
    line = page[page.index(lead.title_zh) : page.index("</tr>", page.index(lead.title_zh))]
    assert family_title("telemetry").zh in line
    assert family_title("whereabouts").zh in line
    assert "收到 12 天" in line
