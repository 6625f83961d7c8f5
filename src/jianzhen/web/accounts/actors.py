"""From an account to an actor: the posts of today."""

from __future__ import annotations

import datetime as dt

from jianzhen.web.accounts.models import ApiToken, Post, User
from jianzhen.web.scope.actor import NOBODY, Actor, PostHeld
from jianzhen.web.scope.rights import Role


def actor_of(user: User | None, *, token: ApiToken | None = None, elevated: bool = False) -> Actor:
    """Who asks; somebody whose account was stopped is nobody."""
    if user is None or not user.is_active:
        return NOBODY
    held = Post.objects.in_force(dt.datetime.now().date()).filter(user=user).values_list(
        "role", "department__kind", "department__region"
    )  # fmt: skip
    posts = () if user.party_id else tuple(PostHeld(Role(role), kind, region) for role, kind, region in held)
    return Actor(user.pk, posts, user.party_id, token.carried if token else None, elevated)
