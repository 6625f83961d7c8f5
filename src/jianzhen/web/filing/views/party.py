"""Whose page it is."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party


def party_of(request: Asked) -> Party:
    """The party of whoever asks.

    Raises:
        PermissionDenied: An officer asks.
    """
    party = request.user.party
    if party is None:
        raise PermissionDenied
    return party
