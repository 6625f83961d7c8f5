"""Codes for organisations that a document names without their credit code.

A unified social credit code begins with the department that registers, the kind of
organisation and the six digits of its division (GB 32100-2015); no department has the
digit 0 and no division is 000000. A derived code is eight zeros, nine letters drawn from
the digest of the name and the standard's check character: it passes wherever a credit
code is asked for, is the same wherever the same name is printed, can never collide with a
code that was issued, and is told as derived in ``intake.json``. Letters only, and no E,
so that no spreadsheet program takes it for a number.
"""

from __future__ import annotations

import hashlib
import unicodedata

from stdnum.cn import uscc

PREFIX = "00000000"
_LETTERS = "ABCDFGHJKLMNPQRTUWXY"
_DRAWN = 9


def derived_org(name: str) -> str:
    """The derived code of a printed name; blanks and full-width forms do not change it."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    number = int.from_bytes(hashlib.sha256(f"organisation\n{plain}".encode("utf-8", "backslashreplace")).digest())
    drawn = ""
    for _ in range(_DRAWN):
        number, place = divmod(number, len(_LETTERS))
        drawn += _LETTERS[place]
    body = PREFIX + drawn
    return body + str(uscc.calc_check_digit(body))


def is_derived(org_id: str) -> bool:
    """Tell a derived code from an issued one."""
    return org_id.startswith(PREFIX) and len(org_id) == len(PREFIX) + _DRAWN + 1
