"""The first departments and the first administrator of a platform."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.models import Department, Post, User
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.scope.remit import remit_of
from jianzhen.web.scope.rights import Role
from jianzhen.words import Words


def is_founded() -> bool:
    """Whether somebody administers the platform."""
    return Post.objects.filter(role=Role.ADMINISTRATOR.value).exists()


def found(region: str, departments: Mapping[str, str], *, username: str, name: str, password: str) -> User:
    """Make departments (kind to name) of a region and an administrator with a post in each.

    Raises:
        RefusedError: Somebody administers the platform already.
        django.core.exceptions.ValidationError: The account or the password is not good enough.
    """
    user = User(username=username, name=name, region=region, remit=remit_of(departments), settled=True)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    with transaction.atomic():
        if is_founded():
            raise RefusedError(Words("已经有系统管理员", "There is an administrator already"))
        user.save()
        for kind, title in departments.items():
            office, _ = Department.objects.get_or_create(kind=kind, region=region, name_zh=title)
            today = dt.datetime.now().date()
            Post.objects.create(user=user, role=Role.ADMINISTRATOR.value, department=office, from_on=today)
        audit.record(
            "platform.founded",
            actor=None,
            target=user,
            after={"region": region, "departments": dict(departments)},
            words=Words(
                "平台启用，{target}为首位系统管理员", "the platform begins; {target} is its first administrator"
            ),
        )
    return user
