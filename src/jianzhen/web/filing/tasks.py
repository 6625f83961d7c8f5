"""Background work of intake; each may be killed at any moment and done again."""

from __future__ import annotations

from django_tasks import task


@task()
def check(submission: int) -> None:
    """Check an upload."""
    from jianzhen.web.filing.services.checking import check_submission  # noqa: PLC0415 - the apps must be there first

    check_submission(submission)


@task()
def hand_over(submission: int) -> None:
    """Put an accepted submission into the lake."""
    from jianzhen.web.filing.services.handover import hand_over_submission  # noqa: PLC0415

    hand_over_submission(submission)
