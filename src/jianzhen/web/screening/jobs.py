"""What recurs: runs that are planned, and work whose worker was lost."""

from __future__ import annotations

import datetime as dt

from jianzhen.web.screening.models import BackTest, ScreeningJob
from jianzhen.web.screening.services.asking import run_planned
from jianzhen.web.screening.services.sweeping import sweep
from jianzhen.web.screening.services.work import take_up_again
from jianzhen.web.screening.tasks import run_backtest, run_screening
from jianzhen.web.serving.jobs import every


@every(minutes=1)
def take_up_lost_work() -> None:
    """Put what a killed worker left behind back into the queue."""
    take_up_again(ScreeningJob, run_screening.enqueue)
    take_up_again(BackTest, run_backtest.enqueue)


@every(minutes=5)
def screen_as_planned() -> None:
    """Ask for the runs that are due."""
    run_planned(dt.datetime.now())


@every(hours=24)
def clear_workshops() -> None:
    """Remove what runs that were stopped or have failed left for their next try."""
    sweep()
