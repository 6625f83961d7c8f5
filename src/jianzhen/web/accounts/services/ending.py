"""Ending sessions that are already there."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session

from jianzhen.web.accounts.models import User


def end_sessions(user: User) -> int:
    """Sign a person out everywhere; gives the number of sessions."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=dt.datetime.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
            ended += 1
    return ended
