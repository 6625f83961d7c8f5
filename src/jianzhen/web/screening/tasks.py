"""What the worker does for screening."""

from __future__ import annotations

from django_tasks import task

from jianzhen.web.screening.models import BackTest, ScreeningJob
from jianzhen.web.screening.services.work import perform


@task()
def run_screening(key: int) -> None:
    """Screen a data set and take its leads over."""
    from jianzhen.web.screening.services.screening import screen_job  # noqa: PLC0415 - the web need not load engines

    perform(ScreeningJob, key, screen_job)


@task()
def run_backtest(key: int) -> None:
    """Try a setting on past data."""
    from jianzhen.web.screening.services.trying import try_setting  # noqa: PLC0415 - the web need not load engines

    perform(BackTest, key, try_setting)
