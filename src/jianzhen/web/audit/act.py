"""An act, as whoever did it tells the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class Act:
    """What was done; the fields are those of ``record``."""

    kind: str
    actor: object
    words: Words
    request: HttpRequest | None = None
    target: object = None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    reason: str = ""

    @property
    def changes(self) -> bool:
        """Whether it changed something, so that it needs a transaction to share."""
        return self.before is not None or self.after is not None
