"""From an accepted submission to the lake: exactly once, whatever is killed when.

The lake's log is what decides: its entry names the number of the receipt. A worker that dies
before the entry stands has done nothing; one that dies after it is found to have done it by the
next one, which only notes the batch.
"""

from __future__ import annotations

import fcntl
import logging
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jianzhen.lake.add import add
from jianzhen.lake.entry import Act, Source
from jianzhen.lake.errors import LakeBusyError
from jianzhen.lake.log import Entry, entries
from jianzhen.lake.place import is_lake, open_lake, open_or_make
from jianzhen.lake.writing import Step, no_step
from jianzhen.web import audit
from jianzhen.web.filing.checks.examine import Examined
from jianzhen.web.filing.clock import now
from jianzhen.web.filing.models import Submission
from jianzhen.web.filing.services.checking import lake_folder, read
from jianzhen.web.filing.services.layout import laid_out
from jianzhen.web.filing.states import State
from jianzhen.web.scope.net import whole_table
from jianzhen.words import Words

_LOCK = "intake.lock"
log = logging.getLogger(__name__)


def hand_over_submission(key: int, *, step: Step = no_step) -> None:
    """Put a submission into the lake unless it is there; ``step`` is told of each step, as the lake tells it."""
    with whole_table("accepted submissions of every party go into the lake"), _one_at_a_time():
        submission = Submission.objects.select_related("party").filter(pk=key, state=State.ACCEPTED.value).first()
        if submission is None:
            return
        try:
            entry = _entry_of(submission) or _add(submission, step)
        except LakeBusyError:
            log.warning("submission %s: the lake is busy; it goes in at the next turn", key)
            return
        if entry is not None:
            step("note", "")
            _note(submission, entry)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Between the last look at the lake and its entry nobody else's rows may get in."""
    handle = os.open(Path(settings.OPTIONS.data) / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _entry_of(submission: Submission) -> Entry | None:
    """The lake's entry for the submission, when a worker before this one got that far."""
    if not is_lake(lake_folder()):
        return None
    said = entries(open_lake(lake_folder()))
    return next((one for one in reversed(said) if one.batch.act.reason.split(" ")[0] == submission.number), None)


def _add(submission: Submission, step: Step) -> Entry | None:
    with laid_out(submission) as files, tempfile.TemporaryDirectory(prefix="jianzhen-staged-") as work:
        examined = read(submission, files, Path(work))
        if not examined.ok:
            _hold(submission)
            return None
        return add(open_or_make(lake_folder()), examined.paths, _act(submission, examined), step=step)


def _act(submission: Submission, examined: Examined) -> Act:
    originals = submission.files.filter(inside=None)
    sources = tuple(Source(file.name, file.sha256, file.size) for file in originals)
    kinds: Counter[str] = Counter()
    for (_, code), count in examined.staged.faults.counts.items():
        kinds[code] += count
    reason = f"{submission.number} v{submission.version} {submission.reason}".strip()
    return Act(f"{submission.party.name} {submission.party.uscc}", reason, sources, kinds)


def _note(submission: Submission, entry: Entry) -> None:
    with transaction.atomic():
        current = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        current.state = State.STORED.value
        current.lake_batch, current.lake_digest = entry.batch.number, entry.sha256
        current.lake_at = now()
        current.save(update_fields=["state", "lake_batch", "lake_digest", "lake_at"])
        audit.record(
            "submission.stored",
            actor=None,
            target=current,
            after={"batch": entry.batch.number, "entry": entry.sha256},
            words=Words("{target}入库，批次{after.batch}", "{target} is in the lake as batch {after.batch}"),
        )


def _hold(submission: Submission) -> None:
    """What another institution got in first, or what was changed meanwhile, is told and not overwritten."""
    words = Words(
        "接收之后，湖中的数据已有变化（编号被占用或内容不同），因此没有入库。请更正后重新报送",
        "The lake changed after it was accepted (a number was taken, or holds other content), so it did not go in. "
        "Correct it and submit again",
    )
    with transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(state=State.HELD.value, trouble=list(words))
        audit.record(
            "submission.held",
            actor=None,
            target=submission,
            after={"state": State.HELD.value},
            words=Words("{target}入库受阻", "{target} was held back from the lake"),
        )
