"""Counters, and their text for Prometheus (exposition format 0.0.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

_HELP = {
    "frames_total": "Packets cut from the streams",
    "stored_total": "Packets stored in the journal",
    "duplicates_total": "Packets that were stored before",
    "answers_total": "Answers sent, by command",
    "faults_total": "Faults found in packets, by code",
    "refused_total": "What was refused, by reason",
    "connections_opened_total": "Connections accepted",
    "connections_closed_total": "Connections closed, by reason",
    "noise_bytes_total": "Bytes that belong to no packet",
    "journal_failures_total": "Commits that failed",
    "requests_total": "Requests to devices, by outcome; away: due while the device was not connected",
    "commits_total": "Commits to the journal",
}
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """Counts by name and one label."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in _HELP}
        self._waits = [0] * (len(_BUCKETS) + 1)
        self._waited = 0.0

    def count(self, name: str, label: str = "", by: int = 1) -> None:
        """Count something of `_HELP`."""
        self._counts[name][label] += by

    def waited(self, seconds: float) -> None:
        """Take in how long a packet waited from its receipt to its commit."""
        self._waits[bisect_left(_BUCKETS, seconds)] += 1
        self._waited += seconds

    def total(self, name: str) -> int:
        """The count of one name over all labels."""
        return sum(self._counts[name].values())

    def of(self, name: str) -> dict[str, int]:
        """The counts of one name by label."""
        return dict(self._counts[name])

    def text(self, gauges: dict[str, float], behind: dict[str, int]) -> str:
        """Everything as Prometheus reads it, with ``gauges`` of the moment and how far each relay is behind."""
        lines = []
        for name, counts in self._counts.items():
            lines += [f"# HELP jianzhen_gateway_{name} {_HELP[name]}", f"# TYPE jianzhen_gateway_{name} counter"]
            for label, value in sorted((counts or Counter({"": 0})).items()):
                lines.append(f"jianzhen_gateway_{name}{_labelled(label)} {value}")
        for name, gauge in gauges.items():
            lines += [f"# TYPE jianzhen_gateway_{name} gauge", f"jianzhen_gateway_{name} {gauge!r}"]
        lines.append("# TYPE jianzhen_gateway_relay_behind gauge")
        lines += [f"jianzhen_gateway_relay_behind{_labelled(name)} {count}" for name, count in behind.items()]
        return "\n".join([*lines, *self._histogram(), ""])

    def _histogram(self) -> list[str]:
        name = "jianzhen_gateway_commit_seconds"
        lines = [f"# HELP {name} From the receipt of a packet to its commit", f"# TYPE {name} histogram"]
        so_far = 0
        for bound, count in zip([*map(str, _BUCKETS), "+Inf"], self._waits, strict=True):
            so_far += count
            lines.append(f'{name}_bucket{{le="{bound}"}} {so_far}')
        return [*lines, f"{name}_sum {self._waited:.6f}", f"{name}_count {so_far}"]


def _labelled(label: str) -> str:
    return f'{{kind="{label}"}}' if label else ""
