"""What the pages of registers share."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from jianzhen.web.registers.catalogue import REGISTERS, Register
from jianzhen.web.registers.models import Record
from jianzhen.web.scope.rights import Right

SEE = (Right.REGISTERS_VIEW, Right.PARTY_REGISTERS)
PER_PAGE = 50


def register_named(name: str) -> Register:
    """The register of an address."""
    found = REGISTERS.get(name)
    if found is None:
        raise Http404
    return found


def record_found(register: Register, key: str) -> Record:
    """The record of an address, in sight."""
    return get_object_or_404(Record.objects.all(), register=register.name, key=key)
