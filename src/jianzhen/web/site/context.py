"""What the frame of every page needs to know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jianzhen import __version__
from jianzhen.web.site.words import in_english


def page(request: HttpRequest) -> dict[str, Any]:
    """Language and version."""
    del request
    return {"in_english": in_english(), "version": __version__}
