"""The timeline of a lead: who, where, with what, which sample, which document; the contradiction marked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from jianzhen.report.picture.axis import Axis, axis
from jianzhen.report.picture.drawing import LINE, Drawing, wrapped_words
from jianzhen.report.picture.lanes import LANES
from jianzhen.report.picture.lines import SERIES_TABLES, has_series
from jianzhen.report.picture.model import Mark, Picture, Seconds, Track, seconds
from jianzhen.report.picture.ticks import ticks
from jianzhen.report.picture.tracks import tracks_of
from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.say import length
from jianzhen.words import Words

TOP = 36
"""Height of the axis."""
HEAD, ROOM, BAR = 20, 16, 9
"""Heights of a lane's heading, of the bar with the space around it, and of the bar."""
BELOW = BAR + 3
"""How far below the memory's bar the ticket's bar lies."""
DIAMOND = "M0 -5L5 0L0 5L-5 0Z"
ARROW = "M0 0L9 -5L9 5Z"
MINUTES = {"min": 1.0, "h": 60.0, "d": 1440.0}


@dataclass(frozen=True, slots=True)
class Limit:
    """The shortest time that was due from a moment on, where less was found."""

    from_s: Seconds
    to_s: Seconds


def timeline_picture(results: Results, lead: LeadRecord) -> Picture | None:
    """Draw the dated rows of a lead; None when there are none."""
    drawn_as_lines = SERIES_TABLES if has_series(results, lead) else frozenset[str]()
    tracks = tracks_of(results, lead, but=drawn_as_lines)
    if not tracks or (drawn_as_lines and all(track.context for track in tracks)):
        return None
    limit = _limit(results, lead)
    span = (seconds(lead.from_at), seconds(lead.to_at)) if lead.from_at and lead.to_at else None
    moments = [moment for track in tracks for mark in track.marks for moment in (mark.from_s, mark.to_s)]
    drawn = [*moments, *(span or ()), *((limit.from_s, limit.to_s) if limit else ())]
    scale = axis(drawn, span or (moments[0], moments[0]), _shortest(tracks))
    lanes = [(lane, list(members)) for lane, members in groupby(tracks, key=lambda track: track.lane)]
    limit_height = 24 if limit else 0
    height = TOP + limit_height + HEAD * len(lanes) + sum(_height(track) for track in tracks) + 6
    drawing = Drawing()
    _axis(drawing, scale, height)
    if span:
        _contradiction(drawing, scale, span, height)
    if limit:
        _bracket(drawing, scale, limit)
    rows = _lanes(drawing, scale, lanes, TOP + limit_height, span)
    backwards = _backwards(drawing, scale, tracks, rows)
    return Picture(
        "timeline",
        Words("时间线", "Timeline"),
        drawing.body(),
        height,
        _legend(tracks, scale, span=span, backwards=backwards, limit=limit),
    )


def _shortest(tracks: list[Track]) -> Seconds:
    """The shortest stay of the contradiction."""
    return min(
        (mark.to_s - mark.from_s for track in tracks if not track.context for mark in track.marks if not mark.is_point),
        default=0.0,
    )


def _axis(drawing: Drawing, scale: Axis, height: int) -> None:
    for stretch in scale.stretches:
        drawing.line(stretch.left, stretch.right, TOP - 6, TOP - 6, "axis")
    for tick in ticks(scale):
        drawing.line(tick.x, tick.x, TOP - 9, height, "grid")
        drawing.text(tick.x, 11, tick.text, "tick", _anchor(tick.x))
        if tick.under:
            drawing.text(tick.x, 23, tick.under, "under", _anchor(tick.x))
    for middle, left_out in scale.cuts:
        drawing.shape(middle, TOP - 6, "M-6 5L-2 -5M2 5L6 -5", "cut")
        drawing.line(middle, middle, TOP + 2, height, "gap")
        words = length(left_out / 60)
        drawing.text(middle, height - 1, Words(f"略 {words.zh}", words.en), "under", "middle")


def _anchor(x: float) -> str:
    return "start" if x < 10 else "end" if x > 90 else "middle"  # noqa: PLR2004 - per cent


def _contradiction(drawing: Drawing, scale: Axis, span: tuple[Seconds, Seconds], height: int) -> None:
    left, right = scale.x(span[0]), scale.x(span[1])
    drawing.rect(left, right, TOP - 2, height - TOP - 14, "span")
    for edge in (left, right):
        drawing.line(edge, edge, TOP - 2, height - 16, "edge")


def _bracket(drawing: Drawing, scale: Axis, limit: Limit) -> None:
    left, right, middle = scale.x(limit.from_s), scale.x(limit.to_s), TOP + 16
    drawing.line(left, right, middle, middle, "limit")
    for edge in (left, right):
        drawing.line(edge, edge, middle - 4, middle + 4, "limit")
    due = length((limit.to_s - limit.from_s) / 60)
    drawing.label(left, right, middle - 5, [Words(f"至少应有 {due.zh}", f"at least {due.en} due")], "note")


def _lanes(
    drawing: Drawing,
    scale: Axis,
    lanes: list[tuple[str, list[Track]]],
    top: int,
    span: tuple[Seconds, Seconds] | None,
) -> dict[int, int]:
    """Draw all lanes; returns the middle of each track's bar by the identity of the track."""
    middles: dict[int, int] = {}
    for lane, members in lanes:
        drawing.line(0, 100, top + 4, top + 4, "lane")
        drawing.text(0, top + 16, LANES[lane], "heading")
        top += HEAD
        for track in members:
            _track(drawing, scale, track, top, span)
            top += _height(track)
            middles[id(track)] = top - _bars(track) + 7
    return middles


def _height(track: Track) -> int:
    return LINE * len(_lines(track)) + _bars(track)


def _bars(track: Track) -> int:
    """Height of the bars of a track; a ticket has a line of its own."""
    return ROOM + (BELOW if any(mark.ticket for mark in track.marks) else 0)


def _lines(track: Track) -> list[Words]:
    """The label, and how many rows there are that are not drawn."""
    lines = wrapped_words(track.label)
    if track.more:
        lines.append(Words(f"另有 {track.more} 行，见证据表", f"+ {track.more} more rows, see evidence"))
    return lines


def _track(drawing: Drawing, scale: Axis, track: Track, top: int, span: tuple[Seconds, Seconds] | None) -> None:
    left, right = scale.x(track.from_s), scale.x(track.to_s)
    lines = _lines(track)
    drawing.label(left, right, top + 11, lines, "label soft" if track.context else "label")
    top += LINE * len(lines)
    for mark in sorted(track.marks, key=lambda one: one.is_point):
        _mark(drawing, scale, mark, top + 2 + (BELOW if mark.ticket else 0), context=track.context)
        if span and not track.context and not mark.ticket:
            _overlap(drawing, scale, mark, span, top + 2)


def _mark(drawing: Drawing, scale: Axis, mark: Mark, top: int, *, context: bool) -> None:
    style = "ticket" if mark.ticket else "around" if context else "fact"
    if mark.is_point:
        drawing.shape(scale.x(mark.from_s), top + BAR / 2, DIAMOND, style)
    else:
        drawing.rect(scale.x(mark.from_s), scale.x(mark.to_s), top, BAR, style)


def _overlap(drawing: Drawing, scale: Axis, mark: Mark, span: tuple[Seconds, Seconds], top: int) -> None:
    from_s, to_s = max(mark.from_s, span[0]), min(mark.to_s, span[1])
    if from_s < to_s:
        drawing.rect(scale.x(from_s), scale.x(to_s), top, BAR, "hatch")


def _backwards(drawing: Drawing, scale: Axis, tracks: list[Track], middles: dict[int, int]) -> bool:
    """An arrow from what should come first to what is on record before it."""
    found = [
        (early.from_s - late.from_s, first, early, second, late)
        for first in tracks
        for second in tracks
        if not first.context and not second.context and first.keys & second.keys
        for early in first.marks
        for late in second.marks
        if 0 < early.step < late.step and late.from_s < early.from_s
    ]
    if not found:
        return False
    _, first, early, second, late = max(found, key=lambda item: (-item[2].step, item[0]))
    start, end = scale.x(early.from_s), scale.x(late.from_s)
    from_y, to_y = middles[id(first)], middles[id(second)]
    drawing.line(start, start, from_y, to_y, "back")
    drawing.line(end, start, to_y, to_y, "back")
    drawing.shape(end, to_y, ARROW, "head")
    return True


def _limit(results: Results, lead: LeadRecord) -> Limit | None:
    """The weightiest finding that fell short of a length of time."""
    for item in lead.findings:
        unit = MINUTES.get(results.rule(item.rule).measure_unit)
        if unit and item.from_at and item.measure is not None and item.threshold and item.measure < item.threshold:
            start = seconds(item.from_at)
            return Limit(start, start + item.threshold * unit * 60)
    return None


def _legend(
    tracks: list[Track], scale: Axis, *, span: tuple[Seconds, Seconds] | None, backwards: bool, limit: Limit | None
) -> tuple[tuple[str, Words], ...]:
    entries = [
        ("fact", Words("相互矛盾的记录", "records that contradict each other"), True),
        ("ticket", Words("小票", "ticket"), any(mark.ticket for track in tracks for mark in track.marks)),
        ("around", Words("前后背景", "what came before and after"), any(track.context for track in tracks)),
        ("hatch" if _overlaps(tracks, span) else "span", Words("矛盾时段", "span of the contradiction"), bool(span)),
        ("back", Words("后道工序记录在前", "a later step on record before an earlier one"), backwards),
        ("limit", Words("最短应有时间", "shortest time due"), limit is not None),
        ("cut", Words("时间轴在此截断", "axis cut here"), bool(scale.cuts)),
    ]
    return tuple((style, words) for style, words, present in entries if present)


def _overlaps(tracks: list[Track], span: tuple[Seconds, Seconds] | None) -> bool:
    """Whether any bar of the contradiction is hatched."""
    marks = (mark for track in tracks if not track.context for mark in track.marks if not mark.ticket)
    return span is not None and any(max(mark.from_s, span[0]) < min(mark.to_s, span[1]) for mark in marks)
