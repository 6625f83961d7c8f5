"""A request as our views get it: the middleware has found out who asks."""

from __future__ import annotations

from django.http import HttpRequest

from jianzhen.web.accounts.models import User
from jianzhen.web.scope.actor import Actor


class Asked(HttpRequest):
    """A request of somebody who has signed in; only ever an annotation.

    Attributes:
        actor: The person's posts, and what a token leaves of them.
        request_id: Stands in the log, in the answer's headers and on the page of an error.
    """

    actor: Actor
    user: User  # the gate lets nobody else through
    request_id: str
