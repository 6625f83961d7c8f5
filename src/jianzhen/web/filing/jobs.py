"""What the scheduler does for intake."""

from __future__ import annotations

import datetime as dt
import time

from jianzhen.web.filing import tasks, vault
from jianzhen.web.filing.models import Submission, SubmittedFile
from jianzhen.web.filing.services.duties import chase_automatically
from jianzhen.web.filing.services.idempotency import forget_old
from jianzhen.web.filing.states import State
from jianzhen.web.scope.net import whole_table
from jianzhen.web.serving.jobs import every

_PATIENCE = dt.timedelta(minutes=3)
_MOST = 100


@every(minutes=3)
def take_up_what_stopped() -> None:
    """Begin again what a killed worker left, and what found the lake busy."""
    before = dt.datetime.now() - _PATIENCE
    with whole_table("work that stopped, of every party"):
        unchecked = Submission.objects.filter(state=State.CHECKING.value, uploaded_at__lt=before)
        for key in unchecked.order_by("pk").values_list("pk", flat=True)[:_MOST]:
            tasks.check.enqueue(key)
        waiting = Submission.objects.filter(state=State.ACCEPTED.value, accepted_at__lt=before)
        for key in waiting.order_by("pk").values_list("pk", flat=True)[:_MOST]:
            tasks.hand_over.enqueue(key)


@every(hours=6)
def remind() -> None:
    """Remind of what has become overdue."""
    with whole_table("duties of every region"):
        chase_automatically(dt.datetime.now().date())


@every(hours=24)
def forget_unreferred_files() -> None:
    """Delete files of uploads that were refused after they had arrived, a day later."""
    before = time.time() - 24 * 3600
    with whole_table("files of every party"):
        old = vault.stale(before)
        known = set(SubmittedFile.objects.values_list("sha256", flat=True))
    vault.forget([sha256 for sha256 in old if sha256 not in known], before)


@every(hours=24)
def forget_keys() -> None:
    """Drop idempotency keys that nobody will use again."""
    forget_old(dt.datetime.now())
