"""Tables of the registers."""

from __future__ import annotations

from jianzhen.web.registers.models.change import Change
from jianzhen.web.registers.models.pending import PendingImport
from jianzhen.web.registers.models.record import Record
from jianzhen.web.registers.models.state import State

__all__ = ["Change", "PendingImport", "Record", "State"]
