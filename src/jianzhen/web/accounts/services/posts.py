"""Granting and ending posts."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Department, Post, User
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.rights import ROLE_TITLES, Right, Role, clash
from jianzhen.words import Words


def grant(
    request: Asked, user: User, role: Role, department: Department, *, from_on: dt.date, to_on: dt.date | None,
    reason: str,
) -> Post:  # fmt: skip
    """Give a person a post.

    Raises:
        RefusedError: Not by oneself, not beyond one's own reach, not against the separation of duties, not twice.
    """
    reason = reason_given(reason)
    with transaction.atomic():
        # Two grants at once could each be fine and clash together: the account is locked first.
        locked = User.objects.select_for_update().get(pk=user.pk)
        _refuse_beyond(request.actor, locked, department)
        _refuse_clash(locked, role, department, from_on, to_on)
        post = Post.objects.create(user=locked, role=role.value, department=department, from_on=from_on, to_on=to_on)
        audit.record(
            "post.granted",
            actor=request.user,
            request=request,
            target=locked,
            after=_said(post),
            reason=reason,
            words=Words(
                "授予{target}岗位：{after.department} {after.role}",
                "granted {target} the post {after.role}, {after.department}",
            ),
        )
    return post


def end(request: Asked, post: Post, *, on: dt.date, reason: str) -> Post:
    """End a post on a day.

    Raises:
        RefusedError: It is one's own or beyond one's reach, it has ended, or no reason is given.
    """
    reason = reason_given(reason)
    with transaction.atomic():
        post = Post.objects.select_for_update(of=("self",)).select_related("user", "department").get(pk=post.pk)
        _refuse_beyond(request.actor, post.user, post.department)
        if post.to_on is not None and post.to_on <= on:
            raise RefusedError(Words("这个岗位已经终止", "This post has ended already"))
        before = _said(post)
        post.to_on = max(on, post.from_on)
        post.save()
        audit.record(
            "post.ended",
            actor=request.user,
            request=request,
            target=post.user,
            before=before,
            after=_said(post),
            reason=reason,
            words=Words("终止{target}的岗位：{before.role}", "ended the post {before.role} of {target}"),
        )
    return post


def _refuse_beyond(actor: Actor, user: User, department: Department) -> None:
    if actor.user_id == user.pk:
        raise RefusedError(Words("不得为自己授予或终止岗位", "Nobody grants or ends a post of their own"))
    if user.party_id is not None:
        raise RefusedError(Words("外部单位人员不设岗位", "People of outside parties hold no posts"))
    reached = any(
        department.region in stretch.regions and department.kind == stretch.kind
        for stretch in actor.stretches(Right.PEOPLE_MANAGE)
    )
    if not reached or not actor.may(Right.PEOPLE_MANAGE, user):
        raise RefusedError(Words("该部门不在您的管辖范围内", "The department is outside your reach"))


def _refuse_clash(user: User, role: Role, department: Department, from_on: dt.date, to_on: dt.date | None) -> None:
    """Whatever overlaps in time counts, posts of the future included."""
    overlapping = [
        post
        for post in Post.objects.filter(user=user)
        if (to_on is None or post.from_on < to_on) and (post.to_on is None or from_on < post.to_on)
    ]
    if any(post.role == role.value and post.department_id == department.pk for post in overlapping):
        raise RefusedError(Words("此人已有这个岗位", "The person holds this post already"))
    if reason := clash(frozenset(Role(post.role) for post in overlapping), role):
        raise RefusedError(reason)


def _said(post: Post) -> dict[str, object]:
    return {
        "role": ROLE_TITLES[Role(post.role)].zh,
        "department": post.department.name_zh,
        "region": post.department.region,
        "from_on": post.from_on.isoformat(),
        "to_on": post.to_on.isoformat() if post.to_on else None,
    }
