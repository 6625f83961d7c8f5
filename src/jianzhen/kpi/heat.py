"""Heat maps as SVG: a calendar of days, a strip of days, a field of hours by days.

Colour says which band the effective transmission fell into: blue from the target on, amber below it. A
cell with values of unknown validity carries a dot. Nothing due is hatched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from jianzhen.kpi.columns import percent
from jianzhen.kpi.conventions import TARGET_EFFECTIVE
from jianzhen.kpi.shares import Share, Shares
from jianzhen.words import Words

BANDS = ((TARGET_EFFECTIVE, "h5"), (0.9, "h4"), (0.75, "h3"), (0.5, "h2"), (0.0, "h1"))
"""Lower end and class of each band."""
NOTHING = "h0"

LEGEND = (
    ("h5", Words("≥ 95 %（目标）", "≥ 95 % (target)")),
    ("h4", Words("90 – 95 %", "90 – 95 %")),
    ("h3", Words("75 – 90 %", "75 – 90 %")),
    ("h2", Words("50 – 75 %", "50 – 75 %")),
    ("h1", Words("< 50 %", "< 50 %")),
    (NOTHING, Words("无应传（停运或不在应传时段）", "nothing due (stop, or outside the span due)")),
)

_WEEK = 7
_CELL, _GAP, _LABEL = 46, 3, 16
_STRIP = 7
_HOUR = 9
_DAY_HOURS = 24


def band(share: Share | None) -> str:
    """The class of a share."""
    rate = share.rate if share else None
    if rate is None:
        return NOTHING
    return next(name for least, name in BANDS if rate >= least)


def calendar(days: Sequence[dt.date], shares: Shares) -> list[tuple[str, Markup]]:
    """One calendar sheet per month, Monday first: (month, drawing)."""
    return [
        (month, _sheet(list(inside), shares))
        for month, inside in groupby(days, lambda day: f"{day.year}-{day.month:02d}")
    ]


def _sheet(days: Sequence[dt.date], shares: Shares) -> Markup:
    first = days[0].replace(day=1).weekday()
    step = _CELL + _GAP
    cells = []
    for number, (zh, en) in enumerate(zip("一二三四五六日", ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True)):
        x = number * step + _CELL / 2
        cells.append(f'<text class="wd zh" x="{x}" y="11">{zh}</text><text class="wd en" x="{x}" y="11">{en}</text>')
    for day in days:
        place = first + day.day - 1
        x, y = place % _WEEK * step, place // _WEEK * step + _LABEL
        cells.append(_day(day, shares.get(dt.datetime.combine(day, dt.time())), x, y))
    rows = (first + days[-1].day + _WEEK - 1) // _WEEK
    return _svg("calendar", _WEEK * step, rows * step + _LABEL, "".join(cells))


def _day(day: dt.date, share: Share | None, x: float, y: float) -> str:
    name = band(share)
    said = percent(share.rate) if share else None
    text = "" if said is None else f'<text class="pc {name}t" x="{x + _CELL / 2}" y="{y + 33}">{_short(said)}</text>'
    dot = f'<circle class="dot" cx="{x + _CELL - 7}" cy="{y + 7}" r="3"/>' if share and share.unknown else ""
    return (
        f'<g><title>{_tip(str(day), share)}</title><rect class="{name}" x="{x}" y="{y}" width="{_CELL}" '
        f'height="{_CELL}" rx="3"/><text class="dn {name}t" x="{x + 5}" y="{y + 14}">{day.day}</text>{text}{dot}</g>'
    )


def strip(days: Sequence[dt.date], shares: Shares) -> Markup:
    """One row of days."""
    cells = []
    for number, day in enumerate(days):
        share = shares.get(dt.datetime.combine(day, dt.time()))
        cells.append(
            f'<rect class="{band(share)}" x="{number * _STRIP}" width="{_STRIP - 1}" height="18">'
            f"<title>{_tip(str(day), share)}</title></rect>"
        )
    return _svg("strip", len(days) * _STRIP, 18, "".join(cells))


def field(days: Sequence[dt.date], shares: Shares) -> Markup:
    """Hours of the day downwards, days to the right; hours alike stand as one cell."""
    cells = [
        f'<text class="hr" x="20" y="{_LABEL + hour * _HOUR + 8}">{hour:02d}</text>' for hour in range(0, _DAY_HOURS, 6)
    ]
    for number, day in enumerate(days):
        x = 24 + number * _HOUR
        if day.day == 1 or number == 0 or day.day % 5 == 0:
            cells.append(f'<text class="dy" x="{x + 4}" y="11">{day.day}</text>')
        cells.extend(_hours(day, shares, x))
    return _svg("field", 24 + len(days) * _HOUR + 6, _LABEL + _DAY_HOURS * _HOUR, "".join(cells))


def _hours(day: dt.date, shares: Shares, x: float) -> Iterator[str]:
    hours = [dt.datetime.combine(day, dt.time(hour)) for hour in range(_DAY_HOURS)]
    for name, run in groupby(hours, lambda hour: band(shares.get(hour))):
        inside = list(run)
        first, last = inside[0].hour, inside[-1].hour + 1
        title = f"<title>{_tip(f'{day} {first:02d}–{last:02d} h', _sum(shares, inside))}</title>"
        y, height = _LABEL + first * _HOUR, (last - first) * _HOUR - 1
        yield f'<rect class="{name}" x="{x}" y="{y}" width="{_HOUR - 1}" height="{height}">{title}</rect>'


def _sum(shares: Shares, hours: Sequence[dt.datetime]) -> Share | None:
    inside = [shares[hour] for hour in hours if hour in shares]
    return Share(*map(sum, zip(*inside, strict=True))) if inside else None


def _tip(when: str, share: Share | None) -> str:
    if share is None or share.rate is None:
        return f"{when}: —"
    unknown = f" (? {share.unknown:,})" if share.unknown else ""
    return f"{when}: {percent(share.rate):.2f} % = {share.valid:,} / {share.due:,}{unknown}"


def _short(said: float) -> str:
    """Two figures and a decimal fit into a cell; 100 stands alone."""
    return f"{said:.0f}" if said in {0.0, 100.0} else f"{int(said * 10) / 10:.1f}"


def _svg(kind: str, width: float, height: float, body: str) -> Markup:
    # Classes, numbers and dates of this module only.
    return Markup(  # noqa: S704
        f'<svg class="heat {kind}" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">'
        f"{body}</svg>"
    )
