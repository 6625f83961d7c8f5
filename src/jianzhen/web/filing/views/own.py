"""A party's own first page: what is due, what was handed in, how the filing stands."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jianzhen.contract import TABLES
from jianzhen.intake.template import write_template
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party
from jianzhen.web.filing.checks.tables import TAKEN
from jianzhen.web.filing.models import Chase, Filing, Submission
from jianzhen.web.filing.services.duties import Due, duties_of, owed
from jianzhen.web.filing.states import Step
from jianzhen.web.filing.views.party import party_of
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.notices import Notice, notices_for, tells_parties
from jianzhen.web.site.spreadsheet import XLSX
from jianzhen.words import Words

_SHOWN = 8


def owed_by(party: Party) -> list[Due]:
    """What a party has not handed in, the latest first."""
    return owed(duties_of(party), [party], dt.datetime.now().date())


@tells_parties
def _late(party: Party) -> list[Notice]:
    found = []
    said = {(one.duty_id, one.period): one.text for one in Chase.objects.filter(party=party).order_by("on")}
    for one in owed_by(party):
        if one.late:
            title, text = one.duty.title, said.get((one.duty.pk, one.period), "")
            more = Words(f"。催报：{text}", f". Reminder: {text}") if text else Words("", "")
            words = Words(
                f"{title.zh} {one.period} 已逾期 {one.days} 天，请尽快报送{more.zh}",
                f"{title.en} {one.period} is {one.days} days late; hand it in now{more.en}",
            )
            found.append(Notice(words, f"{reverse('new_submission')}?due={one.duty.pk}:{one.period}", late=True))
    return found


@tells_parties
def _returned(party: Party) -> list[Notice]:
    filings = Filing.objects.filter(party=party, step=Step.RETURNED.value)
    words = Words("备案已退回：{reason}", "The filing was returned: {reason}")
    return [Notice(words.format(reason=one.decision_reason), reverse("filing", args=[one.pk]), True) for one in filings]


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
