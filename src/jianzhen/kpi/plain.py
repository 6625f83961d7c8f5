"""The figures as plain data, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from jianzhen.kpi.conventions import CONVENTIONS, FORMULAS
from jianzhen.kpi.losses import STATE_TITLES, reason_title
from jianzhen.kpi.standing import STATUS_TITLES

if TYPE_CHECKING:
    import datetime as dt

    from jianzhen.kpi.figures import Figure
    from jianzhen.kpi.transmission import Transmission
    from jianzhen.words import Words

_AS_THEY_SHOULD = ("networked", "not_required", "out_of_period")


def plain(found: Transmission, by: str) -> dict[str, Any]:
    """Period, formulas, the figures of the whole and of every group, devices to look at, and reasons."""
    return {
        "period": {
            "text": found.period.text,
            "from_at": _moment(found.period.from_at),
            "to_at": _moment(found.period.to_at),
        },
        "by": by,
        "days_without_any_data": [day.isoformat() for day in found.days_without_data()],
        "missing_of_unfiled_factors": found.missing_unfiled(),
        "total": _figure(found.total()),
        "groups": [_figure(one) for one in found.figures(by)],
        "devices_to_look_at": [
            {
                "device_id": one.device_id,
                "outlet_id": one.outlet_id,
                "org_id": one.org_id,
                "region": one.region,
                "status": one.status,
                "meaning": _words(STATUS_TITLES[one.status]),
                "note": _words(one.note),
            }
            for one in found.standings()
            if one.status not in _AS_THEY_SHOULD
        ],
        "reasons": [
            {"state": one.state, "reason": one.reason, "hour_values": one.values,
             "meaning": _words(STATE_TITLES[one.state]) | {"why": _words(reason_title(one.reason))}}
            for one in found.reasons()
        ],
        "formulas": [
            {"name": one.name, "formula": one.text, "meaning": _words(one.meaning),
             "verified": one.tag.verified if one.tag else None}
            for one in FORMULAS
        ],
        "conventions": [
            {"title": _words(one.title), "rule": _words(one.rule), "source": _words(one.source),
             "standing": _words(one.standing)}
            for one in CONVENTIONS
        ],
    }  # fmt: skip


def _figure(one: Figure) -> dict[str, Any]:
    return asdict(one) | {"from_at": _moment(one.from_at), "to_at": _moment(one.to_at)}


def _moment(at: dt.datetime) -> str:
    return at.isoformat(timespec="seconds")


def _words(words: Words) -> dict[str, Any]:
    return {"zh": words.zh, "en": words.en}
