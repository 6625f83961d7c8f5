"""Removing what ended runs have left in the data folder."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from django.conf import settings

from jianzhen.web.leads.services.importing import RUNS
from jianzhen.web.screening.models import ScreeningJob
from jianzhen.web.screening.models.work import UNFINISHED
from jianzhen.web.screening.services.screening import WORKSHOP

_UNFINISHED_RUN = re.compile(r"\.+job-(\d+)(-.*)?")


def sweep() -> list[Path]:
    """Remove the folders of jobs that neither wait nor run, and give them."""
    home = Path(settings.OPTIONS.data)
    busy = {str(key) for key in ScreeningJob.objects.filter(state__in=UNFINISHED).values_list("pk", flat=True)}
    left = [path for path in _folders(home / WORKSHOP) if path.name.isdecimal() and path.name not in busy]
    for path in _folders(home / RUNS):
        named = _UNFINISHED_RUN.fullmatch(path.name)
        if named and named[1] not in busy:
            left.append(path)
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return left


def _folders(home: Path) -> list[Path]:
    return [path for path in home.iterdir() if path.is_dir()] if home.is_dir() else []
