"""What one institution is, may do, does with what: gathered for one screen."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from jianzhen.contract.codes import code_list
from jianzhen.web.registers.models import State, Workload
from jianzhen.web.registers.models.state import StateQuerySet
from jianzhen.words import Words

_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Month:
    """One month of work: None where no data set told anything."""

    label: str
    reports: int | None
    samples: int | None
    staff: int

    @property
    def each(self) -> float | None:
        """Reports for each sampler or analyst."""
        return self.reports / self.staff if self.reports is not None and self.staff else None


@dataclass(frozen=True, slots=True)
class Profile:
    """The numbers of a profile."""

    certificates: list[State]
    filings: list[State]
    capability: list[tuple[Words, int]]
    staff: list[tuple[Words, int]]
    people: int
    instruments: list[tuple[Words, int]]
    instrument_count: int
    uncalibrated: int
    outlets: int
    devices: int
    months: list[Month]


def gathered(org: str, day: dt.date) -> Profile:
    """Everything about an organisation on a day; nine questions, whatever its size."""
    rows = State.objects.on(day).filter(org=org)
    employed = _in_force(rows.filter(register="employments"), day)
    people = list(employed.values_list("c0", "facts"))
    instruments = rows.filter(register="instruments")
    kinds = Counter(str(facts["kind"]) for facts in instruments.values_list("facts", flat=True))
    capability = Counter(
        str(facts["category"])
        for facts in _in_force(rows.filter(register="capabilities"), day).values_list("facts", flat=True)
    )
    roles = Counter(role for _, facts in people for role in str(facts.get("roles") or "other").split(";"))
    return Profile(
        certificates=list(rows.filter(register="certificates").order_by("-due_on")[:5]),
        filings=list(rows.filter(register="filings").order_by("-starts_on")[:3]),
        capability=_titled("sample_category", capability),
        staff=_titled("staff_role", roles),
        people=len({person for person, _ in people}),
        instruments=_titled("instrument_kind", kinds),
        instrument_count=kinds.total(),
        uncalibrated=_uncalibrated(rows, day),
        outlets=rows.filter(register="outlets").count(),
        devices=State.objects.on(day).filter(register="devices", operator=org).count()
        + rows.filter(register="devices").count(),
        months=_months(org, rows),
    )


def _in_force(rows: StateQuerySet, day: dt.date) -> StateQuerySet:
    return rows.exclude(starts_on__gt=day).exclude(ends_on__lt=day)


def _titled(codes: str, counts: Counter[str]) -> list[tuple[Words, int]]:
    titles = code_list(codes).titles
    return [(titles.get(code, Words(code, code)), number) for code, number in counts.most_common()]


def _uncalibrated(rows: StateQuerySet, day: dt.date) -> int:
    """Instruments that have calibrations, none of which is valid on the day."""
    calibrations = rows.filter(register="calibrations").values_list("c0", "starts_on", "ends_on")
    known, valid = set(), set()
    for instrument, start, end in calibrations:
        known.add(instrument)
        if (start is None or start <= day) and (end is None or end >= day):
            valid.add(instrument)
    return len(known - valid)


def _months(org: str, rows: StateQuerySet) -> list[Month]:
    """The last two years of what data sets told; months without a number in between are gaps."""
    told: dict[dt.date, dict[str, int]] = {}
    for measure, month, number in Workload.objects.filter(org=org).values_list("measure", "month", "number"):
        told.setdefault(month, {})[measure] = number
    if not told:
        return []
    last = max(told)
    months = [_back(last, places) for places in reversed(range(_MONTHS))]
    first = max(min(told), months[0])
    spells = list(rows.filter(register="employments").values_list("c0", "starts_on", "ends_on", "facts"))
    return [
        Month(f"{month:%Y-%m}", told.get(month, {}).get("reports"), told.get(month, {}).get("samples"),
              _working(spells, month))
        for month in months if month >= first
    ]  # fmt: skip


def _back(month: dt.date, places: int) -> dt.date:
    number = month.year * 12 + month.month - 1 - places
    return dt.date(number // 12, number % 12 + 1, 1)


def _working(spells: list[tuple[str, dt.date | None, dt.date | None, dict[str, object]]], month: dt.date) -> int:
    """Samplers and analysts employed on the first of a month."""
    return len({
        person for person, start, end, facts in spells
        if (start is None or start <= month) and (end is None or end >= month)
        and {"sampler", "analyst"} & set(str(facts.get("roles") or "").split(";"))
    })  # fmt: skip
