"""The lines of a series lead: the value, its limit or reference, and below it what else moved."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from statistics import median

from jianzhen.report.picture.axis import Axis, Stretch
from jianzhen.report.picture.drawing import Drawing
from jianzhen.report.picture.lines import Line, has_series, lines_of
from jianzhen.report.picture.model import Picture, Seconds, seconds
from jianzhen.report.picture.ticks import ticks
from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.say import number
from jianzhen.words import Words

TOP, MAIN, BELOW, TITLE = 34, 120, 64, 18
"""Heights of the axis, of a panel of the lead's own factor, of one below it, and of a title."""
PANELS = 6
WIDTH = 1000
LEFT, RIGHT = 2.0, 98.0
BROKEN = 3.5
"""A line breaks where two points lie so many usual steps apart."""
REFERENCES = {
    "limit": Words("限值", "limit"),
    "expected": Words("重算中位值", "recomputed (median)"),
}
"""Values of a finding's detail that a panel is held against."""


def series_picture(results: Results, lead: LeadRecord) -> Picture | None:
    """Draw the lines of a lead; None when it has no series."""
    lines = lines_of(results, lead)[:PANELS] if has_series(results, lead) else []
    if not lines:
        return None
    moments = [moment for line in lines for moment, _ in line.points]
    scale = Axis((Stretch(min(moments), max(moments), LEFT, RIGHT),))
    height = TOP + sum(TITLE + _height(line) for line in lines) + 6
    drawing = Drawing()
    for tick in ticks(scale):
        drawing.line(tick.x, tick.x, TOP - 8, height, "grid")
        drawing.text(tick.x, 11, tick.text, "tick", _anchor(tick.x))
        drawing.text(tick.x, 23, tick.under, "under", _anchor(tick.x))
    for item in lead.findings:
        if item.from_at and item.to_at:
            _shade(drawing, scale, seconds(item.from_at), seconds(item.to_at), height)
    top = TOP
    references = _references(lead)
    for line in lines:
        _panel(drawing, line, scale, top, references)
        top += TITLE + _height(line)
    return Picture("series", Words("数据曲线", "Series"), drawing.body(), height, _legend(lines, references))


def _anchor(x: float) -> str:
    return "start" if x < 10 else "end" if x > 90 else "middle"  # noqa: PLR2004 - per cent


def _height(line: Line) -> int:
    return MAIN if line.main else BELOW


def _shade(drawing: Drawing, scale: Axis, from_s: Seconds, to_s: Seconds, height: int) -> None:
    left, right = scale.x(from_s), scale.x(to_s)
    drawing.rect(left, right, TOP - 2, height - TOP, "span")
    for edge in (left, right):
        drawing.line(edge, edge, TOP - 2, height - 2, "edge")


def _references(lead: LeadRecord) -> dict[str, float]:
    """Reference values that every finding of the lead shares."""
    found: dict[str, set[float]] = {name: set() for name in REFERENCES}
    for item in lead.findings:
        for name, values in found.items():
            stored = item.detail.get(name) if name != "expected" or "reported" in item.detail else None
            if isinstance(stored, float | int):
                values.add(float(stored))
    return {name: values.pop() for name, values in found.items() if len(values) == 1}


def _belongs(name: str, line: Line) -> bool:
    """A recomputed value is one of the converted column, a limit of whatever the lead is about."""
    return line.main and (line.converted or name != "expected")


def _panel(drawing: Drawing, line: Line, scale: Axis, top: int, references: dict[str, float]) -> None:
    against = {name: level for name, level in references.items() if _belongs(name, line)}
    values = [value for _, value in line.points] + list(against.values())
    low, high = _range(min(values), max(values))
    box, tall = top + TITLE, _height(line) - 10
    drawing.text(0, top + 13, line.title, "label" if line.main else "label soft")
    drawing.line(0, 100, box + tall, box + tall, "lane")
    for name, level in against.items():
        place = box + tall * (high - level) / (high - low)
        drawing.line(LEFT, RIGHT, place, place, "limit")
        words = REFERENCES[name]
        drawing.text(LEFT + 1, place - 3, Words(f"{words.zh} {level:.4g}", f"{words.en} {level:.4g}"), "note")
    for run in _runs(line.points):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in _placed(run, scale, low, high, tall))
        drawing.curve(LEFT, RIGHT, box, tall, points, "curve" if line.main else "curve soft")
    for level, shift in ((max(value for _, value in line.points), -3), (min(value for _, value in line.points), 10)):
        y = min(box + tall * (high - level) / (high - low) + shift, box + tall)
        drawing.text(100, y, number(float(f"{level:.6g}")), "scale", "end")


def _range(low: float, high: float) -> tuple[float, float]:
    """A little air above and below; a flat line lies in the middle."""
    air = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    return low - air, high + air


def _runs(points: tuple[tuple[Seconds, float], ...]) -> Iterator[list[tuple[Seconds, float]]]:
    steps = [later[0] - earlier[0] for earlier, later in itertools.pairwise(points)]
    usual = median(steps)
    run = [points[0]]
    for step, point in zip(steps, points[1:], strict=True):
        if step > BROKEN * usual:
            yield run
            run = []
        run.append(point)
    yield run


def _placed(
    run: list[tuple[Seconds, float]], scale: Axis, low: float, high: float, tall: float
) -> Iterator[tuple[float, float]]:
    for moment, value in run if len(run) > 1 else run * 2:
        yield (scale.x(moment) - LEFT) / (RIGHT - LEFT) * WIDTH, tall * (high - value) / (high - low)


def _legend(lines: list[Line], references: dict[str, float]) -> tuple[tuple[str, Words], ...]:
    entries = [
        ("curve", Words("线索所指的数据", "what the lead is about"), any(line.main for line in lines)),
        ("curve soft", Words("同期其他数据", "what else was recorded"), any(not line.main for line in lines)),
        ("span", Words("有疑问的时段", "span in question"), True),
        ("limit", Words("参考值", "reference"), bool(references)),
    ]
    return tuple((style, words) for style, words, present in entries if present)
