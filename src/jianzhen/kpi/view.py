"""What the page shows, worked out of the figures."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jianzhen.kpi import conventions
from jianzhen.kpi.columns import percent
from jianzhen.kpi.conventions import CONVENTIONS, FORMULAS, Formula
from jianzhen.kpi.figures import BY_TITLES, TOTAL, Figure
from jianzhen.kpi.heat import LEGEND, calendar, field, strip
from jianzhen.kpi.losses import STATE_TITLES, Loss, Reason, factor_title, reason_title
from jianzhen.kpi.shares import Shares, shares
from jianzhen.kpi.standing import STATUS_TITLES
from jianzhen.rules.sentences import visible
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from jianzhen.kpi.transmission import Transmission

GROUPS = 300
"""Groups the page lists; the CSV files have them all."""
DETAILS = 40
DETAIL_DAYS = 4000
"""Days of fields of hours in one page: longer periods show fewer groups."""
LOSSES = 100
ODD = 500

_UNKNOWN = Words("（不明）", "(unknown)")
_ODD = ("not_networked", "unregistered", "unknown")

_COLUMN = re.compile("[a-z_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One group or span with its strip of days."""

    title: Words
    figure: Figure
    strip: Markup | str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class LossLine:
    """One span that was lost."""

    loss: Loss
    factor: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason."""

    state: str
    title: Words
    values: int


@dataclass(frozen=True, slots=True)
class Detail:
    """One group down to its hours."""

    anchor: str
    title: Words
    figure: Figure
    field: Markup
    reasons: list[ReasonLine]
    losses: list[LossLine]
    number: int


@dataclass(frozen=True, slots=True)
class FormulaLine:
    """One formula and what it gave."""

    formula: Formula
    here: str


def page_view(found: Transmission, by: str) -> dict[str, Any]:
    """Everything the template names, but its style and provenance."""
    total, days = found.total(), found.period.days
    groups = sorted(found.figures(by), key=_worst_first)
    daily = shares(found.connection, by, "day", [one.key for one in groups[:GROUPS]])
    detailed = [one for one in groups if one.owed][: max(1, min(DETAILS, DETAIL_DAYS // len(days)))]
    anchors = {one.key: f"g{number}" for number, one in enumerate(detailed)}
    whole = shares(found.connection, TOTAL, "day").get("", {})
    standings = found.standings()
    odd = [one for one in standings if one.status in _ODD]
    return {
        "period": found.period,
        "total": total,
        "empty_days": found.days_without_data(),
        "targets": {"effective": conventions.TARGET_EFFECTIVE, "networked": conventions.TARGET_NETWORKED},
        "months": calendar(days, whole),
        "legend": LEGEND,
        "whole": _whole(found, whole),
        "span_title": Words("时段", "span"),
        "by": by,
        "by_title": BY_TITLES[by],
        "groups": [
            Row(_title(one.key), one, strip(days, daily.get(one.key, {})), anchors.get(one.key, ""))
            for one in groups[:GROUPS]
        ],
        "groups_number": len(groups),
        "networked_number": sum(one.status == "networked" for one in standings),
        "missing_unfiled": found.missing_unfiled(),
        "unfiled_number": sum(one.status == "networked" and not one.filed_factors for one in standings),
        "odd": odd[:ODD],
        "odd_number": len(odd),
        "statuses": STATUS_TITLES,
        "states": STATE_TITLES,
        "why": _reason_lines(found.reasons()),
        "details": _details(found, by, detailed, anchors),
        "formulas": [FormulaLine(one, _here(one, total)) for one in FORMULAS],
        "conventions": CONVENTIONS,
    }


def _worst_first(one: Figure) -> tuple[float, int, str]:
    rate = one.effective_rate
    return (2.0 if rate is None else rate), -one.due, one.key


def _title(key: str) -> Words:
    return Words(visible(key), visible(key)) if key else _UNKNOWN


def _whole(found: Transmission, daily: Shares) -> list[Row]:
    """Quarters and months of the period, when it has more than one month."""
    months = found.figures(TOTAL, "month")
    if len(months) < 2:  # noqa: PLR2004
        return []
    quarters = found.figures(TOTAL, "quarter")
    rows = [(Words(f"{_quarter(one)} 季", f"{_quarter(one)}"), one) for one in quarters]
    rows += [(Words(f"{one.from_at:%Y-%m}", f"{one.from_at:%Y-%m}"), one) for one in months]
    return [Row(title, one, strip(_days(one), daily)) for title, one in rows]


def _quarter(one: Figure) -> str:
    return f"{one.from_at.year}-Q{(one.from_at.month + 2) // 3}"


def _days(one: Figure) -> list[dt.date]:
    return [(one.from_at + dt.timedelta(days=number)).date() for number in range((one.to_at - one.from_at).days)]


def _details(found: Transmission, by: str, figures: Sequence[Figure], anchors: dict[str, str]) -> list[Detail]:
    hourly = shares(found.connection, by, "hour", [one.key for one in figures])
    details = []
    for one in figures:
        lost, number = found.losses(LOSSES, by, one.key)
        details.append(
            Detail(
                anchors[one.key],
                _title(one.key),
                one,
                field(found.period.days, hourly.get(one.key, {})),
                _reason_lines(found.reasons(by, one.key)),
                [LossLine(loss, factor_title(loss.factor), reason_title(loss.reason)) for loss in lost],
                number,
            )
        )
    return details


def _reason_lines(found: Sequence[Reason]) -> list[ReasonLine]:
    return [ReasonLine(one.state, reason_title(one.reason), one.values) for one in found]


def _here(formula: Formula, total: Figure) -> str:
    """The formula with its numbers."""
    rate = percent(getattr(total, formula.name))
    said = "—" if rate is None else f"{rate:.2f} %"
    numerator, denominator = (_filled(text, total) for text in (formula.numerator, formula.denominator))
    return f"{numerator} / {denominator} = {said}"


def _filled(text: str, total: Figure) -> str:
    return _COLUMN.sub(lambda name: f"{getattr(total, name[0]):,}", text)
