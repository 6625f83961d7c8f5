"""What stands between packets: line ends, blanks, other protocols on the same port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.hj212.diagnostics import Diagnostic

if TYPE_CHECKING:
    from jianzhen.hj212.framer import Frame

_BLANKS = b" \t\r\n\0"
_SHOWN = 8


def noise_before(frame: Frame, *, first: bool) -> list[Diagnostic]:
    """Note bytes before a packet that are neither a line end nor blank; ``first`` if no packet precedes them."""
    gap = frame.gap if first else frame.gap.lstrip(_BLANKS)
    stripped = len(frame.gap) - len(gap)
    count = frame.skipped - stripped
    return [Diagnostic("frame.noise", -count, (count,))] if count and gap else []


def tail_after(gap: bytes, skipped: int, at: int) -> list[Diagnostic]:
    """Note how a packet that ends at byte ``at`` is closed; nothing for CR LF alone."""
    if gap.startswith(b"\r\n"):
        return []
    if not gap:
        return [Diagnostic("tail.missing", at)]
    blank = gap[: len(gap) - len(gap.lstrip(_BLANKS))]
    if blank.startswith(b"\n"):
        return [Diagnostic("tail.lf", at)]
    if blank:
        return [Diagnostic("tail.blank", at)]
    return [Diagnostic("tail.other", at, (repr(gap[:_SHOWN])[2:-1] + ("..." if skipped > _SHOWN else ""),))]
