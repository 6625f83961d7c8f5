"""Files onto entries and off them; what a file is, its bytes say."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.registers.models import Attachment, Record
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

MOST_BYTES = 20 << 20
TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ENDINGS: Mapping[str, str] = {".pdf": "pdf", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".docx": "docx",
                               ".xlsx": "xlsx"}  # fmt: skip
_MAGIC = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))
_MARKS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
TOO_LARGE = Words("附件不能超过 20 MB", "a file may have 20 MB at most")
NOT_ALLOWED = Words(
    "只接受 PDF、PNG、JPEG、不含宏的 .docx 与 .xlsx，且内容须与扩展名一致",
    "PDF, PNG, JPEG, and .docx and .xlsx without macros; the content must be what the ending says",
)
GONE = Words("这个附件已撤下", "the file has been taken off")


def attach(request: Asked, record: Record, upload: UploadedFile[bytes], *, reason: str) -> Attachment:
    """Keep a file with an entry.

    Raises:
        RefusedError: It is too large, or not what it says it is, or no reason is given.
        django.core.exceptions.PermissionDenied: The entry is not the person's to keep.
    """
    reason = reason_given(reason)
    if not request.actor.may(Right.REGISTERS_EDIT, record):
        raise PermissionDenied
    if (upload.size or 0) > MOST_BYTES:
        raise RefusedError(TOO_LARGE)
    data = upload.read()
    name = PurePosixPath(str(upload.name).replace("\\", "/")).name[-200:]
    kind = kind_of(data)
    if kind is None or _ENDINGS.get(PurePosixPath(name).suffix.lower()) != kind:
        raise RefusedError(NOT_ALLOWED)
    with transaction.atomic():
        made = Attachment.objects.create(
            record=record, name=name, kind=kind, size=len(data), sha256=hashlib.sha256(data).hexdigest(),
            reason=reason, author=request.user, at=dt.datetime.now(),
        )  # fmt: skip
        _keep(made, data)
        _log("register.attached", request, made, reason, Words("上传附件{after.name}", "attached {after.name}"))
    return made


def detach(request: Asked, attachment: Attachment, *, reason: str) -> None:
    """Take a file off; its bytes and its line stay.

    Raises:
        RefusedError: It is off already, or no reason is given.
        django.core.exceptions.PermissionDenied: The entry is not the person's to keep.
    """
    reason = reason_given(reason)
    if not request.actor.may(Right.REGISTERS_EDIT, attachment.record):
        raise PermissionDenied
    with transaction.atomic():
        if not Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=dt.datetime.now()):
            raise RefusedError(GONE)
        _log("register.detached", request, attachment, reason, Words("撤下附件{after.name}", "took {after.name} off"))


def fetched(request: Asked, attachment: Attachment) -> bytes:
    """The bytes; that somebody took them is on record.

    Raises:
        OSError: They cannot be read.
    """
    data = attachment.path.read_bytes()
    with transaction.atomic():
        _log("register.fetched", request, attachment, "", Words("下载附件{after.name}", "fetched {after.name}"))
    return data


def kind_of(data: bytes) -> str | None:
    """What the bytes are, of what is accepted."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if any("vbaproject" in name.lower() or name.lower().endswith((".bin", ".exe")) for name in names):
        return None
    return next((kind for mark, kind in _MARKS.items() if mark in names), None)


def _keep(made: Attachment, data: bytes) -> None:
    """Under its digest, whole or not at all; the same bytes are kept once."""
    path = made.path
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}-{os.getpid()}")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def _log(kind: str, request: Asked, one: Attachment, reason: str, words: Words) -> None:
    after = {"name": one.name, "sha256": one.sha256, "size": one.size}
    audit.record(kind, actor=request.user, request=request, target=one.record, after=after, reason=reason, words=words)
