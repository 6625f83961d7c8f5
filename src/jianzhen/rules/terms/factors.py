"""Names of factors as people read them."""

from __future__ import annotations

from jianzhen.contract.codes import code_list
from jianzhen.words import Words


def title_of(factor: str) -> Words:
    """The title of a factor code, or the code itself when no list knows it."""
    return code_list("parameter").titles.get(factor) or Words(factor, factor)
