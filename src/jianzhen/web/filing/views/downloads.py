"""Files that leave: originals byte for byte, lists of faults, marked sheets. Always as a download, never shown."""

from __future__ import annotations

import hashlib
from typing import cast
from urllib.parse import quote

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.filing import vault
from jianzhen.web.filing.models import Submission, SubmittedFile
from jianzhen.web.filing.services import faultlist, marking
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site import spreadsheet
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_UNUSABLE = Words(
    "原始文件缺失或已被改动，请系统管理员从备份恢复。",
    "The original is gone or was changed; the administrator restores it from the backup.",
)


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def submitted_file(request: Asked, submission_id: int, file_id: int) -> HttpResponse:
    """The original, byte for byte; who took it is on record."""
    file = _file(submission_id, file_id)
    path = vault.place(file.sha256)
    try:
        with path.open("rb") as content:
            whole = hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
    except OSError:
        whole = False
    if not whole:
        messages.error(request, chosen(_UNUSABLE))
        return redirect("submission", submission_id=submission_id)
    with transaction.atomic():
        audit.record(
            "submission.downloaded",
            actor=request.user,
            request=request,
            target=file.submission,
            after={"sha256": file.sha256},
            words=Words("下载{target}的原始文件", "downloaded an original of {target}"),
        )
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )
    return cast("HttpResponse", answer)  # streamed, which nobody here needs to know


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def submission_faults(request: Asked, submission_id: int) -> HttpResponse:
    """All faults as a sheet."""
    one = get_object_or_404(Submission.objects.all(), pk=submission_id)
    _note(request, one, "faults")
    headings, rows = faultlist.lines(faultlist.table_of(one))
    return spreadsheet.answer(f"问题清单-{one.pk}", spreadsheet.workbook("问题清单", headings, rows))


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def marked_file(request: Asked, submission_id: int, file_id: int) -> HttpResponse:
    """The sheet itself with its faults in it."""
    file = _file(submission_id, file_id)
    if file.kind not in {"text", "workbook"}:
        return redirect("submission", submission_id=submission_id)
    try:
        content = marking.marked(file, faultlist.table_of(file.submission))
    except (marking.TooLargeError, OSError):
        words = Words(
            "文件过大，无法逐格标注，请下载问题清单。", "Too large to be marked; download the list of faults."
        )
        messages.warning(request, chosen(words))
        return redirect("submission", submission_id=submission_id)
    _note(request, file.submission, "marked")
    name = f"标注-{file.name.rpartition('.')[0]}.xlsx"
    return HttpResponse(
        content,
        content_type=spreadsheet.XLSX,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


def _file(submission_id: int, file_id: int) -> SubmittedFile:
    found = SubmittedFile.objects.select_related("submission__party")
    return get_object_or_404(found, pk=file_id, submission=submission_id)


def _note(request: Asked, submission: Submission, what: str) -> None:
    with transaction.atomic():
        audit.record(
            "submission.downloaded",
            actor=request.user,
            request=request,
            target=submission,
            after={"what": what},
            words=Words("下载{target}的检查结果", "downloaded what the check of {target} found"),
        )
