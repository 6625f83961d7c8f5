"""What is planted: each behaviour changes the world the way the act itself would, and says what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jianzhen.synth.labels import Label
from jianzhen.synth.tampering.ground import Ground

BEHAVIOURS: Mapping[str, Callable[[Ground], Label]] = {}
"""Every behaviour by name."""
