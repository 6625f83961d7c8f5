"""The journal: every packet as it came, durable before it is acknowledged, chained by digests."""

from __future__ import annotations

from jianzhen.gateway.journal.entry import Entry, entry_of
from jianzhen.gateway.journal.journal import Journal, JournalError, JournalLockedError
from jianzhen.gateway.journal.reading import Stored, journal_id, read_frame, read_frames
from jianzhen.gateway.journal.verify import Verified, verify

__all__ = [
    "Entry",
    "Journal",
    "JournalError",
    "JournalLockedError",
    "Stored",
    "Verified",
    "entry_of",
    "journal_id",
    "read_frame",
    "read_frames",
    "verify",
]
