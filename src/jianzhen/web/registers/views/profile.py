"""An institution on one screen."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.registers.catalogue import ORGANISATIONS
from jianzhen.web.registers.views.common import SEE, record_found, register_named
from jianzhen.web.scope.access import access


@access(*SEE)
@require_safe
def profile(request: Asked, key: str) -> HttpResponse:
    """Who they are, what they may do, how much they do with what, leads, history."""
    record = record_found(register_named(ORGANISATIONS), key)
    return render(request, "registers/profile.html", {"record": record})
