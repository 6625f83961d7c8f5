"""The files that a run has read, as long as they are still the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jianzhen.report.results import Results
from jianzhen.screen.record import RecordError
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.leads.models import Lead
from jianzhen.web.leads.services.importing import RUNS
from jianzhen.words import Words

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


def names(lead: Lead) -> Iterator[str]:
    """The files of the lead's run that lie where they lay."""
    home = _home(lead)
    if home is not None:
        yield from (name for name in _digests(lead) if (home / name).is_file())


def take(request: Asked, lead: Lead, name: str) -> bytes:
    """A file of the lead's run, on record. The name has to stand in the record of the run: no other is opened.

    Raises:
        NoOriginalError: The run read no such file, or it is not there any more as it was.
    """
    home, sha256 = _home(lead), _digests(lead).get(name)
    if home is None or sha256 is None:
        raise NoOriginalError(known=False)
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


def _digests(lead: Lead) -> dict[str, str]:
    try:
        run = Results(Path(settings.OPTIONS.data) / RUNS / lead.run.folder).run
    except RecordError:
        return {}
    return {str(file["name"]): str(file["sha256"]) for file in run["files"]}
