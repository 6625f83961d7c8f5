"""All registers, one register's list, and the search through all of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzhen.contract import Column, Kind
from jianzhen.contract.codes import code_list
from jianzhen.contract.derive import CODED
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.registers.catalogue import PERSONAL, REGISTERS, Register
from jianzhen.web.registers.listing import FORCE_TITLES, LEAST, MOST, SOON, Wanted, fitting, folded_words, totals
from jianzhen.web.registers.models import SavedView, State
from jianzhen.web.registers.relations import names_of
from jianzhen.web.registers.views.common import PER_PAGE, SEE, register_named
from jianzhen.web.scope.access import access
from jianzhen.web.scope.divisions import divisions
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.query import text_of
from jianzhen.words import Words

_CHOICES = 30
_FOUND = 60


@dataclass(frozen=True, slots=True)
class Condition:
    """A column in the panel of conditions and what is asked of it."""

    column: Column
    value: str
    choices: tuple[tuple[str, Words], ...] = ()
    least: str = ""
    most: str = ""

    @property
    def ranged(self) -> bool:
        """Asked for by bounds."""
        return self.column.kind in {Kind.DATE, Kind.FLOAT, Kind.INTEGER}

    @property
    def typed(self) -> str:
        """The kind of control for a bound."""
        return "date" if self.column.kind is Kind.DATE else "number"


@access(*SEE)
@require_safe
def registers(request: Asked) -> HttpResponse:
    """Every register with how many rows are in sight, what ends soon, and the search."""
    today = dt.datetime.now().date()
    soon = Q(due_on__gte=today, due_on__lte=today + dt.timedelta(days=SOON))
    rows = State.objects.on(today).order_by().values_list("register").annotate(
        number=Count("pk"), soon=Count("pk", filter=soon)
    )  # fmt: skip
    counts = {name: (number, soon) for name, number, soon in rows}
    shown = [(register, *counts.get(register.name, (0, 0))) for register in REGISTERS.values()]
    context = {
        "registers": shown,
        "empty": not counts,
        "officer": Right.REGISTERS_VIEW in request.actor.rights,
        "editor": Right.REGISTERS_EDIT in request.actor.rights,
    }
    return render(request, "registers/registers.html", context)


@access(*SEE)
@require_safe
def register_list(request: Asked, register: str) -> HttpResponse:
    """One register: conditions, totals, rows; htmx gets the part that changes."""
    wanted = Wanted.read(register_named(register), request.GET)
    found = fitting(wanted)
    counts = totals(found, wanted.day)
    pages = Paginator(found, PER_PAGE)
    pages.count = counts.rows  # known already
    page = pages.get_page(request.GET.get("page"))
    context = {
        "register": wanted.register,
        "wanted": wanted,
        "totals": counts,
        "page": page,
        "columns": [wanted.register.by_name[name] for name in wanted.columns],
        "names": names_of(list(page), wanted.day),
        "conditions": _conditions(wanted),
        "regions": [(code, one.name) for code, one in divisions().items()],
        "forces": FORCE_TITLES.items() if wanted.register.ends or wanted.register.due else (),
        "editor": Right.REGISTERS_EDIT in request.actor.rights,
        "views": SavedView.objects.filter(user=request.user, register=wanted.register.name),
    }
    part = "registers/results.html" if request.headers.get("HX-Request") else "registers/list.html"
    answer = render(request, part, context)
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer


def _conditions(wanted: Wanted) -> list[Condition]:
    columns = (column for column in wanted.register.columns if column.name not in {*PERSONAL, "region"})
    return [
        Condition(column, wanted.only.get(column.name, ""), _choices(column),
                  wanted.only.get(f"{column.name}{LEAST}", ""), wanted.only.get(f"{column.name}{MOST}", ""))
        for column in columns
    ]  # fmt: skip


def _choices(column: Column) -> tuple[tuple[str, Words], ...]:
    if column.kind is Kind.BOOLEAN:
        return (("1", Words("是", "yes")), ("0", Words("否", "no")))
    if not column.codes or column.codes in CODED:
        return ()
    titles = code_list(column.codes).titles
    return tuple(titles.items()) if len(titles) <= _CHOICES else ()


@access(*SEE)
@require_safe
def search(request: Asked) -> HttpResponse:
    """A search through every register, two characters are enough."""
    text = text_of(request.GET, "q")
    words = folded_words(text)
    found: list[State] = []
    if words:
        rows = State.objects.on(dt.datetime.now().date())
        for word in words:
            rows = rows.filter(search__contains=word)
        found = list(rows.order_by("register", "c0", "pk")[: _FOUND + 1])
    groups: dict[Register, list[State]] = {}
    for state in found[:_FOUND]:
        groups.setdefault(state.kind, []).append(state)
    context = {"q": text, "groups": groups.items(), "more": len(found) > _FOUND, "number": len(found)}
    return render(request, "registers/search.html", context)
