"""Taking a checked workbook in: all of it or nothing, one change, one entry in the log of acts."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from itertools import groupby

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.registers.models import Change, PendingImport
from jianzhen.web.registers.models.change import Way
from jianzhen.web.registers.ownership import Owners
from jianzhen.web.registers.services.planning import Plan, plan
from jianzhen.web.registers.services.writing import write
from jianzhen.web.scope.net import whole_table
from jianzhen.words import Words

MOST_BYTES = 20 << 20
NAMED = 200
"""Entries that the log of acts names; the change has them all."""
_ZIP = b"PK\x03\x04"
TOO_LARGE = Words("文件不能超过 20 MB", "the file may have 20 MB at most")
NOT_A_WORKBOOK = Words(
    "请上传 .xlsx 工作簿（用模板填写，或修改导出的文件）", "upload an .xlsx workbook: the template, or an edited export"
)
FAULTY = Words("文件有错误，未导入任何内容", "the file has faults; nothing was imported")
STALE = Words(
    "检查之后名录有了变化，请核对新的检查结果后再导入", "the registers have changed since; look at the new result first"
)
NOTHING = Words("文件与名录一致，没有可导入的内容", "the file says what the registers say; there is nothing to import")


def keep(request: Asked, upload: UploadedFile[bytes], *, valid_from: dt.date, reason: str) -> PendingImport:
    """Keep a workbook until its sender decides.

    Raises:
        RefusedError: It is too large or no workbook, or no reason is given.
    """
    reason = reason_given(reason)
    if (upload.size or 0) > MOST_BYTES:
        raise RefusedError(TOO_LARGE)
    data = upload.read()
    if not str(upload.name).lower().endswith(".xlsx") or not data.startswith(_ZIP):
        raise RefusedError(NOT_A_WORKBOOK)
    pending = PendingImport.objects.create(
        user=request.user,
        name=str(upload.name)[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        valid_from=valid_from,
        reason=reason,
        made_at=dt.datetime.now(),
    )
    pending.path.parent.mkdir(parents=True, exist_ok=True)
    pending.path.write_bytes(data)
    return pending


def dry_run(request: Asked, pending: PendingImport) -> Plan:
    """What would be done; remembered, so that nothing else can be."""
    found = plan(request, pending.path, pending.name, pending.valid_from)
    pending.plan = "" if found.faults else found.digest()
    pending.save(update_fields=["plan"])
    return found


def take_in(request: Asked, pending: PendingImport) -> Plan:
    """Do what the dry run showed.

    Raises:
        RefusedError: There are faults, nothing would change, or it is no longer what was shown.
    """
    with transaction.atomic():
        found = plan(request, pending.path, pending.name, pending.valid_from)
        if found.faults:
            raise RefusedError(FAULTY)
        if not found.rows:
            raise RefusedError(NOTHING)
        if found.digest() != pending.plan:
            raise RefusedError(STALE)
        source = f"{pending.name} SHA-256 {pending.sha256}"
        change = write_plan(request, found, Way.IMPORTED, pending.reason, source)
        _log(request, found, change, pending)
        path = pending.path
        pending.delete()
    path.unlink(missing_ok=True)
    return found


def write_plan(request: Asked, found: Plan, way: Way, reason: str, source: str = "") -> Change:
    """Write the rows of a plan as one change, register by register in the order of the contract."""
    change = Change.objects.create(
        way=way.value, at=dt.datetime.now(), author=request.user, reason=reason, source=source[:300]
    )
    owners = Owners()
    with whole_table("what belongs to an entry follows it, in sight or not"):
        for register, rows in groupby(found.rows, key=lambda one: one.register):
            write(register, [one.row for one in rows], change, owners)
    return change


def _log(request: Asked, found: Plan, change: Change, pending: PendingImport) -> None:
    audit.record(
        "registers.imported",
        actor=request.user,
        request=request,
        target=change,
        after={
            "new": found.new,
            "changed": found.changed,
            "sha256": pending.sha256,
            "entries": named(found.rows),
        },
        reason=pending.reason,
        words=Words(
            "导入名录：新增 {after.new} 条，变更 {after.changed} 条",
            "imported rows: {after.new} new entries, {after.changed} changed",
        ),
    )


def named(rows: Iterable[object]) -> list[str]:
    """The first entries by name."""
    return [f"{one.register.name}: {one.label}" for one, _ in zip(rows, range(NAMED), strict=False)]  # type: ignore[attr-defined]


def forget_old(now: dt.datetime) -> int:
    """Drop workbooks nobody came back for within a day."""
    old = list(PendingImport.objects.filter(made_at__lt=now - dt.timedelta(days=1)))
    for pending in old:
        pending.path.unlink(missing_ok=True)
        pending.delete()
    return len(old)
