"""Codes for organisations that a document names without their credit code.

A unified social credit code begins with the department that registers (GB 32100-2015,
table 1); no department has the letter X. A derived code is ``X0000000``, nine characters
of the digest of the name and the standard's check character: it has the length and the
check of a real code, is the same wherever the same name is printed, and can never be
taken for, or collide with, a code that was issued.
"""

from __future__ import annotations

import hashlib
import unicodedata

from stdnum.cn import uscc

PREFIX = "X0000000"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_DRAWN = 9


def derived_org(name: str) -> str:
    """The derived code of a printed name; blanks and full-width forms do not change it."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    number = int.from_bytes(hashlib.sha256(f"organisation\n{plain}".encode("utf-8", "backslashreplace")).digest())
    drawn = ""
    for _ in range(_DRAWN):
        number, place = divmod(number, len(_ALPHABET))
        drawn += _ALPHABET[place]
    body = PREFIX + drawn
    return body + str(uscc.calc_check_digit(body))


def is_derived(org_id: str) -> bool:
    """Tell a derived code from an issued one."""
    return org_id.startswith(PREFIX) and len(org_id) == len(PREFIX) + _DRAWN + 1
