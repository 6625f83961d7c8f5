"""The files that a lead's evidence stands in, as long as they are still the same.

A file of a data set holds the rows of everybody, so it leaves with those alone whom the region lets see everybody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from jianzhen.report.results import Results
from jianzhen.report.view import LeadView
from jianzhen.screen.record import RecordError
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.leads.models import Lead
from jianzhen.web.leads.services.importing import RUNS
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.divisions import ROOT
from jianzhen.web.scope.remit import remit_of
from jianzhen.web.scope.rights import Right
from jianzhen.web.screening.area import Area
from jianzhen.words import Words

EVERYBODY = Area(ROOT, remit_of(("ecology",)))
"""Whoever reaches this sees every row there is."""
FOLDER = "datasets"
"""Below the data folder; the lake keeps rows, not files."""
CHANGED = Words(
    "原始文件已变动或不在原处，与筛查时的摘要不符。证据包中有当时的数据行。",
    "The file has changed or is gone: it no longer has the digest it was screened with. The rows are in the package.",
)


class NoOriginalError(Exception):
    """There is no such file; ``known`` when there was one."""

    def __init__(self, *, known: bool) -> None:
        self.known = known
        super().__init__()


def names(actor: Actor, lead: Lead, view: LeadView) -> Iterator[str]:
    """The files of the lead's evidence that lie where they lay; none for somebody who may not take them."""
    home = _home(lead)
    if home is not None and actor.may(Right.LEADS_VIEW, EVERYBODY):
        yield from (name for name in _cited(lead, view) if (home / name).is_file())


def take(request: Asked, lead: Lead, view: LeadView | None, name: str) -> bytes:
    """A file of the lead's evidence, on record. The name has to stand in the record of the run: no other is opened.

    Raises:
        NoOriginalError: No evidence stands in such a file, or it is not there any more as it was.
        django.core.exceptions.PermissionDenied: It also holds what is beyond the person's reach.
    """
    home, sha256 = _home(lead), _cited(lead, view).get(name) if view else None
    if home is None or sha256 is None:
        raise NoOriginalError(known=False)
    if not request.actor.may(Right.LEADS_VIEW, EVERYBODY):
        raise PermissionDenied
    try:
        content = (home / name).read_bytes()
    except OSError as error:
        raise NoOriginalError(known=True) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise NoOriginalError(known=True)
    with transaction.atomic():
        audit.record(
            "lead.original_taken", actor=request.user, request=request, target=lead,
            after={"file": name, "sha256": sha256},
            words=Words("从{target}下载原始文件 {after.file}", "took the original file {after.file} of {target}"),
        )  # fmt: skip
    return content


def _home(lead: Lead) -> Path | None:
    data = Path(settings.OPTIONS.data)
    folder = data / FOLDER / lead.run.dataset
    return folder if lead.run.dataset and folder.is_dir() else None


def _cited(lead: Lead, view: LeadView) -> dict[str, str]:
    files = {line.place.file for table in view.evidence for line in table.lines}
    return {name: sha256 for name, sha256 in _digests(lead).items() if name in files}


def _digests(lead: Lead) -> dict[str, str]:
    try:
        run = Results(Path(settings.OPTIONS.data) / RUNS / lead.run.folder).run
    except RecordError:
        return {}
    return {str(file["name"]): str(file["sha256"]) for file in run["files"]}
