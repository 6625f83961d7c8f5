"""The list of monitored parameters: names carry brackets that say unit, basis or symbol."""

from __future__ import annotations

import re

from jianzhen.contract.codes.lists import CodeList
from jianzhen.contract.fold import fold, split_bracket

_SAYS_BASIS = re.compile(r"以.+计|.*/.*|无量纲|°c|%|度|空气动力学当量直径.*")


class ParameterList(CodeList):
    """Parameters; ``氨氮(以N计)``, ``化学需氧量(COD)`` and ``三氯甲烷(mg/L)`` mean what stands before the bracket."""

    def resolve(self, text: str) -> str | None:
        """Return the code; a bracket at the end may be left out if it names a basis, a unit or the same thing."""
        name, inner = fold(text), ""
        while name not in self._index:
            name, inner = split_bracket(name)
            if not inner or not (_SAYS_BASIS.fullmatch(inner) or self._same(name, inner)):
                return None
        return self._index[name]

    def _same(self, name: str, inner: str) -> bool:
        return name in self._index and self._index.get(inner) == self._index[name]
