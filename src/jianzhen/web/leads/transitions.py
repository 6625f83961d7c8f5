"""The states of a lead and the ways between them: a table, read by the service, the pages and the tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jianzhen.web.scope.rights import Right
from jianzhen.words import Words


class State(StrEnum):
    """Where a lead stands."""

    NEW = "new"
    IN_REVIEW = "in_review"
    NEEDS_EXPLANATION = "needs_explanation"
    TO_INSPECTION = "to_inspection"
    EXPLAINED = "explained"
    DISMISSED = "dismissed"
    MERGED = "merged"


STATE_TITLES: Mapping[State, Words] = {
    State.NEW: Words("新线索", "new"),
    State.IN_REVIEW: Words("研判中", "in review"),
    State.NEEDS_EXPLANATION: Words("待说明", "needs explanation"),
    State.TO_INSPECTION: Words("转现场检查", "to inspection"),
    State.EXPLAINED: Words("已说明", "explained"),
    State.DISMISSED: Words("不予处理", "dismissed"),
    State.MERGED: Words("已合并", "merged"),
}
OPEN: frozenset[State] = frozenset({State.NEW, State.IN_REVIEW, State.NEEDS_EXPLANATION})
"""Somebody still has to do something."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from states to a state.

    Attributes:
        right: Who may go it; for a lead of grade high ``right_if_high``, so that no one person closes one alone.
        reason: A reason has to be given.
        due: A day has to be given by which it is answered.
        into: Another lead has to be named.
    """

    act: str
    title: Words
    sources: frozenset[State]
    target: State
    right: Right = Right.LEADS_TRIAGE
    right_if_high: Right | None = None
    reason: bool = True
    due: bool = False
    into: bool = False

    def right_for(self, grade: str) -> Right:
        """The right it takes for a lead of a grade."""
        return self.right_if_high if self.right_if_high is not None and grade == "high" else self.right


_CLOSED = frozenset({State.TO_INSPECTION, State.EXPLAINED, State.DISMISSED, State.MERGED})
TRANSITIONS: Mapping[str, Transition] = {
    one.act: one
    for one in (
        Transition("take", Words("开始研判", "Take up"), frozenset({State.NEW}), State.IN_REVIEW, reason=False),
        Transition(
            "ask",
            Words("要求说明", "Ask for an explanation"),
            frozenset({State.IN_REVIEW}),
            State.NEEDS_EXPLANATION,
            due=True,
        ),
        Transition(
            "resume",
            Words("恢复研判", "Resume the review"),
            frozenset({State.NEEDS_EXPLANATION}),
            State.IN_REVIEW,
        ),
        Transition(
            "inspect",
            Words("转现场检查", "Hand to inspection"),
            frozenset({State.IN_REVIEW, State.NEEDS_EXPLANATION}),
            State.TO_INSPECTION,
        ),
        Transition(
            "explain",
            Words("认可说明", "Accept the explanation"),
            frozenset({State.IN_REVIEW, State.NEEDS_EXPLANATION}),
            State.EXPLAINED,
            right_if_high=Right.LEADS_ASSIGN,
        ),
        Transition(
            "dismiss",
            Words("不予处理", "Dismiss"),
            frozenset({State.NEW, State.IN_REVIEW}),
            State.DISMISSED,
            right_if_high=Right.LEADS_ASSIGN,
        ),
        Transition(
            "merge",
            Words("合并到另一条", "Merge into another"),
            frozenset({State.NEW, State.IN_REVIEW}),
            State.MERGED,
            into=True,
        ),
        Transition("reopen", Words("重新研判", "Reopen"), _CLOSED, State.IN_REVIEW, right=Right.LEADS_ASSIGN),
    )
}


def ways_from(state: State) -> Iterator[Transition]:
    """What can be done with a lead in a state."""
    return (one for one in TRANSITIONS.values() if state in one.sources)
