"""Who did it, to what, and through which request: as keys and texts that outlive the objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jianzhen.web.audit.plain import clean

if TYPE_CHECKING:
    from django.http import HttpRequest

SYSTEM = "system"
ANONYMOUS = "anonymous"
_LONGEST_KEY = 120
_LONGEST_ID = 64
_LONGEST_PATH = 400


class Party(NamedTuple):
    """A key that never changes and, of persons and things, the name at the time."""

    key: str
    name: str = ""


def actor_of(actor: object) -> Party:
    """An account, the name of a part of the platform, None for the platform itself, or a party as it is."""
    if actor is None:
        return Party(SYSTEM)
    if isinstance(actor, Party):
        return Party(actor.key[:_LONGEST_KEY], clean(actor.name))
    if isinstance(actor, str):
        return Party(actor[:_LONGEST_KEY])
    if getattr(actor, "pk", None) is None:
        return Party(ANONYMOUS)
    return object_of(actor)


def object_of(thing: object) -> Party:
    """An object of the database, or a name; None is nothing."""
    if thing is None:
        return Party("")
    if isinstance(thing, str):
        return Party(thing[:_LONGEST_KEY])
    meta = getattr(thing, "_meta", None)
    if meta is None:
        raise TypeError(f"{type(thing).__name__}: expected an object of the database, a text or None")
    return Party(f"{meta.label_lower}:{getattr(thing, 'pk', None)}"[:_LONGEST_KEY], clean(str(thing)))


class Asked(NamedTuple):
    """A request, without what was in it: the query may hold what nobody should read here."""

    id: str
    method: str
    path: str
    address: str


def request_of(request: HttpRequest | None) -> Asked | None:
    """What is remembered of a request."""
    if request is None:
        return None
    name = str(getattr(request, "request_id", "") or request.headers.get("X-Request-Id", ""))
    return Asked(
        clean(name)[:_LONGEST_ID],
        request.method or "",
        clean(request.path)[:_LONGEST_PATH],
        clean(str(request.META.get("REMOTE_ADDR", ""))),
    )
