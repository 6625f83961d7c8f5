"""Text that devices and files made up, on a terminal: nothing in it may steer the terminal or hide."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from jianzhen.rules.sentences import visible


def console() -> Console:
    """A console that prints what it is given: ``:x:`` stays four characters and becomes no picture."""
    return Console(emoji=False)


def foreign(value: object) -> str:
    """A value from outside for use within markup: control characters written out, brackets as they are."""
    return "–" if value is None else escape(visible(str(value)))
