"""The tables of the log. Rows are only ever added; the database itself refuses anything else."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models

from jianzhen.seal.merkle.hashing import DIGEST_BYTES
from jianzhen.web.audit.sentence import sentence
from jianzhen.words import Words


class Entry(models.Model):
    """One act. ``content`` is what is hashed; the columns beside it repeat parts of it, to be searched.

    Attributes:
        number: From 1, without a gap; leaf ``number - 1`` of the tree.
        content: The canonical text.
        nodes: The digest of the leaf and of every subtree it completed, lowest first, 32 bytes each.
            So the whole tree is stored with two digests an entry, and every digest at a known place.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor = models.CharField(max_length=120)
    target = models.CharField(max_length=120, blank=True)
    request = models.CharField(max_length=64, blank=True)
    content = models.TextField()
    nodes = models.BinaryField()

    class Meta:
        """What the database keeps in order."""

        indexes: ClassVar = [
            models.Index(fields=["kind", "number"], name="audit_entry_kind"),
            models.Index(fields=["actor", "number"], name="audit_entry_actor"),
            models.Index(fields=["target", "number"], name="audit_entry_target"),
            models.Index(fields=["at"], name="audit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    @property
    def said(self) -> dict[str, Any]:
        """The content as data."""
        said: dict[str, Any] = json.loads(self.content)
        return said

    def node(self, level: int) -> bytes:
        """The digest of the subtree of this level that the entry completed."""
        return bytes(self.nodes)[level * DIGEST_BYTES : (level + 1) * DIGEST_BYTES]

    def words(self) -> Words:
        """The act in a sentence, with what is kept apart filled in, or said to be erased."""
        return sentence(self.said, {one.name: json.loads(one.value) for one in self.aparts.all()})


class Apart(models.Model):
    """A value about a person, apart from its entry; erased by deleting the row."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, related_name="aparts", db_index=False)
    name = models.CharField(max_length=250)
    of = models.CharField(max_length=120, blank=True)
    salt = models.BinaryField()
    value = models.TextField()

    class Meta:
        """What the database keeps in order."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "name"], name="audit_apart_once")]
        indexes: ClassVar = [models.Index(fields=["of"], name="audit_apart_of")]

    def __str__(self) -> str:
        return f"{self.entry_id}{self.name}"


class Head(models.Model):
    """How far the log goes: one row, which writers lock, so that they come one after the other."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    log = models.CharField(max_length=32)
    size = models.BigIntegerField(default=0)
    peaks = models.BinaryField(default=bytes)

    class Meta:
        """What the database keeps in order."""

        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_one")]

    def __str__(self) -> str:
        return f"{self.log}: {self.size}"


class Key(models.Model):
    """A public key with which roots are signed; the newest is the one in use."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=16)
    public = models.CharField(max_length=64)
    at = models.CharField(max_length=26)
    before = models.CharField(max_length=16, blank=True)
    voucher = models.CharField(max_length=128, blank=True)

    def __str__(self) -> str:
        return self.key


class Root(models.Model):
    """A signed root: what the log said of itself at that time."""

    id = models.BigAutoField(primary_key=True)
    log = models.CharField(max_length=32)
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    at = models.CharField(max_length=26)
    key = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        return f"{self.at}: {self.size}"

    @property
    def day_and_time(self) -> str:
        """When it was signed, to the minute, as pages show it."""
        return self.at[:16].replace("T", " ")
