"""Yes or no."""

from __future__ import annotations

from jianzhen.intake.convert.outcome import Outcome
from jianzhen.intake.convert.width import narrow
from jianzhen.intake.problem import Problem
from jianzhen.words import Words

WORDS = {
    **dict.fromkeys(("是", "有", "√", "✓", "true", "yes", "y", "t", "1"), True),
    **dict.fromkeys(("否", "无", "×", "✗", "false", "no", "n", "f", "0"), False),
}
NOT_BOOLEAN = Problem(
    "boolean.unreadable",
    Words("是 或 否", "是/否 (yes or no)"),
    Words("填“是”或“否”；不清楚就留空", "write 是 or 否; leave empty if it is not known"),
)


def parse_boolean(text: str) -> Outcome[bool]:
    """Read 是/否, true/false, yes/no, 1/0."""
    value = WORDS.get(narrow(text).casefold())
    return Outcome(value, None if value is not None else NOT_BOOLEAN)
