"""Both parts of a rule's answer by one query, so that what they share is computed once.

Findings and units come from the same judged rows. Asked one after the other they cost twice the work and twice
the compiling; asked together, an engine computes the shared part once and uses it for both.
"""

from __future__ import annotations

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from jianzhen.rules.verdict import Table, Verdict
from jianzhen.screen.engines.base import SUBJECT, Engine

_PART, _REASON, _NUMBER = "part__", "units__reason", "units__n"
_FINDINGS, _UNITS = 0, 1


def ask(verdict: Verdict, engine: Engine) -> tuple[pa.Table, pa.Table]:
    """Compute the findings and the units of a verdict."""
    both = engine.fetch(together(verdict))
    found = both.filter(pc.equal(both[_PART], _FINDINGS)).select(verdict.findings.columns)
    counted = both.filter(pc.equal(both[_PART], _UNITS)).select([SUBJECT, _REASON, _NUMBER])
    return found, counted.rename_columns([SUBJECT, "reason", "n"])


def together(verdict: Verdict) -> Table:
    """Findings and units one below the other, each with nothing in the other's columns."""
    findings, units = verdict.findings, verdict.units
    kinds = {name: kind.copy(nullable=True) for name, kind in findings.schema().items()}
    own = {_PART: "int8", **kinds, _REASON: "string", _NUMBER: "int64"}
    found = {_PART: ibis.literal(_FINDINGS), **{name: findings[name] for name in kinds}}
    counted = {_PART: ibis.literal(_UNITS), SUBJECT: units[SUBJECT], _REASON: units.reason, _NUMBER: units.n}
    return ibis.union(_laid_out(findings, found, own), _laid_out(units, counted, own))


def _laid_out(table: Table, values: dict[str, ibis.Value], kinds: dict[str, object]) -> Table:
    return table.select(
        **{name: (values[name] if name in values else ibis.null()).cast(kind) for name, kind in kinds.items()}
    )
