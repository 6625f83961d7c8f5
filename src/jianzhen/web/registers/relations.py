"""What a row points to, and what points to it: both ways, on the day that is shown, in sight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from jianzhen.contract import Column
from jianzhen.web.registers.catalogue import ORGANISATIONS, REGISTERS, Register, backward
from jianzhen.web.registers.cells import folded, slot
from jianzhen.web.registers.models import State

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Related:
    """Rows of one register that have to do with a row."""

    register: Register
    condition: str
    """The list's condition that finds them all, as in its address."""
    states: list[State]
    more: bool

    @property
    def columns(self) -> list[Column]:
        """What is shown of them: not the column that says the same in every row."""
        same = self.condition.partition("=")[0]
        return [self.register.by_name[name] for name in self.register.shown if name != same]


def pointed_to(state: State, day: dt.date) -> list[State]:
    """The rows that a row names, one question for all."""
    wanted = [_target(state, *one) for one in state.kind.forward]
    wanted = [one for one in wanted if one is not None]
    if not wanted:
        return []
    found = State.objects.on(day).filter(reduce(or_, wanted)).exclude(record_id=state.record_id)
    return list(found[:_SHOWN])


def _target(state: State, column: object, register: str, name: str) -> Q | None:
    value = state.facts.get(column.name)  # type: ignore[attr-defined]  # a column of the contract
    target = REGISTERS[register]
    if value is None or target.name == "employments":
        # A person has many spells; they stand among what points to the same person.
        return None
    return Q(register=register, **{target.slot_of[name]: slot(target.by_name[name], value)})


def pointing_at(state: State, day: dt.date) -> Iterator[Related]:
    """The rows that name a row, by register, and for a person's rows the other rows of the person."""
    for register, condition, where in _ways(state):
        found = list(State.objects.on(day).filter(where, register=register.name).exclude(pk=state.pk)[: _SHOWN + 1])
        if found:
            yield Related(register, condition, found[:_SHOWN], len(found) > _SHOWN)


def _ways(state: State) -> Iterator[tuple[Register, str, Q]]:
    seen: dict[tuple[str, str], Q] = {}
    for register, column, name in backward(state.kind):
        value = state.facts.get(name)
        if value is not None and name in {key.name for key in state.kind.table.key}:
            seen[register.name, f"{column.name}={value}"] = Q(**{register.slot_of[column.name]: slot(column, value)})
    person = state.facts.get("person_id")
    if person is not None:
        for register in REGISTERS.values():
            if "person_id" in register.by_name:
                where = Q(**{register.slot_of["person_id"]: slot(register.by_name["person_id"], person)})
                seen[register.name, f"person_id={person}"] = where
    for (name, condition), where in seen.items():
        yield REGISTERS[name], condition, where


def owner_of(state: State, day: dt.date) -> State | None:
    """The organisation a row belongs to, when it is in sight."""
    if not state.org or state.register == ORGANISATIONS:
        return None
    return State.objects.on(day).filter(register=ORGANISATIONS, c0=folded(state.org)).first()


def names_of(states: list[State], day: dt.date) -> dict[str, str]:
    """Names of organisations that rows mention, those in sight."""
    codes = {
        str(value).lower()
        for state in states
        for column, target, _ in state.kind.forward
        if target == ORGANISATIONS and (value := state.facts.get(column.name))
    }
    if not codes:
        return {}
    found = State.objects.on(day).filter(register=ORGANISATIONS, c0__in=sorted(codes)).values_list("c0", "label")
    return dict(found)


def organisations_named(codes: set[str], day: dt.date) -> dict[str, str]:
    """Names of organisations in sight by code."""
    found = (
        State.objects.on(day).filter(register=ORGANISATIONS, org__in=sorted(codes)) if codes else State.objects.none()
    )
    return dict(found.values_list("org", "label"))
