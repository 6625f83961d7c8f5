"""From a row in the lake back to the file that was handed in."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.filing.services.tracing import trace
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right


@access(Right.FILINGS_VIEW, Right.PARTY_FILE)
@require_safe
def row_origin(request: Asked, table: str, row_id: str) -> HttpResponse:
    """Where a row comes from: batch, submission, file, sheet and row."""
    found = trace(table, row_id)
    if not found:
        raise Http404
    return render(request, "filing/row_origin.html", {"table": table, "row_id": row_id, "traced": found})
