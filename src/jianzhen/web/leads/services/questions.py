"""Asking an institution about a lead, and taking its answer."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.filing import vault
from jianzhen.web.leads.models import Lead, Question
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

MOST_BYTES = 20 * 2**20
_LONGEST_NAME = 120
TYPES: Mapping[bytes, tuple[str, str]] = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
}
"""By how a file begins: its type, and the ending it gets when it is handed out."""


def ask(request: Asked, lead: Lead, party: Party | None, *, text: str, due_on: dt.date) -> Question:
    """Ask; within the transaction of the act that moves the lead."""
    return Question.objects.create(
        lead=lead, party=party, text=text, asked_by=request.user, asked_at=dt.datetime.now(), due_on=due_on
    )


def close(lead: Lead) -> None:
    """The lead goes on: what was asked is no longer answered."""
    Question.objects.filter(lead=lead, closed_at=None).update(closed_at=dt.datetime.now())


def answer(request: Asked, question: Question, text: str, file: UploadedFile[bytes] | None) -> Question:
    """Take an answer: of the institution that was asked, or put down by an officer who has it on paper.

    Raises:
        RefusedError: It was answered or closed before, or the file is not of a kind that is taken.
        django.core.exceptions.PermissionDenied: Neither asked nor able to judge the lead.
    """
    if not may_answer(request, question):
        raise PermissionDenied
    kind = _kind(file) if file else ""
    with transaction.atomic():
        question = Question.objects.select_for_update(of=("self",)).select_related("lead").get(pk=question.pk)
        if not question.is_open:
            raise RefusedError(Words("已经答复，或已不再需要答复", "It was answered, or needs no answer any more"))
        question.answer, question.answered_by, question.answered_at = text, request.user, dt.datetime.now()
        if file:
            question.file_name = str(file.name)[-_LONGEST_NAME:]
            question.file_sha256, question.file_type = vault.keep(file.chunks()).sha256, kind
        question.save()
        audit.record(
            "lead.answered", actor=request.user, request=request, target=question.lead,
            before={"answered": False},
            after={"answered": True, "answer": audit.Personal(text), "file_sha256": question.file_sha256},
            words=Words("答复关于{target}的说明要求", "answered the question about {target}"),
        )  # fmt: skip
    return question


def may_answer(request: Asked, question: Question) -> bool:
    """The institution itself, or whoever may judge the lead."""
    own = request.actor.party_id is not None and question.party_id == request.actor.party_id
    return own or request.actor.may(Right.LEADS_TRIAGE, question)


def take_file(request: Asked, question: Question) -> bytes:
    """The attachment, as it came; on record.

    Raises:
        jianzhen.web.filing.vault.BrokenFileError: It is gone or was changed.
    """
    content = _read(question.file_sha256)
    with transaction.atomic():
        audit.record(
            "lead.answer_file_taken", actor=request.user, request=request, target=question.lead,
            after={"file_sha256": question.file_sha256},
            words=Words("下载{target}答复的附件", "took the file of an answer about {target}"),
        )  # fmt: skip
    return content


def _read(sha256: str) -> bytes:
    try:
        content = vault.place(sha256).read_bytes()
    except OSError as error:
        raise vault.BrokenFileError(f"{sha256}: {error.strerror}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise vault.BrokenFileError(f"{sha256}: changed")
    return content


def _kind(file: UploadedFile[bytes]) -> str:
    if not file.size or file.size > MOST_BYTES:
        raise RefusedError(Words("附件为空或超过 20 MB", "The file is empty or larger than 20 MB"))
    head = file.read(16)
    file.seek(0)
    for beginning, (kind, _) in TYPES.items():
        if head.startswith(beginning):
            return kind
    raise RefusedError(Words("附件只收 PDF、PNG、JPEG", "Only PDF, PNG and JPEG files are taken"))
