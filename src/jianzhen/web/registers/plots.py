"""Small plots of a profile, drawn here as SVG.

Drawn by the server and not in the browser: they print, need no script (the content security policy allows none of
a page's own), read aloud as one sentence, and are tested as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 640, 150
_LEFT, _TOP = 44, 10
_FLOOR = HEIGHT - 22
_LABELS = 8
_SHARES = (0, 0.5, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One value; None is no value, which is not zero."""

    label: str
    value: float | None


def bars(data: Sequence[Bar], title: str) -> SafeString:
    """A bar for each value, a scale from zero, every some label; the title is read for the whole."""
    most = max((bar.value for bar in data if bar.value is not None), default=0) or 1
    parts = (_scale(most), _bars(data, most), _labels(data))
    svg = '<svg class="plot" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>'
    return format_html(svg, WIDTH, HEIGHT, title, *parts)


def _bars(data: Sequence[Bar], most: float) -> SafeString:
    rect = '<rect class="plot-bar" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>'
    step = _step(data)
    drawn = []
    for place, bar in enumerate(data):
        if bar.value is not None:
            top = _height(bar.value / most)
            size = (_rounded(_LEFT + step * (place + 0.1)), top, _rounded(step * 0.8), _rounded(_FLOOR - float(top)))
            drawn.append((*size, bar.label, _number(bar.value)))
    return format_html_join("", rect, drawn)


def _labels(data: Sequence[Bar]) -> SafeString:
    text = '<text class="plot-text" x="{}" y="{}" text-anchor="middle">{}</text>'
    step, every = _step(data), max(1, -(-len(data) // _LABELS))
    middles = ((_rounded(_LEFT + step * (place + 0.5)), bar.label) for place, bar in enumerate(data))
    return format_html_join("", text, [(x, HEIGHT - 6, label) for x, label in list(middles)[::every]])


def _scale(most: float) -> SafeString:
    line = '<line class="plot-line" x1="{}" x2="{}" y1="{}" y2="{}"/>'
    text = '<text class="plot-text" x="{}" y="{}" text-anchor="end">{}</text>'
    marks = [(_LEFT, WIDTH, y, y, _LEFT - 6, y, _number(most * share)) for share in _SHARES for y in (_height(share),)]
    return format_html_join("", line + text, marks)


def _step(data: Sequence[Bar]) -> float:
    return (WIDTH - _LEFT) / max(len(data), 1)


def _height(share: float) -> str:
    return _rounded(_TOP + (_FLOOR - _TOP) * (1 - share))


def _rounded(number: float) -> str:
    return f"{number:.1f}"


def _number(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"
