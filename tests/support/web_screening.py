"""Something of each kind for the routes of the desks of leads and of screening."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.support.web_cast import CITY
from tests.support.web_leads import NOW, some_lead, some_run

from jianzhen.web.accounts.models import User
from jianzhen.web.leads.models import Question
from jianzhen.web.scope.net import whole_table
from jianzhen.web.screening.models import BackTest, ScreeningJob, SuppressionDecision

RULE = "person_two_places"
SOON = dt.datetime.now().date() + dt.timedelta(days=10)


def some_question(by: User, region: str = CITY, **fields: Any) -> Question:
    """A question about a lead of a region that waits for its answer, due in ten days, asked on paper."""
    lead = fields.pop("lead", None) or some_lead(region, state="needs_explanation", due_on=SOON)
    given = {"lead": lead, "text": f"请说明{lead.subject_name}的记录", "asked_by": by, "asked_at": NOW, "due_on": SOON}
    with whole_table("a test asks"):
        return Question.objects.create(**{**given, **fields})


def some_suppression(by: User, region: str = CITY, **fields: Any) -> SuppressionDecision:
    """A decision about a subject of a region, in force."""
    with whole_table("a test decides"):
        number = SuppressionDecision.objects.count() + 1
        given = {
            "rule": RULE, "subject": f"S{number}", "subject_name": f"抑制单位{number}号", "region": region, "remit": 1,
            "expires_on": SOON, "reason": "已核实", "by": by, "at": NOW,
        }  # fmt: skip
        return SuppressionDecision.objects.create(**{**given, **fields})


def some_backtest(by: User, **fields: Any) -> BackTest:
    """A test that waits, of a setting of the city."""
    given = {
        "rule": RULE, "scope": "region", "key": CITY, "region": CITY, "values": {"slack": 20.0}, "reason": "试",
        "dataset": "small", "on": NOW.date(), "asked_at": NOW, "asked_by": by,
    }  # fmt: skip
    return BackTest.objects.create(**{**given, **fields})


def objects_of_screening(by: Callable[[str], User]) -> dict[str, dict[str, object]]:
    """Arguments of the routes that take one."""
    leader = by("city_leader")
    lead, question = {"key": some_lead(CITY).key}, {"question_id": some_question(leader).pk}
    job = ScreeningJob.objects.create(dataset="small", on=NOW.date(), asked_at=NOW, asked_by=leader)
    test, rule = {"test_id": some_backtest(leader).pk}, {"rule_id": RULE}
    return {
        **dict.fromkeys(("lead_evidence", "lead_original", "suppress"), lead),
        **dict.fromkeys(("question", "answer", "answer_file"), question),
        **dict.fromkeys(("backtest", "put_into_force"), test),
        **dict.fromkeys(("rule", "try_rule"), rule),
        "stop_screening": {"job_id": job.pk},
        "screening_run": {"run_id": some_run().run_id},
        "lift_suppression": {"decision_id": some_suppression(leader).pk},
    }
