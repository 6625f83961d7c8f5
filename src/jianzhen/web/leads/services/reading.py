"""Who looked at which lead: on record once a session, for the suspicion alone is worth protecting."""

from __future__ import annotations

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.leads.models import Lead
from jianzhen.words import Words

_READ = "leads_read"
_REMEMBERED = 200


def note_reading(request: Asked, lead: Lead) -> None:
    """Put on record that somebody opened a lead, the first time in a session."""
    read: list[str] = request.session.get(_READ, [])
    if lead.key in read:
        return
    audit.record(
        "lead.read", actor=request.user, request=request, target=lead,
        words=Words("{actor}查看线索 {target}", "{actor} read the lead {target}"),
    )  # fmt: skip
    request.session[_READ] = [lead.key, *read][:_REMEMBERED]
