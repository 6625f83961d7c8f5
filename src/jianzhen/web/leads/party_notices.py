"""What the office asks of an institution, on the institution's own first page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from jianzhen.web.accounts.models import Party
from jianzhen.web.leads.models import Question
from jianzhen.web.site.notices import Notice, tells_parties
from jianzhen.words import Words

_LONGEST = 60


@tells_parties
def open_questions(party: Party) -> Iterable[Notice]:
    """Questions without an answer; the first words of each and the day it is due."""
    today = dt.datetime.now().date()
    for one in Question.objects.filter(party=party, answered_at=None, closed_at=None).order_by("due_on"):
        text = one.text if len(one.text) <= _LONGEST else f"{one.text[:_LONGEST]}…"
        words = Words(f"要求说明（限 {one.due_on}）：{text}", f"Asked of you, by {one.due_on}: {text}")
        yield Notice(words, reverse("question", args=[one.pk]), late=one.due_on < today)
