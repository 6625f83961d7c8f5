"""Tokens for programs: shown once, kept as a digest, bounded in rights and time."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import ApiToken, User
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

PREFIX = "jz_"
_BYTES = 32
LONGEST_DAYS = 366
_USED_EVERY = dt.timedelta(minutes=1)


def make(request: Asked, user: User, *, name: str, rights: frozenset[Right], days: int) -> tuple[ApiToken, str]:
    """A token of a person, and its text, which nobody can show again.

    Raises:
        RefusedError: It would carry more than the person has, or last too long.
    """
    if not rights or not rights <= request.actor.rights:
        raise RefusedError(Words("令牌的权限不得超出本人的权限", "A token carries no more rights than its person has"))
    if not 1 <= days <= LONGEST_DAYS:
        text = Words("有效期为 1 至 {days} 天", "A token lasts from 1 to {days} days")
        raise RefusedError(text.format(days=LONGEST_DAYS))
    text_of_token = PREFIX + secrets.token_urlsafe(_BYTES)
    now = dt.datetime.now()
    with transaction.atomic():
        token = ApiToken.objects.create(
            user=user,
            name=name,
            digest=digest(text_of_token),
            rights=sorted(rights),
            made_at=now,
            expires_at=now + dt.timedelta(days=days),
        )
        audit.record(
            "token.made",
            actor=user,
            request=request,
            target=token,
            after={"rights": sorted(rights), "expires_at": token.expires_at.isoformat()},
            words=Words("签发接口令牌“{target}”", "made the API token “{target}”"),
        )
    return token, text_of_token


def revoke(request: Asked, token: ApiToken) -> None:
    """End a token now; doing it twice changes nothing."""
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().get(pk=token.pk)
        if token.revoked_at is not None:
            return
        token.revoked_at = dt.datetime.now()
        token.save(update_fields=["revoked_at"])
        audit.record(
            "token.revoked",
            actor=request.user,
            request=request,
            target=token,
            words=Words("撤销接口令牌“{target}”", "revoked the API token “{target}”"),
        )


def holder(text: str, now: dt.datetime) -> ApiToken | None:
    """The token that a text is, when it is valid."""
    found = ApiToken.objects.select_related("user").filter(digest=digest(text)).first()
    if found is None or not found.is_valid(now):
        return None
    if found.used_at is None or now - found.used_at > _USED_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(used_at=now)
    return found


def digest(text: str) -> str:
    """SHA-256: the text is 256 random bits, so nothing slower protects it better."""
    return hashlib.sha256(text.encode()).hexdigest()
