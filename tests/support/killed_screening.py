"""A worker that screens and kills itself at some point; run by the test of kills.

``python -m tests.support.killed_screening prepare`` makes the database and a run that waits; ``… POINT`` performs it
and dies there (``rule``: the first one is answered; ``leads``: its leads are written and not committed; ``end``: they
are committed and nobody knows yet); ``… never`` lives. ``… lost`` waits no longer for a worker that is silent.
"""

from __future__ import annotations

import os
import signal
import sys

# Settings first.
# ruff: noqa: PLC0415


def main(order: str) -> None:
    """Do what the order says."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "jianzhen.web.settings"
    import django

    django.setup()
    {"prepare": _prepare, "lost": _lost}.get(order, lambda: _perform(order))()


def _prepare() -> None:
    import datetime as dt

    from django.core.management import call_command

    from jianzhen.web.screening.models import ScreeningJob

    call_command("migrate", verbosity=0)
    ScreeningJob.objects.create(
        dataset="small", on=dt.date(2024, 6, 30), rules=["constant_value", "person_two_places"],
        asked_at=dt.datetime.now(),
    )  # fmt: skip


def _lost() -> None:
    import datetime as dt

    from jianzhen.web.screening.models import ScreeningJob
    from jianzhen.web.screening.models.work import SILENT
    from jianzhen.web.screening.services.work import take_up_again

    ScreeningJob.objects.update(heard_at=dt.datetime.now() - 2 * SILENT)
    print(len(take_up_again(ScreeningJob, lambda _: None)))


def _perform(point: str) -> None:
    from jianzhen.screen.judge import Answer
    from jianzhen.screen.memory import Memory
    from jianzhen.web.leads.services import importing
    from jianzhen.web.screening.models import ScreeningJob
    from jianzhen.web.screening.services import screening, work

    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    judged: list[str] = []
    get, put = Memory.get, Memory.put

    def remembered(self: Memory, rule_id: str) -> Answer | None:
        answer = get(self, rule_id)
        judged.extend([rule_id] if answer is None else [])
        return answer

    def kept(self: Memory, rule_id: str, answer: Answer) -> None:
        put(self, rule_id, answer)
        if point == "rule":
            die()

    Memory.get, Memory.put = remembered, kept  # type: ignore[method-assign]
    if point == "leads":
        importing.sum_up = die
    if point == "end":
        work._end = die
    work.perform(ScreeningJob, ScreeningJob.objects.get().pk, screening.screen_job)
    _say(len(judged))


def _say(judged: int) -> None:
    from django.db.models import Sum

    from jianzhen.web.audit.models import Entry
    from jianzhen.web.leads.models import Lead, LeadContent, LeadRule, LeadTally, RunChange, ScreeningRun
    from jianzhen.web.leads.models.tally import LEADS
    from jianzhen.web.leads.services.tallying import sum_up
    from jianzhen.web.scope.net import whole_table
    from jianzhen.web.screening.models import ScreeningJob

    job = ScreeningJob.objects.get()
    with whole_table("the test"):
        sum_up()
        tallied = LeadTally.objects.filter(dimension=LEADS).aggregate(n=Sum("number"))["n"]
        said = {
            "state": job.state, "tries": job.tries, "run": job.run.run_id if job.run else "",
            "keys": sorted(Lead.objects.values_list("key", flat=True)),
            "contents": LeadContent.objects.count(), "rules": LeadRule.objects.count(), "tallied": tallied,
            "runs": ScreeningRun.objects.count(),
            "changes": list(RunChange.objects.values_list("new", "same", "gone")),
        }  # fmt: skip
    import json

    from django.conf import settings

    left = sorted(path.name for path in (settings.OPTIONS.data / "runs").iterdir())
    whole = Entry.objects.filter(kind="leads.imported").count()
    print(json.dumps({**said, "judged": judged, "left": left, "imports": whole}))


if __name__ == "__main__":
    main(sys.argv[1])
