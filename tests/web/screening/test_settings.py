"""Thresholds: proposed, tried on past data, put into force by a leader, and used by the next run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from tests.support.runs import LAB
from tests.support.web_leads import some_lead
from tests.web.screening.conftest import RULES

from jianzhen.rules import catalogue
from jianzhen.screen.settings import parse
from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Entry
from jianzhen.web.screening.models import BackTest, RuleSetting, ScreeningJob, SuppressionDecision
from jianzhen.web.screening.services.effective import plain_settings
from jianzhen.web.screening.services.screening import screen_job
from jianzhen.web.screening.services.trying import try_setting
from jianzhen.web.screening.services.work import perform

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
RULE = "person_two_places"
FAR = {"p_min_distance": "50000"}
TODAY = dt.datetime.now().date()


def proposed(client: Client, scope: str = "region", **more: str) -> Client:
    given = {"scope": scope, "region": "640104", "dataset": "small", "reason": "本地距离近", **FAR, **more}
    return client.post(f"/rules/{RULE}/try/", given)


def tried(data: Path, client: Client) -> BackTest:
    del data
    proposed(client)
    test = BackTest.objects.latest("pk")
    perform(BackTest, test.pk, try_setting)
    test.refresh_from_db()
    assert test.state == "done", test.fault_zh
    return test


def setting(somebody: Callable[[str], User], **fields: object) -> RuleSetting:
    given = {"rule": RULE, "scope": "general", "key": "", "region": "640000", "version": 1,
             "values": {"min_distance": 900.0}, "reason": "试", "at": dt.datetime.now()}  # fmt: skip
    return RuleSetting.objects.create(**{**given, "by": somebody("region_leader"), **fields})


def test_a_test_shows_what_would_go_and_then_a_leader_switches(data: Path, browser: Browser) -> None:
    test = tried(data, browser("county_analyst"))
    assert (test.found["same"], test.found["gone_total"], test.found["fresh_total"]) == (0, 1, 0)
    assert test.found["gone"][0]["region"] == "640104"
    assert not RuleSetting.objects.exists()
    page = browser("county_analyst").get(f"/backtests/{test.pk}/").text
    assert "示例检测有限公司" in page
    assert "请负责人查看后启用" in page
    foreign = browser("other_city_analyst").get(f"/backtests/{test.pk}/").text
    assert "示例检测有限公司" not in foreign
    address = f"/backtests/{test.pk}/force/"
    assert browser("county_analyst").post(address, {"reason": "好"}).status_code == 403
    assert browser("other_city_leader").post(address, {"reason": "好"}).status_code == 403
    assert "请写明理由" in browser("city_leader").post(address, {"reason": " "}, follow=True).text
    browser("city_leader").post(address, {"reason": "误报减少"})
    found = RuleSetting.objects.get()
    assert (found.version, found.key, found.values) == (1, "640104", {"min_distance": 50000.0})
    assert "已经启用" in browser("city_leader").post(address, {"reason": "再来"}, follow=True).text
    assert Entry.objects.filter(kind__in=["rule.tried", "rule.set"]).count() == 2
    job = ScreeningJob.objects.create(dataset="small", on=dt.date(2024, 6, 30), rules=RULES, asked_at=dt.datetime.now())
    perform(ScreeningJob, job.pk, screen_job)
    job.refresh_from_db()
    assert job.run.leads_found == 0
    assert "误报减少" in browser("county_analyst").get(f"/rules/{RULE}/").text


def test_what_changed_meanwhile_is_tried_again(data: Path, browser: Browser, somebody: Callable[[str], User]) -> None:
    test = tried(data, browser("city_leader"))
    setting(somebody, scope="region", key="640104", region="640104")
    told = browser("city_leader").post(f"/backtests/{test.pk}/force/", {"reason": "好"}, follow=True).text
    assert "重新回测" in told
    assert RuleSetting.objects.count() == 1


def test_settings_are_those_of_a_settings_file(browser: Browser, somebody: Callable[[str], User]) -> None:
    setting(somebody)
    setting(somebody, version=2, values={"min_distance": 700.0})
    setting(somebody, scope="region", key="640100", values={"slack": 20.0})
    setting(somebody, scope="subject", key="X", values={"slack": 30.0})
    setting(somebody, rule="constant_value", values={"enabled": False})
    setting(somebody, rule="a_rule_of_long_ago", values={"slack": 1.0})
    setting(somebody, scope="region", key="640200", values={"slack": 5.0})
    setting(somebody, scope="region", key="640200", version=2, values={})
    data = plain_settings(TODAY)
    assert data == {
        "rules": {RULE: {"min_distance": 700.0}, "constant_value": {"enabled": False}},
        "regions": {"640100": {"rules": {RULE: {"slack": 20.0}}}},
        "subjects": {"X": {"rules": {RULE: {"slack": 30.0}}}},
    }
    checked = parse(data, catalogue.catalogue())
    assert checked.of(catalogue.find(RULE), "X", "640104")["slack"] == 30.0
    assert not checked.enabled(catalogue.find("constant_value"))


@pytest.mark.parametrize(
    ("who", "scope", "more", "status"),
    [
        ("city_leader", "general", {}, 403),
        ("region_leader", "general", {}, 302),
        ("city_leader", "region", {"region": "640200"}, 403),
        ("city_inspector", "region", {}, 403),
        ("city_leader", "region", {"region": ""}, 200),
        ("city_leader", "subject", {"subject": "NOBODY"}, 200),
        ("city_leader", "region", {"p_min_distance": "-5"}, 200),
        ("city_leader", "region", {"p_min_distance": "nan"}, 200),
        ("city_leader", "region", {"reason": ""}, 200),
        ("city_leader", "region", {"p_min_distance": ""}, 200),
        ("city_leader", "region", {"enabled": "false"}, 200),
        ("city_leader", "region", {"dataset": "../x"}, 200),
    ],
)
def test_who_may_propose_what(
    data: Path, browser: Browser, who: str, scope: str, more: dict[str, str], status: int
) -> None:
    assert proposed(browser(who), scope, **more).status_code == status
    assert BackTest.objects.count() == (status == 302)


def test_a_subject_in_sight_has_settings_of_its_own(data: Path, browser: Browser) -> None:
    some_lead("640104", subject=LAB)
    assert proposed(browser("city_leader"), "subject", subject=LAB).status_code == 302
    assert BackTest.objects.get().region == "640104"
    assert proposed(browser("other_city_leader"), "subject", subject=LAB).status_code == 200


def test_a_suppressed_finding_weighs_nothing_in_the_next_run(data: Path, browser: Browser) -> None:
    lead = some_lead("640104", subject=LAB)
    given = {"rule": RULE, "severity": "none", "expires_on": str(TODAY + dt.timedelta(days=30)), "reason": "已核实"}
    assert browser("city_analyst").post(f"/leads/{lead.key}/suppress/", given).status_code == 403
    assert browser("other_city_leader").post(f"/leads/{lead.key}/suppress/", given).status_code == 404
    client = browser("city_leader")
    client.post(f"/leads/{lead.key}/suppress/", given)
    assert "已被抑制" in client.post(f"/leads/{lead.key}/suppress/", given, follow=True).text
    job = ScreeningJob.objects.create(dataset="small", on=dt.date(2024, 6, 30), rules=RULES, asked_at=dt.datetime.now())
    perform(ScreeningJob, job.pk, screen_job)
    job.refresh_from_db()
    assert [one.grade for one in job.run.leads.model._base_manager.filter(run=job.run)] == ["suppressed"]
    page = client.get("/suppressions/").text
    assert "已核实" in page
    assert "已核实" not in browser("other_city_leader").get("/suppressions/").text


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_suppression_ends_within_a_year(browser: Browser, days: int) -> None:
    lead = some_lead()
    given = {"rule": RULE, "severity": "none", "expires_on": str(TODAY + dt.timedelta(days=days)), "reason": "x"}
    assert "最长一年" in browser("city_leader").post(f"/leads/{lead.key}/suppress/", given, follow=True).text


def test_lifted_decisions_stay_in_the_list_and_act_no_more(browser: Browser) -> None:
    lead, client = some_lead(), browser("city_leader")
    given = {"rule": RULE, "severity": "low", "expires_on": str(TODAY + dt.timedelta(days=9)), "reason": "先看看"}
    client.post(f"/leads/{lead.key}/suppress/", given)
    assert len(plain_settings(TODAY)["suppressions"]) == 1
    assert "suppressions" not in plain_settings(TODAY + dt.timedelta(days=10))
    key = SuppressionDecision._base_manager.get().pk
    assert browser("other_city_leader").post(f"/suppressions/{key}/lift/", {"reason": "x"}).status_code == 404
    client.post(f"/suppressions/{key}/lift/", {"reason": "不再适用"})
    assert "suppressions" not in plain_settings(TODAY)
    assert "不再适用" in client.get("/suppressions/").text
    assert Entry.objects.filter(kind__startswith="rule.suppress").count() == 2


def test_nobody_floods_the_worker_with_tests(data: Path, browser: Browser) -> None:
    client = browser("city_leader")
    statuses = [proposed(client, p_min_distance=str(600 + number)).status_code for number in range(4)]
    assert statuses == [302, 302, 302, 200]
