"""What the address of a list asks for, and the rows that fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.http import QueryDict

from jianzhen.contract import Column, Kind
from jianzhen.contract.codes import code_list
from jianzhen.contract.derive import CODED
from jianzhen.web.registers.catalogue import PERSONAL, Register
from jianzhen.web.registers.cells import folded, slot
from jianzhen.web.registers.models import State
from jianzhen.web.registers.models.state import StateQuerySet
from jianzhen.web.scope.divisions import divisions, within
from jianzhen.web.site.query import text_of
from jianzhen.words import Words

SOON = 90
"""Days before its end from which something is due soon."""
LEAST, MOST = "_min", "_max"
_FORCE = ("all", "now", "past", "soon")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; what it says wrongly is left out, not guessed.

    Attributes:
        text: Words that must all be in the row.
        only: Column to what it must contain or be; with ``_min`` and ``_max`` for days and numbers.
        force: All, in force on the day, no longer in force, or ending soon.
        on: The day whose state is shown.
        sort: Column, with ``-`` for the other way round.
        columns: Columns to show.
    """

    register: Register
    text: str = ""
    region: str = ""
    org: str = ""
    force: str = "all"
    only: Mapping[str, str] = field(default_factory=dict)
    on: dt.date | None = None
    sort: str = ""
    columns: tuple[str, ...] = ()

    @classmethod
    def read(cls, register: Register, query: QueryDict) -> Wanted:
        """Take the known parts of an address."""
        names = {**register.by_name, **{f"{n}{end}": c for n, c in register.by_name.items() for end in (LEAST, MOST)}}
        only = {name: value for name, column in names.items()
                if column.name not in PERSONAL and (value := text_of(query, name))}  # fmt: skip
        sort = text_of(query, "sort")
        chosen = [name for name in query.getlist("col") if name in register.by_name]
        force = text_of(query, "force")
        return cls(
            register,
            text_of(query, "q"),
            text_of(query, "place"),
            text_of(query, "org"),
            force if force in _FORCE else "all",
            only,
            day_of(text_of(query, "on")),
            sort if sort.removeprefix("-") in register.by_name else "",
            tuple(dict.fromkeys(chosen)) or register.shown,
        )

    @property
    def day(self) -> dt.date:
        """The day whose state is shown: today unless said otherwise."""
        return self.on or dt.datetime.now().date()


def day_of(text: str) -> dt.date | None:
    """A day as an address gives it."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def fitting(wanted: Wanted) -> StateQuerySet:
    """The states of the day that fit, in order."""
    found = State.objects.on(wanted.day).filter(register=wanted.register.name)
    if wanted.region in divisions():
        found = found.filter(region__in=within(wanted.region))
    if wanted.org:
        found = found.filter(Q(org=wanted.org) | Q(operator=wanted.org))
    found = in_force(found, wanted.force, wanted.day)
    for condition in _conditions(wanted):
        found = found.filter(condition)
    for word in folded_words(wanted.text):
        found = found.filter(search__contains=word)
    return found.order_by(*_order(wanted))


def folded_words(text: str) -> list[str]:
    """The words of a search as the index of texts has them."""
    return [word for part in text.split()[:8] if (word := folded(part[:80]))]


def in_force(found: StateQuerySet, force: str, day: dt.date) -> StateQuerySet:
    """Narrow by what the rows themselves say of their time."""
    if force == "now":
        return found.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))
    if force == "past":
        return found.filter(ends_on__lt=day)
    if force == "soon":
        return found.filter(due_on__gte=day, due_on__lte=_soon_until(day))
    return found


def _conditions(wanted: Wanted) -> Iterator[Q]:
    for name, value in wanted.only.items():
        column = _column(wanted.register, name)
        path = wanted.register.slot_of[column.name]
        if name.endswith((LEAST, MOST)) and name != column.name:
            if bound := _bound(column, value):
                # An empty cell is neither above nor below.
                yield Q(**{f"{path}__{'gte' if name.endswith(LEAST) else 'lte'}": bound}) & ~Q(**{path: ""})
        elif looked := _looked_for(column, value):
            yield Q(**{f"{path}__{looked[0]}": looked[1]})


def _column(register: Register, name: str) -> Column:
    """The column that a condition is about."""
    return register.by_name.get(name) or register.by_name[name.removesuffix(LEAST).removesuffix(MOST)]


def _bound(column: Column, value: str) -> str:
    if column.kind is Kind.DATE:
        return value if day_of(value) else ""
    try:
        number = float(value)
    except ValueError:
        return ""
    return slot(column, number) if column.kind in {Kind.FLOAT, Kind.INTEGER} else ""


def _looked_for(column: Column, value: str) -> tuple[str, str] | None:
    """How a column is compared, and with what."""
    if column.kind is Kind.BOOLEAN:
        return ("exact", "1" if value in {"1", "true", "是"} else "0")
    if column.kind in {Kind.FLOAT, Kind.INTEGER}:
        return ("exact", bound) if (bound := _bound(column, value)) else None
    if column.kind is Kind.DATE:
        return ("startswith", value[:10])
    if column.codes:
        codes = code_list(column.codes)
        code = codes.resolve(value)
        one = codes.normal(value) if column.codes in CODED else folded(code or value)
        return ("contains", f";{one};") if column.many else ("exact", one) if code else ("contains", one)
    return ("exact", folded(value)) if column.references or column.form else ("contains", folded(value))


def _order(wanted: Wanted) -> list[str]:
    if not wanted.sort:
        return ["c0", "pk"]
    back = "-" if wanted.sort.startswith("-") else ""
    return [f"{back}{wanted.register.slot_of[wanted.sort.removeprefix('-')]}", "pk"]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many fit: all, of how many organisations, in force, no longer, ending soon."""

    rows: int
    orgs: int
    now: int
    past: int
    soon: int


def _soon_until(day: dt.date) -> dt.date:
    """No later than the calendar goes, whatever day somebody writes into the address."""
    return min(day, dt.date.max - dt.timedelta(days=SOON)) + dt.timedelta(days=SOON)


def totals(found: StateQuerySet, day: dt.date) -> Totals:
    """One question for all of them."""
    ended = Q(ends_on__lt=day)
    begun = Q(starts_on=None) | Q(starts_on__lte=day)
    soon = Q(due_on__gte=day, due_on__lte=_soon_until(day))
    counts = found.order_by().aggregate(
        rows=Count("pk"),
        orgs=Count("org", distinct=True, filter=~Q(org="")),
        now=Count("pk", filter=begun & (Q(ends_on=None) | Q(ends_on__gte=day))),
        past=Count("pk", filter=ended),
        soon=Count("pk", filter=soon),
    )
    return Totals(**counts)


FORCE_TITLES: Mapping[str, Words] = {
    "all": Words("全部", "All"),
    "now": Words("当日有效", "In force on the day"),
    "past": Words("已过期或终止", "Expired or ended"),
    "soon": Words("90 天内到期", "Ending within 90 days"),
}
