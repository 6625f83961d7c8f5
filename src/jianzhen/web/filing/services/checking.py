"""Checking an upload in the background: what was found is on record, whatever it was."""

from __future__ import annotations

import io
import logging
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import DatabaseError, transaction

from jianzhen.intake.faultlog import FaultLog
from jianzhen.intake.faults import Severity
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.filing.checks.examine import Examined, examine
from jianzhen.web.filing.checks.ownership import Whose
from jianzhen.web.filing.clock import now
from jianzhen.web.filing.guard.refusal import RefusedFileError
from jianzhen.web.filing.models import FaultList, Submission, SubmittedFile
from jianzhen.web.filing.services import accepting
from jianzhen.web.filing.services.layout import LaidOut, laid_out
from jianzhen.web.filing.states import State
from jianzhen.web.scope.net import whole_table
from jianzhen.words import Words

LAKE = "lake"
"""Below the data folder."""
MOST_FAULTS = 50_000
"""Entries that are kept of one submission; a list that long is mended by its kinds, not one by one."""
_FAILED = Words(
    "文件无法检查，原因已记入系统日志。请另存为 .xlsx 或 CSV 后重新上传；仍然失败时请联系平台管理员",
    "The file could not be checked; why is in the system's log. Save it as .xlsx or CSV and upload it again; "
    "if that fails too, tell the administrator",
)
log = logging.getLogger(__name__)


def lake_folder() -> Path:
    """The lake of the office."""
    return Path(settings.OPTIONS.data) / LAKE


def whose(submission: Submission) -> Whose:
    """The institution, and which batches of the lake are its own."""
    party = submission.party
    batches = Submission.objects.filter(party=party, lake_batch__isnull=False).values_list("lake_batch", flat=True)
    return Whose(party.uscc, party.kind, frozenset(one for one in batches if one))


def check_submission(key: int) -> None:
    """Check an upload that is not checked yet; twice at once does no harm."""
    with whole_table("the background check of an upload"):
        submission = Submission.objects.select_related("party").filter(pk=key, state=State.CHECKING.value).first()
        if submission is None:
            return
        try:
            _check(submission)
        except RefusedFileError as refusal:
            _note_trouble(submission, refusal.words)
        except DatabaseError:
            raise  # the next turn of the scheduler does it again
        except Exception:
            log.exception("submission %s could not be checked", key)
            _note_trouble(submission, _FAILED)


def _check(submission: Submission) -> None:
    with laid_out(submission) as files, tempfile.TemporaryDirectory(prefix="jianzhen-staged-") as work:
        examined = read(submission, files, Path(work))
        entries, left_out = packed(examined.staged.faults)
    with transaction.atomic():
        current = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        if current.state != State.CHECKING.value:
            return
        SubmittedFile.objects.filter(submission=current, inside__isnull=False).delete()
        SubmittedFile.objects.bulk_create(files.members)
        FaultList.objects.update_or_create(submission=current, defaults={"entries": entries, "left_out": left_out})
        current.faults = examined.staged.faults.count(Severity.FAULT)
        current.warnings = examined.staged.faults.count(Severity.WARNING)
        current.tables = examined.tables
        current.state = State.READY.value if examined.ok else State.FAULTY.value
        current.checked_at = now()
        current.save()
        if examined.ok and current.at_once:
            _accept_at_once(current)


def _accept_at_once(submission: Submission) -> None:
    try:
        accepting.accept(submission, actor=submission.uploaded_by, request=None)
    except RefusedError as refusal:
        submission.trouble = list(refusal.words)
        submission.save(update_fields=["trouble"])


def read(submission: Submission, files: LaidOut, work: Path) -> Examined:
    """Read and check everything."""
    return examine(
        files.folder,
        files.formulas,
        whose(submission),
        submission.purpose,
        lake_folder(),
        work,
        correcting=submission.corrects_id is not None,
    )


def packed(faults: FaultLog) -> tuple[bytes, int]:
    """A list of faults as Parquet, and how many entries did not fit."""
    table = faults.table()
    out = io.BytesIO()
    kept = table.slice(0, MOST_FAULTS)
    # Plain texts: what is read back needs no dictionaries of its own.
    plain = pa.table(
        {name: kept[name].cast(pa.int64() if name == "row" else pa.string()) for name in kept.schema.names}
    )
    pq.write_table(plain, out, compression="zstd")
    return out.getvalue(), max(0, len(table) - MOST_FAULTS)


def _note_trouble(submission: Submission, words: Words) -> None:
    Submission.objects.filter(pk=submission.pk, state=State.CHECKING.value).update(
        state=State.FAULTY.value, trouble=list(words), checked_at=now()
    )
