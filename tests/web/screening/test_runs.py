"""Runs asked for, done in the worker, stopped, lost and taken up again, planned, compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from tests.support.runs import LAB
from tests.web.screening.conftest import RULES

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Entry
from jianzhen.web.leads.models import Lead, RunChange, ScreeningRun
from jianzhen.web.scope.net import whole_table
from jianzhen.web.screening.models import Plan, ScreeningJob
from jianzhen.web.screening.models.work import SILENT
from jianzhen.web.screening.services import asking
from jianzhen.web.screening.services.screening import Watch, screen_job
from jianzhen.web.screening.services.sweeping import sweep
from jianzhen.web.screening.services.work import MOST_TRIES, perform, take_up_again, tell

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
NOW = dt.datetime(2026, 11, 1, 8)


def a_job(**fields: object) -> ScreeningJob:
    given = {"dataset": "small", "on": dt.date(2024, 6, 30), "rules": RULES, "asked_at": NOW, **fields}
    return ScreeningJob.objects.create(**given)


def again(job: ScreeningJob) -> ScreeningJob:
    job.refresh_from_db()
    return job


def test_a_run_puts_its_leads_on_the_desk_and_says_what_changed(data: Path, browser: Browser) -> None:
    job = a_job()
    perform(ScreeningJob, job.pk, screen_job)
    job = again(job)
    assert (job.state, job.step, job.steps, job.fault_en) == ("done", 2, 2, "")
    assert job.run is not None
    assert job.run.dataset == "small"
    with whole_table("a test"):
        lead = Lead.objects.get()
        assert lead.first_run == lead.run == job.run
    assert not (data / "screening" / str(job.pk)).exists()
    assert [path.name for path in (data / "runs").iterdir()] == [job.run.run_id]
    page = browser("county_analyst").get("/screening/")
    assert [changes for _, _, changes in page.context["rows"]] == [{"new": 1, "same": 0, "gone": 0}]
    other = browser("other_city_analyst").get("/screening/")
    assert [changes for _, _, changes in other.context["rows"]] == [{"new": 0, "same": 0, "gone": 0}]
    assert browser("county_analyst").get(f"/screening/runs/{job.run.run_id}/").status_code == 200
    assert lead.title_zh in browser("county_analyst").get(f"/leads/?state=all&run={job.run.run_id}").text


def test_what_a_later_run_no_longer_finds_is_gone_and_may_come_back(data: Path) -> None:
    crew = data / "datasets" / "small" / "sampling_crew.csv"
    found = crew.read_text(encoding="utf-8")
    for text in (found, "event_id,person_id\nE1,P001\n", found):
        crew.write_text(text, encoding="utf-8")
        job = a_job(on=dt.date(2024, 6, 30) + dt.timedelta(days=ScreeningJob.objects.count()))
        perform(ScreeningJob, job.pk, screen_job)
    with whole_table("a test"):
        sums = list(RunChange.objects.order_by("run_id").values_list("new", "same", "gone"))
        assert Lead.objects.get().gone_in is None
    assert sums == [(1, 0, 0), (0, 0, 1), (0, 1, 0)]


def test_a_rule_that_was_not_asked_again_says_nothing_is_gone(data: Path) -> None:
    for rules in (RULES, RULES[1:]):
        perform(ScreeningJob, a_job(rules=rules).pk, screen_job)
    with whole_table("a test"):
        assert Lead.objects.get().gone_in is None


def test_whoever_may_asks_and_everybody_sees_it_wait(
    data: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable
) -> None:
    enqueued: list[int] = []
    queue = SimpleNamespace(enqueue=enqueued.append)
    monkeypatch.setattr("jianzhen.web.screening.services.asking.run_screening", queue)
    client = browser("city_analyst")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/screening/ask/", {"dataset": "small", "on": "2024-06-30"})
    job = ScreeningJob.objects.get()
    assert (job.state, job.dataset, job.asked_by.username) == ("waiting", "small", "city_analyst")
    assert enqueued == [job.pk]
    assert Entry.objects.filter(kind="screening.asked").count() == 1
    told = client.post("/screening/ask/", {"dataset": "small", "on": "2024-06-30"}, follow=True).text
    assert "已有筛查在进行" in told
    assert "排队中" in browser("city_inspector").get("/screening/").text
    assert browser("county_analyst").post(f"/screening/jobs/{job.pk}/stop/").status_code == 403
    client.post(f"/screening/jobs/{job.pk}/stop/")
    assert again(job).state == "cancelled"
    assert "已经结束" in client.post(f"/screening/jobs/{job.pk}/stop/", follow=True).text


@pytest.mark.parametrize("dataset", ["", "../small", "nowhere", ".hidden", "/etc"])
def test_only_data_sets_of_the_house_are_screened(data: Path, browser: Browser, dataset: str) -> None:
    told = browser("city_analyst").post("/screening/ask/", {"dataset": dataset, "on": "2024-06-30"}, follow=True)
    assert "请检查填写的内容" in told.text
    assert not ScreeningJob.objects.exists()


def test_a_run_that_is_told_to_stop_leaves_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = a_job()

    def stopped(self: Watch, done: int, total: int, rule: str) -> None:
        ScreeningJob.objects.filter(pk=job.pk).update(stop_asked=True)
        tell(self.job, done, total, rule)

    monkeypatch.setattr(Watch, "judging", stopped)
    perform(ScreeningJob, job.pk, screen_job)
    assert again(job).state == "cancelled"
    assert not ScreeningRun.objects.exists()


def test_a_lost_worker_s_run_is_taken_up_and_judges_as_it_began(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = a_job()

    class KilledError(BaseException):
        """Nothing of ours catches it, like a kill."""

    def killed(self: Watch, done: int, total: int, rule: str) -> None:
        tell(self.job, done, total, rule)
        if done == 1:
            raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(Watch, "judging", killed)
        with pytest.raises(KilledError):
            perform(ScreeningJob, job.pk, screen_job)
    assert again(job).state == "running"
    assert len(list((data / "screening" / str(job.pk)).rglob("*.json"))) == 1
    enqueued: list[int] = []
    assert take_up_again(ScreeningJob, enqueued.append) == []
    ScreeningJob.objects.update(heard_at=dt.datetime.now() - 2 * SILENT)
    assert take_up_again(ScreeningJob, enqueued.append) == enqueued == [job.pk]
    assert take_up_again(ScreeningJob, enqueued.append) == []
    perform(ScreeningJob, job.pk, screen_job)
    assert (again(job).state, job.tries) == ("done", 2)


def test_a_run_that_loses_every_worker_is_given_up() -> None:
    job = a_job(state="running", tries=MOST_TRIES, heard_at=NOW)
    assert take_up_again(ScreeningJob, lambda _: None) == []
    assert again(job).state == "failed"
    assert "系统管理员" in job.fault_zh


def test_of_two_workers_one_has_it() -> None:
    job = a_job()
    begun: list[ScreeningJob] = []

    def twice(work: ScreeningJob) -> None:
        begun.append(work)
        perform(ScreeningJob, job.pk, begun.append)

    perform(ScreeningJob, job.pk, twice)
    assert len(begun) == 1


def test_data_that_cannot_be_screened_are_told_of(data: Path) -> None:
    (data / "datasets" / "small" / "sampling_events.csv").write_text("nonsense\n1\n", encoding="utf-8")
    job = a_job()
    perform(ScreeningJob, job.pk, screen_job)
    assert again(job).state == "failed"
    assert "结构问题" in job.fault_zh


def test_a_plan_asks_when_it_is_due_and_once(data: Path, somebody: Callable[[str], User]) -> None:
    Plan.objects.create(dataset="small", every_days=2, hour=2, next_at=NOW, changed_by=somebody("city_leader"),
                        changed_at=NOW)  # fmt: skip
    assert asking.run_planned(NOW - dt.timedelta(minutes=1)) == []
    (job,) = asking.run_planned(NOW)
    assert (job.asked_by, job.on) == (None, NOW.date())
    assert Plan.objects.get().next_at == dt.datetime(2026, 11, 3, 2)
    assert asking.run_planned(NOW) == []


def test_a_leader_sets_the_plan_on_record(data: Path, browser: Browser) -> None:
    given = {"dataset": "small", "every_days": "1", "hour": "3"}
    assert browser("city_analyst").post("/screening/plan/", given).status_code == 403
    assert browser("city_leader").post("/screening/plan/", given).status_code == 403
    browser("region_leader").post("/screening/plan/", given)
    assert Plan.objects.get().next_at > dt.datetime.now()
    assert Entry.objects.filter(kind="screening.planned").count() == 1


def test_the_lab_is_named(data: Path) -> None:
    perform(ScreeningJob, a_job().pk, screen_job)
    with whole_table("a test"):
        assert Lead.objects.get().subject == LAB


def test_what_ended_runs_left_is_swept_and_the_rest_stays(data: Path) -> None:
    ended, waits = a_job(state="failed"), a_job(state="waiting")
    names = [f"screening/{ended.pk}", f"screening/{waits.pk}", f"runs/.job-{ended.pk}", f"runs/..job-{ended.pk}-x1",
             f"runs/.job-{waits.pk}", "runs/" + "a" * 32]  # fmt: skip
    for name in names:
        (data / name).mkdir(parents=True)
    sweep()
    assert [name for name in names if (data / name).exists()] == [names[1], names[4], names[5]]
