"""What an institution is late with, and why its filing came back."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from jianzhen.web.accounts.models import Party
from jianzhen.web.filing.models import Chase, Filing
from jianzhen.web.filing.services.duties import owed_by
from jianzhen.web.filing.states import Step
from jianzhen.web.site.notices import Notice, tells_parties
from jianzhen.words import Words


@tells_parties
def overdue(party: Party) -> Iterable[Notice]:
    """What is late, with the words of the last reminder."""
    said = {(one.duty_id, one.period): one.text for one in Chase.objects.filter(party=party).order_by("on")}
    for one in owed_by(party):
        if one.late:
            title, text = one.duty.title, said.get((one.duty.pk, one.period), "")
            more = Words(f"。催报：{text}", f". Reminder: {text}") if text else Words("", "")
            words = Words(
                f"{title.zh} {one.period} 已逾期 {one.days} 天，请尽快报送{more.zh}",
                f"{title.en} {one.period} is {one.days} days late; hand it in now{more.en}",
            )
            yield Notice(words, f"{reverse('new_submission')}?due={one.duty.pk}:{one.period}", late=True)


@tells_parties
def returned(party: Party) -> Iterable[Notice]:
    """A filing that came back."""
    for one in Filing.objects.filter(party=party, step=Step.RETURNED.value):
        words = Words(f"备案已退回：{one.decision_reason}", f"The filing was returned: {one.decision_reason}")
        yield Notice(words, reverse("filing", args=[one.pk]), late=True)
