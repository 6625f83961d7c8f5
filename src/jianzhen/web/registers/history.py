"""What became of a record: each change with the fields before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from jianzhen.contract import Column
from jianzhen.web.registers.models import Change, State


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a change."""

    column: Column
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a record."""

    change: Change
    state: State
    differences: tuple[Difference, ...]
    first: bool
    """There was nothing before."""


def steps_of(states: Sequence[State]) -> list[Step]:
    """Every change that made one of these states, the newest first.

    Args:
        states: All states of one record, replaced ones too, with their changes.
    """
    fresh = [state for state in states if state.recorded_at == state.change.at]
    # A cut copy keeps its first change, so only what was recorded at the change's own moment is new.
    return [_step(state, states) for state in sorted(fresh, key=lambda one: one.recorded_at, reverse=True)]


def _step(state: State, states: Sequence[State]) -> Step:
    before = next(
        (one for one in states if _was_believed(one, state.recorded_at) and _covers(one, state.valid_from)), None
    )
    facts = before.facts if before and not before.gone else {}
    after = {} if state.gone else state.facts
    changed = tuple(
        Difference(column, facts.get(column.name), after.get(column.name))
        for column in state.kind.columns
        if facts.get(column.name) != after.get(column.name)
    )
    return Step(state.change, state, changed, before is None)


def _was_believed(state: State, at: dt.datetime) -> bool:
    return state.recorded_at < at <= state.replaced_at


def _covers(state: State, day: dt.date) -> bool:
    return state.valid_from <= day < state.valid_to
