"""Taking an upload in: every file kept under its digest before anything is made of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party, User
from jianzhen.web.accounts.services import limits as tries
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.filing import tasks, vault
from jianzhen.web.filing.clock import now
from jianzhen.web.filing.guard import limits
from jianzhen.web.filing.guard.content import kind_of
from jianzhen.web.filing.guard.names import clean
from jianzhen.web.filing.models import Duty, Submission, SubmittedFile
from jianzhen.web.scope.remit import remit_of
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that is kept: its name, kind, digest and size in bytes."""

    name: str
    kind: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class About:
    """What an upload is for.

    Attributes:
        duty, period: The duty that it answers, if any.
        corrects: The submission that it corrects, if any.
        reason: Why; a correction has one.
        at_once: It is submitted as soon as the check finds no fault.
    """

    purpose: str = "records"
    duty: Duty | None = None
    period: str = ""
    corrects: Submission | None = None
    reason: str = ""
    channel: str = "page"
    at_once: bool = False


def remit_of_party(kind: str) -> int:
    """Whose business a party is: testing institutions are market supervision's as well."""
    return remit_of(("ecology", "market") if kind == "lab" else ("ecology",))


def arrive(party: Party, files: Sequence[tuple[str, Iterable[bytes]]]) -> list[Arrived]:
    """Keep the files of an upload.

    Raises:
        RefusedError: Too many, too large, two of one name, or too much from one party in a short time.
        jianzhen.web.filing.guard.refusal.RefusedFileError: One that is not taken. Others may be kept already: nothing
            refers to them, and they are deleted after a day.
    """
    _refuse_flood(party)
    return kept(files)


def _refuse_flood(party: Party) -> None:
    if wait := tries.take("upload", str(party.pk), dt.datetime.now()):
        minutes = 1 + int(wait.total_seconds()) // 60
        text = Words("上传过于频繁，请 {n} 分钟后再试", "Too many uploads; try again in {n} minutes")
        raise RefusedError(text.format(n=minutes))
    since = dt.datetime.now() - dt.timedelta(days=1)
    today = Submission.objects.filter(party=party, uploaded_at__gt=since).aggregate(bytes=Sum("size"))["bytes"] or 0
    if today > limits.DAY_BYTES:
        most = limits.DAY_BYTES >> 30
        raise RefusedError(Words(f"一天最多上传 {most} GB", f"At most {most} GB in a day"))


def kept(files: Sequence[tuple[str, Iterable[bytes]]]) -> list[Arrived]:
    """Keep files, whoever sends them; raises as ``arrive`` does."""
    if not files:
        raise RefusedError(Words("请选择要上传的文件", "Choose the files to upload"))
    if len(files) > limits.FILES:
        raise RefusedError(Words(f"一次最多 {limits.FILES} 个文件", f"At most {limits.FILES} files at once"))
    names = [clean(name) for name, _ in files]
    if len({name.casefold() for name in names}) != len(names):
        raise RefusedError(Words("有重名的文件", "Two files have one name"))
    arrived = []
    for name, (_, pieces) in zip(names, files, strict=True):
        # Looked at before it is kept: what is not taken is not stored either.
        one = vault.keep(pieces, lambda path, name=name: kind_of(path, name))  # type: ignore[misc]  # one argument is bound
        arrived.append(Arrived(name, kind_of(vault.place(one.sha256), name).value, one.sha256, one.size))
    if sum(one.size for one in arrived) > limits.UPLOAD_BYTES:
        most = limits.UPLOAD_BYTES >> 20
        raise RefusedError(Words(f"一次最多 {most} MB", f"At most {most} MB at once"))
    return arrived


def digest_of(files: Sequence[Arrived]) -> str:
    """The digest of one file; of several that of their list, as ``sha256sum`` writes it in order of names."""
    if len(files) == 1:
        return files[0].sha256
    lines = sorted((one.name, one.sha256) for one in files)
    return hashlib.sha256("".join(f"{sha256}  {name}\n" for name, sha256 in lines).encode()).hexdigest()


def receive(request: Asked, party: Party, files: Sequence[Arrived], about: About) -> Submission:
    """Put an upload on record and have it checked.

    Raises:
        RefusedError: What it is for does not fit.
    """
    with transaction.atomic():
        submission = _record(request.user, party, files, about)
        audit.record(
            "submission.uploaded",
            actor=request.user,
            request=request,
            target=submission,
            after={"digest": submission.digest, "size": submission.size, "purpose": about.purpose},
            reason=about.reason,
            words=Words("上传{target}，摘要{after.digest}", "uploaded {target}, digest {after.digest}"),
        )
        tasks.check.enqueue(submission.pk)
    return submission


def _record(user: User, party: Party, files: Sequence[Arrived], about: About) -> Submission:
    _refuse_unfit(party, about)
    corrects = _corrected(party, about)
    submission = Submission.objects.create(
        party=party,
        region=party.region,
        remit=remit_of_party(party.kind),
        purpose=about.purpose,
        duty=corrects.duty if corrects else about.duty,
        period=corrects.period if corrects else about.period,
        series=corrects.series if corrects else uuid.uuid4(),
        version=corrects.version + 1 if corrects else 1,
        corrects=corrects,
        reason=about.reason.strip(),
        channel=about.channel,
        at_once=about.at_once,
        uploaded_by=user,
        uploaded_at=now(),
        digest=digest_of(files),
        size=sum(one.size for one in files),
    )
    SubmittedFile.objects.bulk_create(
        [
            SubmittedFile(submission=submission, name=one.name, kind=one.kind, sha256=one.sha256, size=one.size)
            for one in files
        ]
    )
    return submission


def _refuse_unfit(party: Party, about: About) -> None:
    if about.duty is None:
        return
    from jianzhen.web.filing.services.duties import binds, period_fits  # noqa: PLC0415 - duties know submissions too

    if not binds(about.duty, party) or not period_fits(about.duty, about.period):
        raise RefusedError(Words("没有这一期的报送要求", "Nothing is due for this period"))


def _corrected(party: Party, about: About) -> Submission | None:
    if about.corrects is None:
        return None
    reason_given(about.reason)
    latest = latest_of(about.corrects)
    if latest is None or latest.pk != about.corrects.pk or latest.party_id != party.pk:
        raise RefusedError(Words("只能更正最新的已接收版本", "Only the newest accepted version is corrected"))
    return latest


def latest_of(submission: Submission) -> Submission | None:
    """The newest accepted version of a series."""
    return Submission.objects.filter(series=submission.series, number__isnull=False).order_by("-version").first()


def from_platform(user: User, party: Party, files: Sequence[Arrived]) -> Submission:
    """Put on record what the platform itself makes of an accepted filing; it goes the same way as every upload."""
    submission = _record(user, party, files, About(purpose="filed", at_once=True))
    tasks.check.enqueue(submission.pk)
    return submission
