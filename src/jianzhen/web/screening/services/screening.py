"""The run itself, in the worker."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jianzhen.lake.errors import LakeError
from jianzhen.report.screening import Request, screen_to_folder
from jianzhen.rules import catalogue
from jianzhen.screen.load import DataRefusedError
from jianzhen.screen.settings import Settings, SettingsError, parse
from jianzhen.web.leads.services.importing import RUNS, import_run
from jianzhen.web.screening.datasets import LAKE, datasets
from jianzhen.web.screening.lakes import newest_batch
from jianzhen.web.screening.models import ScreeningJob
from jianzhen.web.screening.services.effective import plain_settings
from jianzhen.web.screening.services.work import WorkFailedError, tell
from jianzhen.words import Words

WORKSHOP = "screening"
"""Below the data folder: what runs that are not finished leave for their next try."""


def screen_job(job: ScreeningJob) -> None:
    """Screen a job's data set and put the leads on the desk.

    Raises:
        WorkFailedError: The data set, the settings or the data cannot be used.
        jianzhen.web.screening.services.work.StopAskedError: Somebody wants it to stop.
    """
    data = datasets().get(job.dataset)
    if data is None:
        raise WorkFailedError(Words("数据集已不在原处", "The data set is not where it was"))
    _begin(job, data)
    home = Path(settings.OPTIONS.data)
    memory = home / WORKSHOP / str(job.pk)
    # Beside its last place, so that the way from the results to the data, which stands in them, stays right.
    out = home / RUNS / f".job-{job.pk}"
    request = Request(
        data=data, out=out, on=job.on, rule_ids=tuple(job.rules), settings=checked(job.settings), batch=job.batch,
        memory=memory,
    )  # fmt: skip
    try:
        outcome = screen_to_folder(request, Watch(job))
    except (DataRefusedError, LakeError, FileNotFoundError) as error:
        raise WorkFailedError(told(error)) from error
    total = len(outcome.run["rules"])
    tell(job, total, total, "")
    with transaction.atomic():
        imported = import_run(out, actor=job.asked_by, dataset=job.dataset)
        ScreeningJob.objects.filter(pk=job.pk).update(run=imported.run)
    for left in (memory, out, *out.parent.glob(f".{out.name}-*")):
        shutil.rmtree(left, ignore_errors=True)


def _begin(job: ScreeningJob, data: Path) -> None:
    """What decides the answers is fixed at the first try, so that a second one gives the same."""
    if job.settings is None:
        job.settings = plain_settings(dt.datetime.now().date())
        job.batch = newest_batch(data) if job.dataset == LAKE else None
        job.save(update_fields=["settings", "batch"])


def checked(plain: dict[str, object]) -> Settings:
    """Settings as the engine takes them.

    Raises:
        WorkFailedError: Something in them is no longer possible.
    """
    try:
        return parse(plain, catalogue.catalogue())
    except SettingsError as error:
        faults = "; ".join(error.faults)
        raise WorkFailedError(Words(f"阈值设定有误：{faults}", f"The settings have faults: {faults}")) from error


def told(error: Exception) -> Words:
    """Why data cannot be screened."""
    if isinstance(error, DataRefusedError):
        first = "; ".join(f"{fault.file} {fault.column or ''}: {fault.found}" for fault in error.faults[:5])
        text = Words(
            "数据无法筛查，{n} 处结构问题：{first}", "The data cannot be screened, {n} structural faults: {first}"
        )
        return text.format(n=len(error.faults), first=first)
    if isinstance(error, LakeError):
        return error.words
    return Words("没有这个文件或文件夹", "There is no such file or folder")


@dataclass
class Watch:
    """Tells the job how far the run is."""

    job: ScreeningJob
    rows: int = field(default=0)

    def reading(self, file: str, rows: int) -> None:
        """Rows were read."""
        self.rows += rows
        tell(self.job, 0, 0, f"{Path(file).name} {self.rows:,}")

    def judging(self, done: int, total: int, rule: str) -> None:
        """A rule begins."""
        tell(self.job, done, total, rule)
