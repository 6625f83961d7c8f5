"""The only writer of states: many rows of one register at once, with what they bring along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jianzhen.web.registers import timeline
from jianzhen.web.registers.catalogue import OPERATED_BY, Register, owned_through
from jianzhen.web.registers.cells import Values, day, key_of, line_of, search_text, slot
from jianzhen.web.registers.models import Change, Record, State
from jianzhen.web.registers.ownership import Owners, Place
from jianzhen.web.registers.timeline import BELIEVED, Span

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Row:
    """Something to record.

    Attributes:
        values: All columns; what is not there is empty.
        valid_from: The day from which it is so; None for the row's own start, or always.
        gone: From then on there is nothing.
    """

    values: Values
    valid_from: dt.date | None = None
    gone: bool = False


def believed(register: Register, keys: Iterable[str]) -> dict[str, list[State]]:
    """What is believed of records, by key: states in the order of time. Records themselves come along."""
    found: dict[str, list[State]] = {}
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _CHUNK):
        states = State.objects.believed().filter(record__register=register.name)
        chunk = states.filter(record__key__in=wanted[start : start + _CHUNK]).select_related("record")
        for state in chunk.order_by("valid_from"):
            found.setdefault(state.record.key, []).append(state)
    return found


def write(
    register: Register,
    rows: Sequence[Row],
    change: Change,
    owners: Owners,
    known: Mapping[str, list[State]] | None = None,
) -> list[State]:
    """Record rows, one for each record at most; gives the new states.

    Runs inside of the caller's transaction and scope. The place of every row follows from its owner; when an
    organisation moves, what belongs to it moves along.
    """
    keys = [key_of(register, row.values) for row in rows]
    before = believed(register, keys) if known is None else known
    places = owners.places(register, [row.values for row in rows])
    records = _records(register, keys, places, before)
    new: list[State] = []
    replaced: list[State] = []
    for key, row, place in zip(keys, rows, places, strict=True):
        state = _state(register, records[key], row, place, change)
        cut = timeline.record([Span(s.valid_from, s.valid_to, s) for s in before.get(key, [])], state.valid_from, state)
        replaced += [span.what for span in cut.replaced]
        new += [_spanning(span, state, change) for span in cut.added]
    for start in range(0, len(replaced), _CHUNK):
        chunk = [state.pk for state in replaced[start : start + _CHUNK]]
        State.objects.filter(pk__in=chunk).update(replaced_at=change.at)
    State.objects.bulk_create(new)
    _move(register, rows, places, before, keys)
    return [state for state in new if state.change_id == change.pk]


def start_of(register: Register, values: Values) -> dt.date:
    """The day a row holds from by its own columns."""
    return (day(values.get(register.starts)) if register.starts else None) or timeline.ALWAYS


def _state(register: Register, record: Record, row: Row, place: Place, change: Change) -> State:
    values = {column.name: value for column in register.columns if (value := row.values.get(column.name)) is not None}
    return State(
        record=record,
        change=change,
        register=register.name,
        **place._asdict(),
        valid_from=row.valid_from or start_of(register, values),
        recorded_at=change.at,
        gone=row.gone,
        facts=values,
        label=register.label_of(values)[:400],
        search=search_text(register, values),
        line=line_of(register, values),
        starts_on=day(values.get(register.starts)) if register.starts else None,
        ends_on=day(values.get(register.ends)) if register.ends else None,
        due_on=day(values.get(register.due)) if register.due else None,
        **{name: slot(register.by_name[column], values.get(column)) for column, name in register.slot_of.items()},
    )


def _spanning(span: Span[State], fresh: State, change: Change) -> State:
    """The new state with its days, or a copy of one that is cut short: it keeps saying who said it first."""
    state = span.what
    if state is not fresh:
        fields = {f.attname: getattr(state, f.attname) for f in State._meta.concrete_fields if f.attname != "id"}
        state = State(**fields)
        state.recorded_at, state.replaced_at = change.at, BELIEVED
    state.valid_from, state.valid_to = span.valid_from, span.valid_to
    return state


def _records(
    register: Register, keys: list[str], places: list[Place], before: Mapping[str, list[State]]
) -> dict[str, Record]:
    records = {key: states[0].record for key, states in before.items()}
    missing = {key: place for key, place in zip(keys, places, strict=True) if key not in records}
    made = Record.objects.bulk_create(
        [Record(register=register.name, key=key, **place._asdict()) for key, place in missing.items()]
    )
    return records | {record.key: record for record in made}


def _move(
    register: Register,
    rows: Sequence[Row],
    places: list[Place],
    before: Mapping[str, list[State]],
    keys: list[str],
) -> None:
    """Records whose place has changed take their states of all times and all that belongs to them along."""
    for key, row, place in zip(keys, rows, places, strict=True):
        states = before.get(key)
        if not states or _place_of(states[0].record) == place:
            continue
        record = states[0].record
        Record.objects.filter(pk=record.pk).update(**place._asdict())
        State.objects.filter(record=record).update(**place._asdict())
        column = register.table.key[0]
        move_owned(register, slot(column, row.values.get(column.name)), place, place.operator)


def move_owned(register: Register, pointed: str, place: Place, operator: str | None) -> None:
    """What belongs to a row belongs where the row belongs.

    Args:
        register: The register of the row.
        pointed: What others point to it by, as a slot.
        place: Where it belongs now.
        operator: Who operates it; None when each of what belongs to it has an operator of its own.
    """
    for other in owned_through(register):
        column = other.slot_of[other.owner.name] if other.owner else ""
        owned = State.objects.believed().filter(register=other.name, **{column: pointed})
        passed_on = None if OPERATED_BY in other.by_name else operator
        whole = {"region": place.region, "remit": place.remit, "org": place.org}
        if passed_on is not None:
            whole["operator"] = passed_on
        records = list(owned.values_list("record_id", flat=True).distinct())
        further = list(owned.values_list("c0", flat=True).distinct()) if owned_through(other) else []
        for start in range(0, len(records), _CHUNK):
            chunk = records[start : start + _CHUNK]
            Record.objects.filter(pk__in=chunk).update(**whole)
            State.objects.filter(record_id__in=chunk).update(**whole)
        for one in further:
            move_owned(other, one, place, passed_on)


def _place_of(record: Record) -> Place:
    return Place(record.region, record.remit, record.org, record.operator)
