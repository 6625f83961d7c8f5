"""One entry at a time: added, changed, struck off. Always for a reason, always with the day from which it holds."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.registers.catalogue import Register
from jianzhen.web.registers.cells import Values, key_of
from jianzhen.web.registers.models import Change, Record, State
from jianzhen.web.registers.models.change import WAY_TITLES, Way
from jianzhen.web.registers.ownership import Owners, Place
from jianzhen.web.registers.services.writing import Row, believed, write
from jianzhen.web.scope.net import whole_table
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

NOT_YOURS = Words(
    "所属机构不在名录中，或不在您的管辖范围",
    "the organisation it belongs to is not in the registers, or not within your reach",
)
TAKEN = Words("名录中已有同一编号的条目", "an entry with this key is there already")
FASTER = Words("已有他人修改了这条登记，请核对后再改", "somebody else has changed it; look again")
SAME = Words("内容没有变化", "nothing would change")
ABSENT = Words("这一天没有可注销的登记", "there is nothing to strike off on that day")


def add(request: Asked, register: Register, values: Values, *, valid_from: dt.date | None, reason: str) -> Record:
    """A new entry.

    Raises:
        RefusedError: There is one with this key, no reason is given, or it would not be the person's business.
    """
    reason = reason_given(reason)
    with transaction.atomic():
        _placed_within_reach(request, register, values)
        key = key_of(register, values)
        with whole_table("a key is taken whoever holds it"):
            states = believed(register, [key]).get(key, [])
        if states and not all(state.gone for state in states[-1:]):
            raise RefusedError(TAKEN)
        if states and not request.actor.may(Right.REGISTERS_EDIT, states[-1]):
            raise RefusedError(TAKEN)
        return _write(request, register, Row(values, valid_from), Way.ADDED, reason, None)


def edit(request: Asked, record: Record, values: Values, *, valid_from: dt.date, reason: str, seen: int) -> Record:
    """What is true from a day on, up to the next change already recorded.

    Args:
        request: Who asks.
        record: An entry in sight.
        values: All columns, the key as it is.
        valid_from: The day.
        reason: Why.
        seen: Number of the newest state the person was looking at.

    Raises:
        RefusedError: Nothing changes, somebody else was faster, no reason is given, or the entry would go elsewhere.
        django.core.exceptions.PermissionDenied: The entry is not the person's to change.
    """
    reason = reason_given(reason)
    with transaction.atomic():
        _locked(request, record, seen)
        _placed_within_reach(request, record.kind, values)
        before = state_on(record, valid_from)
        if before is not None and before.facts == {name: value for name, value in values.items() if value is not None}:
            raise RefusedError(SAME)
        return _write(request, record.kind, Row(values, valid_from), Way.EDITED, reason, before)


def end(request: Asked, record: Record, *, valid_from: dt.date, reason: str, seen: int) -> Record:
    """Strike an entry off from a day on; what was stays to be seen.

    Raises:
        RefusedError: There is nothing that day, somebody else was faster, or no reason is given.
        django.core.exceptions.PermissionDenied: The entry is not the person's to change.
    """
    reason = reason_given(reason)
    with transaction.atomic():
        _locked(request, record, seen)
        before = state_on(record, valid_from)
        if before is None:
            raise RefusedError(ABSENT)
        return _write(request, record.kind, Row(before.facts, valid_from, gone=True), Way.ENDED, reason, before)


def newest(record: Record) -> int:
    """The number of the newest state: whoever changes something says which one was seen."""
    return int(State.objects.filter(record=record).order_by("-pk").values_list("pk", flat=True).first() or 0)


def state_on(record: Record, day: dt.date) -> State | None:
    """What is believed of a day."""
    return State.objects.on(day).filter(record=record).first()


def _locked(request: Asked, record: Record, seen: int) -> None:
    """Nobody else changes the record until we are done."""
    Record.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if not request.actor.may(Right.REGISTERS_EDIT, record):
        raise PermissionDenied
    if newest(record) != seen:
        raise RefusedError(FASTER)


def _placed_within_reach(request: Asked, register: Register, values: Values) -> Place:
    """Where the entry would belong: owners out of sight are no owners."""
    place = Owners().places(register, [values])[0]
    if not request.actor.may(Right.REGISTERS_EDIT, place):
        raise RefusedError(NOT_YOURS)
    return place


def _write(request: Asked, register: Register, row: Row, way: Way, reason: str, before: State | None) -> Record:
    change = Change.objects.create(way=way.value, at=dt.datetime.now(), author=request.user, reason=reason)
    with whole_table("what belongs to an entry follows it, in sight or not"):
        state = write(register, [row], change, Owners())[0]
    record = state.record
    old = {} if before is None else before.facts
    new = {} if row.gone else state.facts
    names = [name for name in register.by_name if old.get(name) != new.get(name)]
    title, target = WAY_TITLES[way], register.title
    audit.record(
        f"register.{way.value}",
        actor=request.user,
        request=request,
        target=record,
        before={name: old.get(name) for name in names} if before else None,
        after={"label": state.label, "from": state.valid_from.isoformat(), **{name: new.get(name) for name in names}},
        reason=reason,
        words=Words(f"{target.zh}：{title.zh} {{after.label}}", f"{target.en}: {title.en} {{after.label}}"),
    )
    return record
