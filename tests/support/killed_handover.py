"""A worker that puts a submission into the lake and kills itself at a step; run by the test of kills.

``python -m tests.support.killed_handover prepare`` makes the database and an accepted submission;
``… STEP`` hands it over and dies at the step of that number; ``… -1`` lives.
"""

from __future__ import annotations

import os
import signal
import sys


def main(order: str) -> None:
    """Do what the order says."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "jianzhen.web.settings"
    import django  # noqa: PLC0415 - settings first

    django.setup()
    if order == "prepare":
        _prepare()
    else:
        _hand_over(int(order))


def _prepare() -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from tests.support.web_filing import csv_of, party_with_people, result, upload  # noqa: PLC0415

    from jianzhen.web.filing.models import Submission  # noqa: PLC0415
    from jianzhen.web.filing.services.checking import check_submission  # noqa: PLC0415
    from jianzhen.web.scope.net import whole_table  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    user = party_with_people("91640100MA0LAB0005", "somebody")
    rows = [result(f"S{number}") for number in range(50)]
    one = upload(user, {"results.csv": csv_of(rows)}, at_once=True)
    check_submission(one.pk)
    with whole_table("the test"):
        print(Submission.objects.get().state)


def _hand_over(last: int) -> None:
    from jianzhen.web.filing.models import Submission  # noqa: PLC0415
    from jianzhen.web.filing.services.handover import hand_over_submission  # noqa: PLC0415
    from jianzhen.web.scope.net import whole_table  # noqa: PLC0415

    taken: list[str] = []

    def step(what: str, table: str) -> None:
        if len(taken) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        taken.append(f"{what} {table}".strip())

    with whole_table("the test"):
        [key] = Submission.objects.values_list("pk", flat=True)
    hand_over_submission(key, step=step)
    with whole_table("the test"):
        one = Submission.objects.get()
    print(one.state, one.lake_batch, len(taken), ",".join(taken))


if __name__ == "__main__":
    main(sys.argv[1])
