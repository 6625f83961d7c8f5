"""What a suppressed finding still weighs."""

from __future__ import annotations

from jianzhen.screen.suppression import NONE
from jianzhen.web.site.words import lazy
from jianzhen.words import Words

WEIGHT_TITLES = {
    NONE: Words("不计（列在最后）", "nothing (listed last)"),
    "low": Words("低", "low"),
    "middle": Words("中", "middle"),
}


def weights() -> list[tuple[str, str]]:
    """Choices of what still weighs."""
    return [(one, lazy(*title)) for one, title in WEIGHT_TITLES.items()]
