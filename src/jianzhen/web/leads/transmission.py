"""The newest figures of ``jianzhen kpi transmission``, when the office keeps them in the data folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from jianzhen.kpi.output import RECORD
from jianzhen.web.scope.divisions import ROOT, divisions
from jianzhen.words import Words

FOLDER = "kpi"
"""Below the data folder: the folder that ``jianzhen kpi transmission --out`` writes."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One region's rates of valid transmission, in per cent; ``at_most`` where some validity is unknown."""

    name: Words
    effective: float | None
    at_most: float | None


@dataclass(frozen=True, slots=True)
class Rates:
    """A period and what of it is in reach."""

    period: str
    rows: tuple[Rate, ...]


def rates(reach: frozenset[str]) -> Rates | None:
    """The figures; None when there are none or they cannot be read."""
    try:
        said = json.loads((Path(settings.OPTIONS.data) / FOLDER / RECORD).read_text(encoding="utf-8"))
        rows = [_rate(said["total"], divisions()[ROOT].name)] if ROOT in reach else []
        if said["by"] == "region":
            rows += [_rate(one, divisions()[one["key"]].name) for one in said["groups"] if one["key"] in reach]
        return Rates(str(said["period"]["text"]), tuple(rows))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _rate(figure: Mapping[str, Any], name: Words) -> Rate:
    effective, at_most = (figure.get(key) for key in ("effective_rate", "effective_rate_at_most"))
    return Rate(name, _percent(effective), _percent(at_most) if at_most != effective else None)


def _percent(rate: float | None) -> float | None:
    return None if rate is None else 100 * float(rate)
