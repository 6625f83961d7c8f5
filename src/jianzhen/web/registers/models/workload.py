"""How much institutions did, month by month, as data sets told it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Workload(models.Model):
    """A number of one organisation and one month.

    Attributes:
        org: The organisation's code; whoever sees its entry sees this.
        measure: ``reports`` or ``samples``.
        month: The first day of the month.
    """

    org = models.CharField(max_length=18)
    measure = models.CharField(max_length=12)
    month = models.DateField()
    number = models.PositiveIntegerField()

    # Asked for by the profile of an organisation that is in sight already.
    objects: ClassVar[models.Manager[Workload]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["month"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "measure", "month"], name="workload_once")]

    def __str__(self) -> str:
        return f"{self.org} {self.measure} {self.month:%Y-%m}: {self.number}"
