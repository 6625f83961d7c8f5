"""Tables of the registers."""

from __future__ import annotations

from jianzhen.web.registers.models.attachment import Attachment
from jianzhen.web.registers.models.change import Change
from jianzhen.web.registers.models.pending import PendingImport
from jianzhen.web.registers.models.record import Record
from jianzhen.web.registers.models.saved import SavedView
from jianzhen.web.registers.models.state import State
from jianzhen.web.registers.models.verdict import DuplicateVerdict
from jianzhen.web.registers.models.workload import Workload

__all__ = [
    "Attachment",
    "Change",
    "DuplicateVerdict",
    "PendingImport",
    "Record",
    "SavedView",
    "State",
    "Workload",
]
