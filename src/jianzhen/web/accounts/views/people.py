"""People and their posts, as administrators see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianzhen.web import audit
from jianzhen.web.accounts import roster
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.forms import DetailsForm, GrantForm, OfficerForm
from jianzhen.web.accounts.models import Post, User
from jianzhen.web.accounts.services import people, posts, unmasking
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right, Role
from jianzhen.web.site import spreadsheet
from jianzhen.web.site.query import text_of
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_PER_PAGE = 50


@access(Right.PEOPLE_VIEW)
@require_safe
def people_list(request: Asked) -> HttpResponse:
    """Everybody within reach, found by account or name."""
    wanted = text_of(request.GET, "q")
    page = Paginator(_people(wanted), _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"page": page, "q": wanted})


@access(Right.PEOPLE_VIEW)
@require_POST
def export_people(request: Asked) -> HttpResponse:
    """The list as the filter leaves it, as Excel, masked as on the page; on record."""
    found = list(_people(text_of(request.POST, "q"))[: spreadsheet.MOST_ROWS])
    content = spreadsheet.workbook("people", [chosen(title) for title in roster.COLUMNS], roster.lines(found))
    audit.record(
        "people.exported",
        actor=request.user,
        request=request,
        words=Words(f"{{actor}}导出人员名册 {len(found)} 人", f"{{actor}} exported the list of {len(found)} people"),
    )
    return spreadsheet.answer("jianzhen-people", content)


def _people(wanted: str) -> QuerySet[User]:
    found = User.people.all().select_related("party").prefetch_related(_posts_today())
    if wanted:
        found = found.filter(Q(username__icontains=wanted) | Q(name__icontains=wanted))
    return found


@access(Right.PEOPLE_VIEW)
@require_safe
def person(request: Asked, user_id: int) -> HttpResponse:
    """One person with all posts, those of the past too."""
    return person_page(request, _found(user_id))


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_http_methods(["GET", "POST"])
def new_person(request: Asked) -> HttpResponse:
    """Make an account for an officer."""
    form = OfficerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = people.make_officer(request, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, chosen(refusal.words))
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            return person_page(request, user, password=password)
    return render(request, "accounts/new_person.html", {"form": form})


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_POST
def grant_post(request: Asked, user_id: int) -> HttpResponse:
    """Give a post."""
    user = _manageable(request, user_id)
    form = GrantForm(request.actor, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        role = Role(data.pop("role"))
        return _done(request, user, lambda: posts.grant(request, user, role, **data))
    return person_page(request, user, grant_form=form)


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_POST
def end_post(request: Asked, user_id: int, post_id: int) -> HttpResponse:
    """End a post today."""
    user = _manageable(request, user_id)
    post = get_object_or_404(user.posts, pk=post_id)
    reason = request.POST.get("reason", "")
    return _done(request, user, lambda: posts.end(request, post, on=dt.datetime.now().date(), reason=reason))


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_POST
def stop_person(request: Asked, user_id: int) -> HttpResponse:
    """Stop an account."""
    user = _manageable(request, user_id)
    return _done(request, user, lambda: people.stop(request, user, reason=request.POST.get("reason", "")))


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_POST
def reset_password(request: Asked, user_id: int) -> HttpResponse:
    """A password for one sign-in, shown once."""
    user = _manageable(request, user_id)
    try:
        password = people.reset_password(request, user, reason=request.POST.get("reason", ""))
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
        return redirect("person", user_id=user.pk)
    return person_page(request, user, password=password)


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_POST
def resume_person(request: Asked, user_id: int) -> HttpResponse:
    """Let a stopped account sign in again."""
    user = _manageable(request, user_id)
    return _done(request, user, lambda: people.resume(request, user, reason=request.POST.get("reason", "")))


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_POST
def reset_factor(request: Asked, user_id: int) -> HttpResponse:
    """Take a lost second factor away; the person sets up another at the next sign-in."""
    user = _manageable(request, user_id)
    return _done(request, user, lambda: people.reset_factor(request, user, reason=request.POST.get("reason", "")))


@access(Right.PEOPLE_MANAGE, elevated=True)
@require_POST
def change_person(request: Asked, user_id: int) -> HttpResponse:
    """Change name, telephone, e-mail."""
    user = _manageable(request, user_id)
    form = DetailsForm(request.POST)
    if form.is_valid():
        return _done(request, user, lambda: people.change(request, user, **form.cleaned_data))
    return person_page(request, user, details_form=form)


@access(Right.PERSONAL_UNMASK, elevated=True)
@require_POST
def unmask(request: Asked, user_id: int, field: str) -> HttpResponse:
    """One field in full, for a reason."""
    user = _found(user_id)
    if not request.actor.may(Right.PERSONAL_UNMASK, user):
        raise PermissionDenied
    try:
        text = unmasking.unmask(request, user, field, reason=request.POST.get("reason", ""))
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
        return redirect("person", user_id=user.pk)
    return person_page(request, user, unmasked={field: text})


def _found(user_id: int) -> User:
    return get_object_or_404(User.people.all().select_related("party"), pk=user_id)


def _manageable(request: Asked, user_id: int) -> User:
    """404 for somebody out of sight, 403 for somebody one may only look at."""
    user = _found(user_id)
    if not request.actor.may(Right.PEOPLE_MANAGE, user):
        raise PermissionDenied
    return user


def _done(request: Asked, user: User, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        messages.success(request, chosen(Words("已完成，并已记入日志。", "Done, and put on record.")))
    return redirect("person", user_id=user.pk)


def _posts_today() -> Prefetch[str]:
    in_force = Post.objects.in_force(dt.datetime.now().date()).select_related("department")
    return Prefetch("posts", queryset=in_force, to_attr="posts_today")


def person_page(
    request: Asked,
    user: User,
    *,
    grant_form: GrantForm | None = None,
    details_form: DetailsForm | None = None,
    password: str = "",
    unmasked: dict[str, str] | None = None,
) -> HttpResponse:
    """The page of one person."""
    today = dt.datetime.now().date()
    context = {
        "person": user,
        "posts": user.posts.select_related("department"),
        "manageable": request.actor.may(Right.PEOPLE_MANAGE, user) and user.pk != request.actor.user_id,
        "unmaskable": request.actor.may(Right.PERSONAL_UNMASK, user),
        "unmasked": unmasked or {},
        "grant_form": grant_form or GrantForm(request.actor, initial={"from_on": today.isoformat()}),
        "details_form": details_form or DetailsForm(initial={"name": user.name}),
        "password": password,
        "today": today,
    }
    return render(request, "accounts/person.html", context)
