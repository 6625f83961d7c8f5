"""Making, stopping and helping accounts."""

from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator
from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party, User
from jianzhen.web.accounts.services.ending import end_sessions
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.scope.remit import KINDS, remit_of
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

_FIRST_PASSWORD_BYTES = 12
PARTY_REMIT = remit_of(("ecology", "market"))
"""People of outside parties belong to those who supervise them."""


def make_officer(
    request: Asked, *, username: str, name: str, region: str, kind: str, phone: str = ""
) -> tuple[User, str]:
    """A new officer without posts, and the password for the first sign-in, which is shown once.

    Raises:
        RefusedError: The office is outside one's reach, or the account exists.
    """
    _refuse_beyond(request, region, KINDS[kind])
    return _make(request, User(username=username, name=name, phone=phone, region=region, remit=int(KINDS[kind])))


def make_partner(request: Asked, party: Party, *, username: str, name: str, phone: str = "") -> tuple[User, str]:
    """A new account for somebody of an outside party.

    Raises:
        RefusedError: The party is outside one's reach, or the account exists.
    """
    _refuse_beyond(request, party.region, PARTY_REMIT)
    user = User(username=username, name=name, phone=phone, region=party.region, remit=PARTY_REMIT, party=party)
    return _make(request, user)


def _make(request: Asked, user: User) -> tuple[User, str]:
    password = secrets.token_urlsafe(_FIRST_PASSWORD_BYTES)
    with transaction.atomic():
        if User.objects.filter(username__iexact=user.username).exists():
            raise RefusedError(Words("这个账号已经有人使用", "The account name is taken"))
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        audit.record(
            "person.made",
            actor=request.user,
            request=request,
            target=user,
            after={"account": user.username, "name": user.name, "phone": user.phone, "region": user.region},
            words=Words("新建账号{target}", "made the account of {target}"),
        )
    return user, password


def stop(request: Asked, user: User, *, reason: str) -> None:
    """Nobody signs in with the account any more; its tokens end with it.

    Raises:
        RefusedError: It is one's own, or no reason is given.
    """
    reason = reason_given(reason)
    _refuse_self(request, user)
    with transaction.atomic():
        user.is_active = False
        user.save(update_fields=["is_active"])
        audit.record(
            "person.stopped",
            actor=request.user,
            request=request,
            target=user,
            before={"active": True},
            after={"active": False},
            reason=reason,
            words=Words("停用账号{target}", "stopped the account of {target}"),
        )


def resume(request: Asked, user: User, *, reason: str) -> None:
    """A stopped account may sign in again, with the posts that are still in force.

    Raises:
        RefusedError: It is one's own, or no reason is given.
    """
    reason = reason_given(reason)
    _refuse_self(request, user)
    with transaction.atomic():
        user.is_active = True
        user.save(update_fields=["is_active"])
        audit.record(
            "person.resumed",
            actor=request.user,
            request=request,
            target=user,
            before={"active": False},
            after={"active": True},
            reason=reason,
            words=Words("恢复账号{target}", "let the account of {target} sign in again"),
        )


def reset_factor(request: Asked, user: User, *, reason: str) -> None:
    """Take every second factor of a person away and end the sessions; the next sign-in asks for a new one.

    Raises:
        RefusedError: It is one's own, or no reason is given.
    """
    reason = reason_given(reason)
    _refuse_self(request, user)
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        audit.record(
            "person.factor_reset",
            actor=request.user,
            request=request,
            target=user,
            after={"removed": removed},
            reason=reason,
            words=Words("重置{target}的第二验证方式", "reset the second factor of {target}"),
        )


def change(request: Asked, user: User, *, name: str, phone: str = "", email: str = "", reason: str) -> None:
    """Change what is known of a person; an empty telephone or e-mail stays as it is.

    Raises:
        RefusedError: No reason is given.
    """
    reason = reason_given(reason)
    wanted = {"name": name, "phone": phone or user.phone, "email": email or user.email}
    before = {field: getattr(user, field) for field, value in wanted.items() if getattr(user, field) != value}
    after = {field: wanted[field] for field in before}
    if not before:
        return
    with transaction.atomic():
        for field, value in after.items():
            setattr(user, field, value)
        user.full_clean(exclude=["password"])
        user.save(update_fields=sorted(after))
        audit.record(
            "person.changed",
            actor=request.user,
            request=request,
            target=user,
            before=before,
            after=after,
            reason=reason,
            words=Words("修改{target}的资料", "changed the details of {target}"),
        )


def reset_password(request: Asked, user: User, *, reason: str) -> str:
    """A password for one sign-in; the person then chooses another. Every session of the person ends.

    Raises:
        RefusedError: It is one's own, or no reason is given.
    """
    reason = reason_given(reason)
    _refuse_self(request, user)
    password = secrets.token_urlsafe(_FIRST_PASSWORD_BYTES)
    with transaction.atomic():
        user.set_password(password)
        user.settled = False
        user.save(update_fields=["password", "settled"])
        audit.record(
            "person.password_reset",
            actor=request.user,
            request=request,
            target=user,
            reason=reason,
            words=Words("重置{target}的密码", "reset the password of {target}"),
        )
    return password


def _refuse_self(request: Asked, user: User) -> None:
    if request.actor.user_id == user.pk:
        raise RefusedError(Words("不得对自己的账号这样做", "Not with one's own account"))


def _refuse_beyond(request: Asked, region: str, remit: int) -> None:
    reached = any(
        region in stretch.regions and remit & KINDS[stretch.kind]
        for stretch in request.actor.stretches(Right.PEOPLE_MANAGE)
    )
    if not reached:
        raise RefusedError(Words("该地区或部门不在您的管辖范围内", "The region or department is outside your reach"))
