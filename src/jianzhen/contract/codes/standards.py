r"""Method standards: one normal form for the many ways their numbers are written.

``《水质 …》\\nHJ/T 399-2007``, ``GB/T5750.4-2023 8.1 玻璃电极法`` and ``GB 11893-89`` become
``HJ/T 399-2007``, ``GB/T 5750.4-2023 (8.1)`` and ``GB/T 11893-1989``: number, year, clause.
"""

from __future__ import annotations

import re
import unicodedata

from jianzhen.contract.codes.lists import CodeList
from jianzhen.contract.fold import fold

_PREFIX = r"(?:GBZ|GB|HJ|CJ|HY|SL|DZ|NY|LY|WS|QX|DB[0-9]{2})\s*/?\s*T|GBZ|GB|HJ|CJ|SL|JJG|JJF|DB[0-9]{2}|ISO"
_STANDARD = re.compile(
    rf"(?<![A-Z])(?P<prefix>{_PREFIX})\s*(?P<number>[0-9]+(?:\.[0-9]+)?)\s*-\s*(?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9])",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\s*[.,]?\s*中?\s*(?:第\s*)?\(?(?P<clause>附录\s*[A-Z](?:\.[0-9]+)*|[0-9]{1,2}(?:\.[0-9]{1,2})+)(?:\s*条)?\)?"
)
_DASHES = str.maketrans(dict.fromkeys("—–−‐‑―－", "-"))
_CENTURY = 1900


class MethodList(CodeList):
    """Methods; a clause of a known standard is known with its standard."""

    def resolve(self, text: str) -> str | None:
        """Return the normal form if the standard is on the list, with the clause that ``text`` names."""
        found = self._index.get(fold(text))
        if found:
            return found
        standard, clause = split_method(text)
        known = next((self._index[name] for name in _twins(fold(standard)) if name in self._index), None)
        return _join(known, clause) if known else None

    def normal(self, text: str) -> str:
        """Return the normal form, also of a standard that is not on the list."""
        standard, clause = split_method(text)
        return self.resolve(text) or (_join(standard, clause) if standard else fold(text))


def split_method(text: str) -> tuple[str, str]:
    """Split off the first standard named in ``text``: its number with year, and the clause; "" where absent."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    found = _STANDARD.search(plain)
    if not found:
        return "", ""
    year = int(found["year"])
    full_year = year if len(found["year"]) == 4 else _CENTURY + year  # noqa: PLR2004
    clause = _CLAUSE.match(plain, found.end())
    prefix = re.sub(r"\s*/?\s*T$", "/T", found["prefix"].upper())
    number = f"{prefix} {found['number']}-{full_year}"
    return number, clause["clause"].replace(" ", "") if clause else ""


def _twins(folded: str) -> tuple[str, str]:
    """Return a number as compulsory and as recommended standard: people write GB 7467-87 for GB/T 7467-1987."""
    if "/t" in folded:
        return folded, folded.replace("/t", "", 1)
    return folded, re.sub(r"^([a-z]+)", r"\1/t", folded)


def standard_of(method: str) -> str:
    """Return a method in normal form without its clause: ``GB/T 5750.4-2023 (8.1)`` gives ``GB/T 5750.4-2023``."""
    return method.partition(" (")[0]


def _join(standard: str, clause: str) -> str:
    return f"{standard} ({clause})" if clause else standard
