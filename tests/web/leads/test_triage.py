from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.support.web_cast import CITY
from tests.support.web_leads import again, some_lead

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Entry
from jianzhen.web.leads.models import Lead, LeadStep
from jianzhen.web.leads.transitions import TRANSITIONS, State
from jianzhen.web.scope.net import whole_table

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
SOON = str(dt.datetime.now().date() + dt.timedelta(days=10))


def in_state(state: State, **fields: object) -> Lead:
    if state is State.MERGED:
        fields["merged_into"] = some_lead(subject="SAME")
    return some_lead(state=state.value, subject="SAME", **fields)


def move(client: Client, lead: Lead, act: str, **more: str) -> str:
    given = {"act": act, "seen": lead.state, "reason": "理由充分", **more}
    return client.post(f"/leads/{lead.key}/move/", given, follow=True).text


@pytest.mark.parametrize("act", TRANSITIONS)
@pytest.mark.parametrize("state", State)
def test_the_table_decides_what_can_be_done(browser: Browser, act: str, state: State) -> None:
    lead, way = in_state(state), TRANSITIONS[act]
    other = some_lead(subject="SAME")
    page = move(browser("city_leader"), lead, act, due_on=SOON, into=other.key)
    if state in way.sources:
        assert again(lead).state == way.target.value
        assert Entry.objects.filter(kind=f"lead.{act}").count() == 1
    else:
        assert again(lead).state == state.value
        assert "当前状态不能这样做" in page
        assert not Entry.objects.filter(kind=f"lead.{act}").exists()


@pytest.mark.parametrize("act", [act for act, way in TRANSITIONS.items() if way.reason])
def test_without_a_reason_nothing_moves(browser: Browser, act: str) -> None:
    lead = in_state(next(state for state in State if state in TRANSITIONS[act].sources))
    assert "请写明理由" in move(browser("city_leader"), lead, act, reason="  ", due_on=SOON)
    assert again(lead).state == lead.state


def test_a_step_keeps_who_when_why_and_so_does_the_log(browser: Browser, somebody: Callable[[str], User]) -> None:
    lead = some_lead()
    page = move(browser("city_analyst"), lead, "dismiss", reason="已核对仪器日志")
    with whole_table("a test"):
        step = LeadStep.objects.get()
    assert (step.from_state, step.to_state, step.reason) == ("new", "dismissed", "已核对仪器日志")
    assert step.actor == somebody("city_analyst")
    assert "已核对仪器日志" in page
    entry = Entry.objects.get(kind="lead.dismiss")
    assert entry.said["before"] == {"state": "new"}
    assert entry.said["after"] == {"state": "dismissed"}


def test_who_takes_it_up_has_it(browser: Browser, somebody: Callable[[str], User]) -> None:
    lead = some_lead()
    move(browser("city_analyst"), lead, "take", reason="")
    assert again(lead).assignee == somebody("city_analyst")


def test_somebody_faster_is_told_of(browser: Browser) -> None:
    lead = some_lead()
    move(browser("city_analyst"), lead, "take")
    assert "已有他人将其改为“研判中”" in move(browser("city_leader"), lead, "dismiss", seen="new")
    assert again(lead).state == "in_review"


def test_a_weighty_lead_takes_a_leader(browser: Browser) -> None:
    lead = some_lead(grade="high")
    given = {"act": "dismiss", "seen": "new", "reason": "误报"}
    assert browser("city_analyst").post(f"/leads/{lead.key}/move/", given).status_code == 403
    move(browser("city_leader"), lead, "dismiss")
    assert again(lead).state == "dismissed"


@pytest.mark.parametrize("due", ["", str(dt.datetime.now().date()), "2020-01-01"])
def test_an_explanation_is_asked_for_with_a_day_to_come(browser: Browser, due: str) -> None:
    lead = some_lead(state="in_review")
    assert "答复期限" in move(browser("city_analyst"), lead, "ask", due_on=due)
    assert again(lead).state == "in_review"


def test_only_leads_of_one_subject_in_sight_are_merged(browser: Browser) -> None:
    lead = some_lead(subject="SAME")
    client = browser("city_analyst")
    unfit = {
        "": "请填写另一条线索的编号",
        lead.key: "请填写另一条线索的编号",
        some_lead("640200", subject="SAME").key: "请填写另一条线索的编号",
        some_lead(subject="OTHER").key: "只能合并同一对象的线索",
        in_state(State.MERGED).key: "目标线索本身已被合并",
    }
    for into, told in unfit.items():
        assert told in move(client, lead, "merge", into=into), told
    target = some_lead(subject="SAME")
    move(client, lead, "merge", into=target.key[:12])
    assert again(lead).merged_into == target


@pytest.mark.parametrize(("grade", "state"), [("low", "new"), ("high", "dismissed")])
def test_merging_is_no_way_around_the_leader_of_a_weighty_lead(browser: Browser, grade: str, state: str) -> None:
    lead = some_lead(subject="SAME", grade="high")
    target = some_lead(subject="SAME", grade=grade, state=state)
    assert "负责人" in move(browser("city_analyst"), lead, "merge", into=target.key)
    assert again(lead).state == "new"
    move(browser("city_leader"), lead, "merge", into=target.key)
    assert again(lead).merged_into == target


def test_weighty_leads_of_one_subject_are_merged_by_whoever_judges(browser: Browser) -> None:
    lead, target = (some_lead(subject="SAME", grade="high") for _ in range(2))
    move(browser("city_analyst"), lead, "merge", into=target.key)
    assert again(lead).merged_into == target


def test_the_database_holds_no_merged_lead_without_a_target() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        some_lead(state="merged")


def test_a_lead_is_given_to_somebody_who_can_see_it(browser: Browser, somebody: Callable[[str], User]) -> None:
    lead, client = some_lead(CITY), browser("city_leader")
    county, expert = somebody("county_analyst"), somebody("city_expert")
    told = client.post(f"/leads/{lead.key}/assign/", {"user": county.pk}, follow=True).text
    assert "看不到这条线索" in told
    client.post(f"/leads/{lead.key}/assign/", {"user": expert.pk, "due_on": SOON})
    assert again(lead).assignee == expert
    assert browser("city_expert").get(f"/leads/{lead.key}/").status_code == 200
    assert Entry.objects.filter(kind="lead.assigned").count() == 1


def test_a_lead_is_not_given_to_strangers_nor_when_it_is_closed(
    browser: Browser, somebody: Callable[[str], User]
) -> None:
    lead, client = some_lead(CITY), browser("city_leader")
    stranger = somebody("other_city_analyst")
    assert "请选择人员" in client.post(f"/leads/{lead.key}/assign/", {"user": stranger.pk}, follow=True).text
    closed = some_lead(CITY, state="dismissed")
    told = client.post(f"/leads/{closed.key}/assign/", {"user": somebody("city_analyst").pk}, follow=True).text
    assert "不能分派" in told


def test_an_unknown_act_does_nothing(browser: Browser) -> None:
    lead = some_lead()
    assert "没有这个操作" in move(browser("city_leader"), lead, "burn")
    assert again(lead).state == "new"
