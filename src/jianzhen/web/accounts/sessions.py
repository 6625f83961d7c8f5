"""How long somebody stays signed in, and the elevated mode within that."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

_SIGNED_IN = "signed_in_at"
_SEEN = "seen_at"
_ELEVATED = "elevated_until"
_NOTE_EVERY = dt.timedelta(seconds=30)
"""A page that loads twenty times a minute does not write twenty times."""


def begin(session: SessionBase, now: dt.datetime) -> None:
    """Somebody has signed in."""
    session[_SIGNED_IN] = session[_SEEN] = now.isoformat()
    session.pop(_ELEVATED, None)


def is_over(session: SessionBase, now: dt.datetime) -> bool:
    """Idle for too long, or signed in too long ago; a session that does not say when is over."""
    signed_in, seen = _moment(session, _SIGNED_IN), _moment(session, _SEEN)
    if signed_in is None or seen is None:
        return True
    idle = dt.timedelta(minutes=settings.OPTIONS.idle_minutes)
    longest = dt.timedelta(hours=settings.OPTIONS.session_hours)
    return now - seen > idle or now - signed_in > longest


def note(session: SessionBase, now: dt.datetime) -> None:
    """Somebody has asked for something."""
    seen = _moment(session, _SEEN)
    if seen is None or now - seen > _NOTE_EVERY:
        session[_SEEN] = now.isoformat()


def elevate(session: SessionBase, now: dt.datetime) -> dt.datetime:
    """Begin the elevated mode; gives its end."""
    until = now + dt.timedelta(minutes=settings.OPTIONS.elevated_minutes)
    session[_ELEVATED] = until.isoformat()
    return until


def step_down(session: SessionBase) -> None:
    """End the elevated mode."""
    session.pop(_ELEVATED, None)


def elevated_until(session: SessionBase, now: dt.datetime) -> dt.datetime | None:
    """The end of the elevated mode, when it is on."""
    until = _moment(session, _ELEVATED)
    return until if until is not None and now < until else None


def _moment(session: SessionBase, name: str) -> dt.datetime | None:
    value = session.get(name)
    return dt.datetime.fromisoformat(value) if value else None
