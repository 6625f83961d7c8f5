"""What was true of a record, from when to when, and since when and how long we believed it."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from jianzhen.web.accounts.models.office import regions
from jianzhen.web.registers.catalogue import REGISTERS, Register
from jianzhen.web.registers.cells import Values, key_of
from jianzhen.web.registers.models.change import Change
from jianzhen.web.registers.models.record import Record
from jianzhen.web.registers.models.scoping import ROWS, RegisterManager, RegisterQuerySet
from jianzhen.web.registers.timeline import BELIEVED
from jianzhen.web.site.words import lazy

NOW = Q(replaced_at=BELIEVED)


class StateQuerySet(RegisterQuerySet["State"]):
    """States by time."""

    def believed(self, at: dt.datetime | None = None) -> Self:
        """What we believe, or believed at a moment."""
        return self.filter(NOW) if at is None else self.filter(recorded_at__lte=at, replaced_at__gt=at)

    def on(self, day: dt.date, at: dt.datetime | None = None) -> Self:
        """How it was on a day, one state for each record that was there."""
        return self.believed(at).filter(valid_from__lte=day, valid_to__gt=day, gone=False)


class StateManager(RegisterManager["State"]):
    """States of the person of the moment."""

    rows: ClassVar = StateQuerySet

    def on(self, day: dt.date, at: dt.datetime | None = None) -> StateQuerySet:
        """How it was on a day."""
        found: StateQuerySet = self.get_queryset()  # type: ignore[assignment]  # made by ``rows``
        return found.on(day, at)

    def believed(self, at: dt.datetime | None = None) -> StateQuerySet:
        """What we believe, or believed at a moment."""
        found: StateQuerySet = self.get_queryset()  # type: ignore[assignment]
        return found.believed(at)


class State(models.Model):
    """One state of a record; see ``timeline``.

    Attributes:
        facts: The columns of the contract, as they are; absent is empty.
        label: What it is called.
        search: Its texts, folded.
        line: Digest of what successive rows are about (the instrument of calibrations).
        starts_on, ends_on: From when and until when it holds by its own columns, both days included.
        due_on: The day somebody should be reminded of.
        gone: It was struck off: there is nothing from ``valid_from`` on.
        c0 ... c15: What the columns are filtered and sorted by, in the order of the contract.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="states")
    change = models.ForeignKey(Change, models.PROTECT, related_name="states")
    register = models.CharField(max_length=32)
    region = models.CharField(lazy("行政区划", "region"), max_length=6, choices=regions)
    remit = models.PositiveSmallIntegerField()
    org = models.CharField(max_length=18, blank=True)
    operator = models.CharField(max_length=18, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(default=BELIEVED)
    gone = models.BooleanField(default=False)
    facts: models.JSONField[Any, Any] = models.JSONField()
    label = models.CharField(max_length=400)
    search = models.TextField(blank=True)
    line = models.CharField(max_length=32)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    c0, c1, c2, c3, c4, c5, c6, c7 = (models.TextField(blank=True) for _ in range(8))
    c8, c9, c10, c11, c12, c13, c14, c15 = (models.TextField(blank=True) for _ in range(8))

    objects = StateManager()
    scope_fields = ROWS

    class Meta:
        ordering: ClassVar = ["c0", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_from__lt=F("valid_to")), name="state_forward"),
            models.CheckConstraint(condition=Q(recorded_at__lt=F("replaced_at")), name="state_recorded"),
        ]
        # What we believe is found by a column, not by a condition: PostgreSQL takes no moment in an index's predicate.
        indexes: ClassVar = [
            models.Index(fields=["record", "valid_from"], name="state_record"),
            models.Index(
                fields=["replaced_at", "register", "region", "remit", "valid_to", "valid_from", "gone"],
                name="state_scope",
            ),
            models.Index(fields=["replaced_at", "register", "c0", "id"], name="state_c0"),
            models.Index(fields=["replaced_at", "register", "c1", "id"], name="state_c1"),
            models.Index(fields=["replaced_at", "org", "register"], name="state_org"),
            models.Index(fields=["replaced_at", "operator"], condition=~Q(operator=""), name="state_operator"),
            models.Index(
                fields=["replaced_at", "due_on", "register"], condition=Q(due_on__isnull=False), name="state_due"
            ),
            models.Index(fields=["replaced_at", "line", "due_on"], name="state_line"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def kind(self) -> Register:
        """Its register."""
        return REGISTERS[self.register]

    @property
    def record_key(self) -> str:
        """The id of its record, without asking for the record."""
        return key_of(self.kind, self.facts)

    @property
    def plain(self) -> Values:
        """The values of the contract's columns."""
        return self.facts  # type: ignore[no-any-return]  # JSON

    def in_force(self, day: dt.date) -> bool:
        """Whether it holds on a day by its own columns."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    @property
    def scope_region(self) -> str:
        """Where it is."""
        return self.region

    @property
    def scope_remit(self) -> int:
        """Whose business it is."""
        return self.remit

    @property
    def scope_assignee(self) -> int | None:
        """Nobody is given it."""
        return None
