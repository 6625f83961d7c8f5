"""Reads the lines of a series lead from its evidence rows: one per factor, or per measure of the plant."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from jianzhen.contract.codes import code_list
from jianzhen.report.picture.model import Seconds, seconds
from jianzhen.report.results import LeadRecord, Results, Row
from jianzhen.report.roles import roles_by_table
from jianzhen.words import Words

SERIES_TABLES = frozenset({"observations", "plant_operations", "local_values"})
CYCLES = {
    "realtime": Words("实时", "real-time"),
    "minute": Words("分钟", "minute"),
    "hour": Words("小时", "hourly"),
    "day": Words("日", "daily"),
}
_PLANT = {
    "power": Words("用电量 kWh", "power kWh"),
    "load_pct": Words("生产负荷 %", "load %"),
    "output": Words("产量", "output"),
}
POINTS = 1500
"""Points of one line; more are thinned, keeping the least and the greatest of each group."""


@dataclass(frozen=True, slots=True)
class Line:
    """One quantity over time, in order; ``main`` is what the lead is about."""

    title: Words
    points: tuple[tuple[Seconds, float], ...]
    main: bool
    converted: bool = False


def has_series(results: Results, lead: LeadRecord) -> bool:
    """Whether a lead rests on a series of automatic monitoring."""
    return any(results.rule(item.rule).is_series for item in lead.findings)


def lines_of(results: Results, lead: LeadRecord) -> list[Line]:
    """The lines of a lead, the main ones first."""
    about = {str(item.detail.get("factor")) for item in lead.findings}
    roles = roles_by_table(lead.findings)
    points: dict[tuple[str, str, str], list[tuple[Seconds, float]]] = defaultdict(list)
    for table in SERIES_TABLES & roles.keys():
        for row in results.store.take(table, roles[table]):
            for key, moment, number in _readings(table, row):
                points[key].append((moment, number))
    found = [_line(key, sorted(set(members)), about) for key, members in sorted(points.items())]
    return sorted((line for line in found if len(line.points) > 1), key=lambda line: not line.main)


def _readings(table: str, row: Row) -> Iterator[tuple[tuple[str, str, str], Seconds, float]]:
    if table == "plant_operations":
        for name in _PLANT:
            if _is_number(row.get(name)) and row.get("from_at"):
                yield (table, name, str(row.get("source") or "")), seconds(row["from_at"]), row[name]
        return
    kinds = ("avg", "converted") if table == "observations" else ("value",)
    for name in kinds:
        if _is_number(row.get(name)) and row.get("at"):
            factor = str(row.get("factor_code") or row.get("factor"))
            yield (name, factor, str(row.get("cycle") or row.get("stage") or "")), seconds(row["at"]), row[name]


def _is_number(value: object) -> bool:
    return isinstance(value, float) and math.isfinite(value)


def _line(key: tuple[str, str, str], points: list[tuple[Seconds, float]], about: set[str]) -> Line:
    kind, name, cycle = key
    if kind == "plant_operations":
        return Line(_PLANT[name], tuple(thinned(points)), main=False)
    title = code_list("parameter").titles.get(name) or Words(name, name)
    how = CYCLES.get(cycle) or Words(cycle, cycle)
    extra = Words("折算值", " converted") if kind == "converted" else Words("", "")
    return Line(
        Words(f"{title.zh}{extra.zh}（{how.zh}）", f"{title.en}{extra.en} ({how.en})"),
        tuple(thinned(points)),
        main=name in about,
        converted=kind == "converted",
    )


def thinned(points: list[tuple[Seconds, float]], most: int = POINTS) -> list[tuple[Seconds, float]]:
    """At most about ``most`` points: the first, least, greatest and last of each group."""
    if len(points) <= most:
        return points
    size = math.ceil(len(points) * 4 / most)
    out: list[tuple[Seconds, float]] = []
    for start in range(0, len(points), size):
        group = points[start : start + size]
        ends = (group[0], group[-1], min(group, key=lambda one: one[1]), max(group, key=lambda one: one[1]))
        out.extend(sorted(set(ends)))
    return out
