"""A basis as plain values, for JSON, reports and evidence packages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jianzhen.law.library import library

if TYPE_CHECKING:
    from jianzhen.law.basis import Basis, BasisEntry
    from jianzhen.words import Words


def basis_record(basis: Basis) -> dict[str, Any]:
    """Everything a basis says, as JSON types; texts are ``{"zh": ..., "en": ...}``."""
    return {
        "act": basis.act.id,
        "title": _both(basis.act.title),
        "on": basis.on.isoformat(),
        "entries": [_entry(entry) for entry in basis.entries],
        "later": [_entry(entry) for entry in basis.later],
        "notes": [{"kind": note.kind.value, **_both(note.words)} for note in basis.notes],
    }


def _entry(entry: BasisEntry) -> dict[str, Any]:
    instrument, article = entry.instrument, entry.article
    return {
        "article": article.id,
        "citation": _both(entry.citation),
        "role": entry.role.value,
        "summary": _both(article.summary),
        "penalty": _both(article.penalty) if article.penalty else None,
        "instrument": _both(instrument.title),
        "number": instrument.number,
        "in_force_from": instrument.in_force_from.isoformat(),
        "in_force_to": instrument.in_force_to.isoformat() if instrument.in_force_to else None,
        "verified": entry.verified,
        "text_verification": article.tag.value,
        "dates_verified": instrument.dates_verified,
        "source": _both(library().sources[article.source].title),
        "predecessors": [_both(one) for one in entry.predecessors],
        "successors": [_both(one) for one in entry.successors],
    }


def _both(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
