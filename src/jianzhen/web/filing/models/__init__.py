"""Tables of filing and intake."""

from __future__ import annotations

from jianzhen.web.filing.models.call import ApiCall
from jianzhen.web.filing.models.duty import Chase, Duty
from jianzhen.web.filing.models.filing import Filing
from jianzhen.web.filing.models.submission import FaultList, Submission, SubmittedFile

__all__ = ["ApiCall", "Chase", "Duty", "FaultList", "Filing", "Submission", "SubmittedFile"]
