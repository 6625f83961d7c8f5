"""Departments, and outside parties with the accounts of their people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.forms import DepartmentForm, PartnerForm, PartyForm
from jianzhen.web.accounts.models import Party, User
from jianzhen.web.accounts.reach import SUPERVISORS, departments_for, parties_for, reaches
from jianzhen.web.accounts.services import offices, people
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.accounts.views.people import person_page
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.query import text_of
from jianzhen.web.site.words import chosen

_PER_PAGE = 50
T = TypeVar("T")


@access(Right.PEOPLE_VIEW)
@require_safe
def departments(request: Asked) -> HttpResponse:
    """The departments within reach, and how many posts are held in each today."""
    found = departments_for(request.actor).annotate(held=Count("posts", filter=Q(posts__to_on=None)))
    found = found.order_by("region", "kind", "name_zh")
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/departments.html", {"page": page})


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_http_methods(["GET", "POST"])
def new_department(request: Asked) -> HttpResponse:
    """Make a department."""
    form = DepartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda: offices.make_department(request, **form.cleaned_data))
        if made:
            return redirect("departments")
    return render(request, "accounts/new_department.html", {"form": form})


@access(Right.PEOPLE_VIEW)
@require_safe
def parties(request: Asked) -> HttpResponse:
    """The outside parties within reach, found by name or code."""
    wanted = text_of(request.GET, "q")
    found = parties_for(request.actor).annotate(accounts=Count("users")).order_by("uscc")
    if wanted:
        found = found.filter(Q(name__icontains=wanted) | Q(uscc__icontains=wanted))
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/parties.html", {"page": page, "q": wanted})


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_http_methods(["GET", "POST"])
def new_party(request: Asked) -> HttpResponse:
    """Register an outside party."""
    form = PartyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda: offices.make_party(request, **form.cleaned_data))
        if made:
            return redirect("party", party_id=made.pk)
    return render(request, "accounts/new_party.html", {"form": form})


@access(Right.PEOPLE_VIEW)
@require_safe
def party(request: Asked, party_id: int) -> HttpResponse:
    """One party with the accounts of its people."""
    return _page(request, get_object_or_404(parties_for(request.actor), pk=party_id), PartnerForm())


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_POST
def new_partner(request: Asked, party_id: int) -> HttpResponse:
    """Make an account for somebody of a party."""
    found = get_object_or_404(parties_for(request.actor), pk=party_id)
    form = PartnerForm(request.POST)
    if form.is_valid() and (made := _tried(form, lambda: people.make_partner(request, found, **form.cleaned_data))):
        return person_page(request, made[0], password=made[1])
    return _page(request, found, form)


def _page(request: Asked, found: Party, form: PartnerForm) -> HttpResponse:
    context = {
        "party": found,
        "users": User.people.filter(party=found),
        "form": form,
        "manageable": reaches(request.actor, Right.PEOPLE_MANAGE, found.region, SUPERVISORS),
    }
    return render(request, "accounts/party.html", context)


def _tried(form: Form, act: Callable[[], T]) -> T | None:
    try:
        return act()
    except RefusedError as refusal:
        form.add_error(None, chosen(refusal.words))
    except ValidationError as error:
        form.add_error(None, error.messages[0])
    return None
