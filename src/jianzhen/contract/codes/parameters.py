"""The list of monitored parameters: names carry brackets that say unit, basis or symbol."""

from __future__ import annotations

import re

from jianzhen.contract.codes.lists import CodeList
from jianzhen.contract.fold import fold, split_bracket

_SAYS_BASIS = re.compile(r"以.+计|.*/.*|无量纲|°c|%|度")


class ParameterList(CodeList):
    """Parameters; ``氨氮(以N计)``, ``化学需氧量(COD)`` and ``三氯甲烷(mg/L)`` mean what stands before the bracket."""

    def resolve(self, text: str) -> str | None:
        """Return the code; a bracket at the end may be left out if it names a basis, a unit or the same thing."""
        folded = fold(text)
        found = self._index.get(folded)
        if found:
            return found
        name, inner = split_bracket(folded)
        outer = self._index.get(name)
        if outer and (_SAYS_BASIS.fullmatch(inner) or self._index.get(inner) == outer):
            return outer
        return None
