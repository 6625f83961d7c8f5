"""The states of what is handed in, and of filings; in words for those who read them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from jianzhen.words import Words


class State(StrEnum):
    """Where a submission stands."""

    CHECKING = "checking"
    FAULTY = "faulty"
    READY = "ready"
    WAITING = "waiting"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    STORED = "stored"
    HELD = "held"


STATE_TITLES: Mapping[State, Words] = {
    State.CHECKING: Words("检查中", "being checked"),
    State.FAULTY: Words("有问题，未报送", "has faults, not submitted"),
    State.READY: Words("检查通过，待报送", "checked, not yet submitted"),
    State.WAITING: Words("随备案待受理", "waits with its filing"),
    State.RETURNED: Words("随备案退回", "returned with its filing"),
    State.ACCEPTED: Words("已接收，正在入库", "accepted, on its way into the lake"),
    State.STORED: Words("已接收，已入库", "accepted, in the lake"),
    State.HELD: Words("已接收，入库受阻", "accepted, held back from the lake"),
}
TAKEN = (State.ACCEPTED.value, State.STORED.value, State.HELD.value)
"""With a receipt."""


class Step(StrEnum):
    """Where a filing stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


STEP_TITLES: Mapping[Step, Words] = {
    Step.DRAFT: Words("草稿", "draft"),
    Step.SUBMITTED: Words("已提交，待受理", "submitted, to be decided"),
    Step.ACCEPTED: Words("已受理", "accepted"),
    Step.RETURNED: Words("已退回", "returned"),
}
EDITABLE = (Step.DRAFT.value, Step.RETURNED.value)
"""The institution may still change it."""
