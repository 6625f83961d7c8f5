"""One column of many entries at once: planned, shown, then done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.registers.catalogue import PERSONAL, Register
from jianzhen.web.registers.checking import check, missing_targets
from jianzhen.web.registers.forms import typed
from jianzhen.web.registers.models import State
from jianzhen.web.registers.models.change import Way
from jianzhen.web.registers.ownership import Owners
from jianzhen.web.registers.services.importing import FAULTY, NOTHING, STALE, named, write_plan
from jianzhen.web.registers.services.planning import Plan, Planned
from jianzhen.web.registers.services.writing import Row
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

MOST = 500
NOT_ALL = Words(f"一次最多改 {MOST} 条，请先筛选", f"{MOST} entries at a time; narrow the list first")


def changeable(register: Register) -> list[str]:
    """Columns that can be changed in bulk: neither key nor personal."""
    return [column.name for column in register.columns if not column.key and column.name not in PERSONAL]


def plan(
    request: Asked, register: Register, states: Iterable[State], column: str, text: str, valid_from: dt.date
) -> tuple[Plan, list[str]]:
    """What setting a column of these entries would do, and what speaks against it, entry by entry."""
    planned, refused = Plan(), []
    states = [state for state in states if request.actor.may(Right.REGISTERS_EDIT, state)]
    rows: list[tuple[State, dict[str, object]]] = []
    for state in states:
        texts = {name: typed(value) for name, value in state.facts.items()} | {column: text}
        checked = check(register, texts)
        if problem := next((one for found in checked.faults.values() for one in found), None):
            refused.append(f"{state.label}: {problem.expected.zh} / {problem.expected.en}")
        elif missing_targets(register, {column: checked.values.get(column)}):
            refused.append(f"{state.label}: {text}")
        elif checked.values == state.facts:
            planned.same += 1
        else:
            rows.append((state, dict(checked.values)))
    places = Owners().places(register, [values for _, values in rows])  # type: ignore[misc]  # cells
    for (state, values), place in zip(rows, places, strict=True):
        if request.actor.may(Right.REGISTERS_EDIT, place):
            planned.rows.append(Planned(register, Row(values, valid_from), state, state.label))  # type: ignore[arg-type]
        else:
            refused.append(state.label)
    return planned, refused


def apply(request: Asked, planned: Plan, refused: list[str], seen: str, reason: str) -> None:
    """Do what was shown: one change, one entry in the log.

    Raises:
        RefusedError: Something speaks against it, nothing would change, or it is not what was shown.
    """
    reason = reason_given(reason)
    if refused:
        raise RefusedError(FAULTY)
    if not planned.rows:
        raise RefusedError(NOTHING)
    if planned.digest() != seen:
        raise RefusedError(STALE)
    with transaction.atomic():
        change = write_plan(request, planned, Way.BULK, reason)
        first = next(iter(planned.rows))
        after = {name: new for name, _, new in first.differences}
        audit.record(
            "registers.bulk", actor=request.user, request=request, target=change,
            after={"changed": planned.changed, "set": after, "entries": named(planned.rows)}, reason=reason,
            words=Words("批量修改名录 {after.changed} 条", "changed {after.changed} entries in bulk"),
        )  # fmt: skip
