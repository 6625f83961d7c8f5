"""How many of a lead's families of evidence do not rest on the same witness.

A contradiction sets a claim (what a laboratory wrote: sampling sheets, crews, raw records, reports) against a witness
(what a device, a store or a third party kept: the memory of an instrument, power, photographs, attendance). Findings of
one lead usually share the claim; that is why they are one lead. Two families that share the *witness* too may both be
wrong for one reason, such as a memory with a wrong clock, so they count as one.
"""

from __future__ import annotations

from collections.abc import Iterable

from jianzhen.rules.verdict import CONTEXT
from jianzhen.screen.findings import Finding

CLAIMS = frozenset({"samples", "sampling_events", "sampling_crew", "results", "reports", "report_results"})
"""Tables of what a laboratory says of its own work."""


def independent(found: Iterable[Finding]) -> list[frozenset[str]]:
    """Families grouped so that no two groups share a witness; the number of groups is that of independent families.

    Findings that set claims against claims have no witness, and their family stands alone.
    """
    groups: list[tuple[frozenset[str], frozenset[tuple[str, str]]]] = []
    for family, seen in sorted(_witnesses(found).items()):
        same = [group for group in groups if group[1] & seen]
        groups = [group for group in groups if not group[1] & seen]
        names, rows = frozenset({family}), seen
        for more, theirs in same:
            names, rows = names | more, rows | theirs
        groups.append((names, rows))
    return sorted((names for names, _ in groups), key=sorted)


def _witnesses(found: Iterable[Finding]) -> dict[str, frozenset[tuple[str, str]]]:
    seen: dict[str, frozenset[tuple[str, str]]] = {}
    for finding in found:
        rows = {(row.table, row.row_id) for row in finding.evidence if row.role != CONTEXT and row.table not in CLAIMS}
        seen[finding.family] = seen.get(finding.family, frozenset()) | rows
    return seen
