"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzhen.web.scope.access import access


@access()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is there for me."""
    return render(request, "site/home.html")
