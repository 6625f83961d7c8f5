"""What an address asks for, as text."""

from __future__ import annotations

from django.http import QueryDict


def text_of(query: QueryDict, name: str) -> str:
    """A value without blanks around it; NUL, which PostgreSQL cannot hold, is nothing anybody types."""
    return query.get(name, "").replace("\0", "").strip()
