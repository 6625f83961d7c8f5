"""A party's own first page: what is due, what was handed in, how the filing stands."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzhen.contract import TABLES
from jianzhen.intake.template import write_template
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.filing.checks.tables import TAKEN
from jianzhen.web.filing.models import Filing, Submission
from jianzhen.web.filing.services.duties import owed_by
from jianzhen.web.filing.views.party import party_of
from jianzhen.web.registers.expiry import by_register
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.notices import notices_for
from jianzhen.web.site.spreadsheet import XLSX

_SHOWN = 8


@access(Right.PARTY_FILE)
@require_safe
def own(request: Asked) -> HttpResponse:
    """What is there to do for us."""
    party = party_of(request)
    context = {
        "party": party,
        "notices": notices_for(party),
        "dues": [one for one in owed_by(party) if not one.late],
        "submissions": Submission.objects.filter(party=party).select_related("duty")[:_SHOWN],
        "filing": Filing.objects.filter(party=party).first(),
        "endings": by_register(dt.datetime.now().date()) if Right.PARTY_REGISTERS in request.actor.rights else [],
    }
    return render(request, "filing/own.html", context)


@access(Right.PARTY_FILE)
@require_safe
def submission_template(request: Asked, purpose: str) -> HttpResponse:
    """The workbook to fill in, with the tables that this kind of party hands in."""
    names = TAKEN.get((party_of(request).kind, purpose))
    if names is None or purpose == "filed":
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "template.xlsx")
        write_template(path, [table for table in TABLES.values() if table.name in names])
        content = path.read_bytes()
    title = "备案模板.xlsx" if purpose == "filing" else "报送模板.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(title)}"}
    )
