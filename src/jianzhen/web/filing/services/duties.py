"""What is due when, from whom, and reminding those who are late."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import Party
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.filing.clock import now
from jianzhen.web.filing.models import Chase, Duty, Submission
from jianzhen.web.filing.services.receiving import remit_of_party
from jianzhen.web.filing.states import TAKEN
from jianzhen.web.scope.divisions import divisions, within
from jianzhen.web.scope.net import whole_table
from jianzhen.web.scope.remit import KINDS
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
LOOK_BACK = 12
"""Periods that are looked at: older ones are a matter for an inspection, not for a reminder."""
AGAIN_AFTER = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Period:
    """A period by name, its first day, the first day after it."""

    name: str
    from_on: dt.date
    to_on: dt.date


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a party has to hand in and has not."""

    party: Party
    duty: Duty
    period: str
    due_on: dt.date
    late: bool
    days: int
    """Days left, or days late."""
    chased_on: dt.date | None = None


def periods(rhythm: str, from_on: dt.date, today: dt.date) -> Iterator[Period]:
    """The newest periods that began on a day or later and have ended, the latest first."""
    months = _MONTHS[rhythm]
    start = _first(today, months)
    for _ in range(LOOK_BACK):
        end, start = start, _back(start, months)
        if start < from_on:
            return
        yield Period(_named(start, rhythm), start, end)


def _first(day: dt.date, months: int) -> dt.date:
    return dt.date(day.year, (day.month - 1) // months * months + 1, 1)


def _back(start: dt.date, months: int) -> dt.date:
    number = start.year * 12 + start.month - 1 - months
    return dt.date(number // 12, number % 12 + 1, 1)


def _named(start: dt.date, rhythm: str) -> str:
    if rhythm == "year":
        return f"{start.year}"
    return f"{start.year}Q{(start.month + 2) // 3}" if rhythm == "quarter" else f"{start:%Y-%m}"


_FORMS = {"year": r"\d{4}", "quarter": r"\d{4}Q[1-4]", "month": r"\d{4}-(0[1-9]|1[0-2])"}


def period_fits(duty: Duty, period: str) -> bool:
    """Whether a text names a period of a duty that has begun."""
    if not re.fullmatch(_FORMS[duty.rhythm], period):
        return False
    today = dt.datetime.now().date()
    running = _named(_first(today, _MONTHS[duty.rhythm]), duty.rhythm)
    return period == running or any(one.name == period for one in periods(duty.rhythm, duty.from_on, today))


def binds(duty: Duty, party: Party) -> bool:
    """Whether a duty is a party's."""
    return duty.party_kind == party.kind and party.region in within(duty.region)


def duties_of(party: Party) -> list[Duty]:
    """The duties of a party: a table of duties is for officers, what binds somebody is for that one to know."""
    with whole_table("the duties that bind one party"):
        return [duty for duty in Duty.objects.filter(party_kind=party.kind) if binds(duty, party)]


def owed(duties: Sequence[Duty], parties: Iterable[Party], today: dt.date) -> list[Due]:
    """Everything that has not been handed in, the latest first. Three questions, whatever the number of parties."""
    parties = list(parties)
    done = set(
        Submission.objects.filter(duty__in=duties, party__in=parties, state__in=TAKEN)
        .order_by()
        .values_list("duty_id", "period", "party_id")
    )
    chased = {
        (duty, period, party): on
        for duty, period, party, on in Chase.objects.filter(duty__in=duties, party__in=parties)
        .order_by()
        .values_list("duty_id", "period", "party_id")
        .annotate(last=Max("on"))
    }
    found = [
        _due(party, duty, period, today, chased.get((duty.pk, period.name, party.pk)))
        for duty in duties
        for period in periods(duty.rhythm, duty.from_on, today)
        if duty.to_on is None or period.from_on < duty.to_on
        for party in parties
        if binds(duty, party) and (duty.pk, period.name, party.pk) not in done
    ]
    return sorted(found, key=lambda one: (one.due_on, one.party.name, one.duty.pk))


def owed_by(party: Party) -> list[Due]:
    """What a party has not handed in, the latest first."""
    return owed(duties_of(party), [party], dt.datetime.now().date())


def _due(party: Party, duty: Duty, period: Period, today: dt.date, chased_on: dt.date | None) -> Due:
    due_on = period.to_on + dt.timedelta(days=duty.days - 1) if duty.days else period.to_on
    left = (due_on - today).days
    return Due(party, duty, period.name, due_on, left < 0, abs(left), chased_on)


def owed_in_sight(request: Asked, today: dt.date) -> list[Due]:
    """What the parties within an officer's reach owe."""
    with whole_table("a duty of the whole region binds the parties of a county"):
        duties = list(Duty.objects.all())
    return [one for one in owed(duties, _parties(request), today) if one.late]


def _parties(request: Asked) -> list[Party]:
    """Parties within reach: their region and whose business they are."""
    stretches = list(request.actor.stretches(Right.FILINGS_VIEW))
    regions = sorted({region for stretch in stretches for region in stretch.regions})
    return [
        party
        for party in Party.objects.filter(region__in=regions)
        if any(
            party.region in stretch.regions and remit_of_party(party.kind) & KINDS[stretch.kind]
            for stretch in stretches
        )
    ]


def set_duty(
    request: Asked, *, title_zh: str, title_en: str, party_kind: str, region: str, rhythm: str, days: int,
    from_on: dt.date,
) -> Duty:  # fmt: skip
    """Set what a kind of party in a region hands in.

    Raises:
        RefusedError: The region or the kind of party is beyond one's reach.
    """
    remit = remit_of_party(party_kind)
    duty = Duty(
        title_zh=title_zh.strip(), title_en=title_en.strip(), party_kind=party_kind, region=region, remit=remit,
        rhythm=rhythm, days=days, from_on=from_on, made_by=request.user, made_at=now(),
    )  # fmt: skip
    if not request.actor.may(Right.FILINGS_DECIDE, duty):
        raise RefusedError(
            Words("该地区或单位类别不在您的管辖范围内", "The region or kind of party is outside your reach")
        )
    with transaction.atomic():
        duty.save()
        audit.record(
            "duty.set",
            actor=request.user,
            request=request,
            target=duty,
            after={"title": duty.title_zh, "party_kind": party_kind, "region": region, "rhythm": rhythm, "days": days,
                   "from_on": from_on.isoformat()},
            words=Words("设定报送要求{target}", "set the duty {target}"),
        )  # fmt: skip
    return duty


def end_duty(request: Asked, duty: Duty, *, on: dt.date, reason: str) -> Duty:
    """No period that begins on the day or later is due any more.

    Raises:
        RefusedError: No reason is given, or it has ended.
        PermissionDenied: The right over it is lacking.
    """
    reason = reason_given(reason)
    with transaction.atomic():
        duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
        if not request.actor.may(Right.FILINGS_DECIDE, duty):
            raise PermissionDenied
        if duty.to_on is not None:
            raise RefusedError(Words("这项要求已经终止", "It has ended already"))
        duty.to_on = max(on, duty.from_on)
        duty.save(update_fields=["to_on"])
        audit.record(
            "duty.ended",
            actor=request.user,
            request=request,
            target=duty,
            before={"to_on": None},
            after={"to_on": duty.to_on.isoformat()},
            reason=reason,
            words=Words("终止报送要求{target}", "ended the duty {target}"),
        )
    return duty


def chase(request: Asked, dues: Sequence[Due], text: str) -> int:
    """Remind of what is overdue; once a day for each, and gives how many were reminded."""
    today = dt.datetime.now().date()
    chosen = [one for one in dues if request.actor.may(Right.FILINGS_DECIDE, _At(one))]
    with transaction.atomic():
        before = Chase.objects.filter(on=today).count()
        Chase.objects.bulk_create(
            [
                Chase(party=one.party, duty=one.duty, period=one.period, on=today, by=request.user, text=text.strip())
                for one in chosen
            ],
            ignore_conflicts=True,
        )
        made = Chase.objects.filter(on=today).count() - before
        if made:
            audit.record(
                "duty.chased",
                actor=request.user,
                request=request,
                after={"count": made, "parties": sorted({one.party.uscc for one in chosen})},
                reason=text.strip(),
                words=Words("催报 {after.count} 项", "reminded of {after.count} overdue submissions"),
            )
    return made


@dataclass(frozen=True, slots=True)
class _At:
    """Where something due lies."""

    due: Due

    @property
    def scope_region(self) -> str:
        return self.due.party.region

    @property
    def scope_remit(self) -> int:
        return self.due.duty.remit

    @property
    def scope_assignee(self) -> int | None:
        return None


def chase_automatically(today: dt.date) -> int:
    """The platform's own reminders: when something becomes late, and every week again."""
    late = [
        one
        for one in owed(list(Duty.objects.all()), Party.objects.filter(region__in=list(divisions())), today)
        if one.late and (one.chased_on is None or today - one.chased_on >= AGAIN_AFTER)
    ]
    if not late:
        return 0
    with transaction.atomic():
        Chase.objects.bulk_create(
            [Chase(party=one.party, duty=one.duty, period=one.period, on=today) for one in late], ignore_conflicts=True
        )
        audit.record(
            "duty.chased",
            actor=None,
            after={"count": len(late), "parties": sorted({one.party.uscc for one in late})},
            words=Words("自动催报 {after.count} 项", "reminded of {after.count} overdue submissions by itself"),
        )
    return len(late)
