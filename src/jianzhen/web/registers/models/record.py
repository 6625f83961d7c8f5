"""Entries of registers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jianzhen.web.accounts.models.office import regions
from jianzhen.web.registers.catalogue import REGISTERS, Register
from jianzhen.web.registers.models.scoping import ROWS, RegisterManager
from jianzhen.web.site.words import lazy


class Record(models.Model):
    """Something that a register is about: a firm, a certificate, an instrument. What is true of it, its states say.

    Attributes:
        key: Digest of the key columns; stands in addresses.
        region, remit: Whose business it is now; its states, of any time, follow.
        org: The organisation it belongs to; empty when the registers do not tell.
        operator: The organisation that operates it.
    """

    register = models.CharField(max_length=32)
    key = models.CharField(max_length=32)
    region = models.CharField(lazy("行政区划", "region"), max_length=6, choices=regions)
    remit = models.PositiveSmallIntegerField()
    org = models.CharField(max_length=18, blank=True)
    operator = models.CharField(max_length=18, blank=True)

    objects = RegisterManager["Record"]()
    scope_fields = ROWS

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["register", "key"], name="record_once")]
        indexes: ClassVar = [models.Index(fields=["org", "register"], name="record_org")]

    def __str__(self) -> str:
        return f"{self.register} {self.key}"

    @property
    def kind(self) -> Register:
        """Its register."""
        return REGISTERS[self.register]

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
