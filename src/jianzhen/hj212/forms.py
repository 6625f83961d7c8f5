"""Whether the header fields have the form the standard gives them; what does not fit is kept and marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.hj212.diagnostics import Diagnostic
from jianzhen.hj212.editions import is_hex_24
from jianzhen.hj212.message import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Mapping

MN_SIZES = {"2005": 14, "2017": 24, "2025": 24}
"""Characters of a device number; those of 2017 and 2025 are hex digits."""

_MN_2005 = 14
_QN, _ST, _CN, _PW = 17, 2, 4, 6
_PACKET_NUMBER = 4


def is_digits(text: str) -> bool:
    """Whether the text is one or more of 0 to 9; `str.isdigit` alone takes superscripts too."""
    return text.isascii() and text.isdigit()


def qn_fits(qn: str) -> bool:
    """17 digits."""
    return len(qn) == _QN and is_digits(qn)


def st_fits(st: str) -> bool:
    """Two characters of 0 to 9 and A to Z."""
    return len(st) == _ST and st.isascii() and st.isalnum() and st == st.upper()


def cn_fits(cn: str) -> bool:
    """Four digits."""
    return len(cn) == _CN and is_digits(cn)


def mn_fits(mn: str, edition: str) -> bool:
    """14 characters in 2005, 24 hex digits since."""
    return len(mn) == _MN_2005 if edition == "2005" else is_hex_24(mn)


def pw_fits(pw: str) -> bool:
    """Six characters."""
    return len(pw) == _PW


_FITS = {"QN": qn_fits, "ST": st_fits, "CN": cn_fits, "PW": pw_fits}


def check_forms(fields: Mapping[str, str], at: Mapping[str, int], edition: str, notes: list[Diagnostic]) -> None:
    """Note every header field that is absent or of another form than the edition gives it."""
    absent = [name for name in ("QN", "ST", "PW", "MN") if name not in fields]
    notes.extend(Diagnostic("header.absent", 0, (name,)) for name in absent)
    if "CN" not in fields:
        notes.append(Diagnostic("header.no_command", 0))
    for name, fits in _FITS.items():
        if name in fields and not fits(fields[name]):
            notes.append(_form(name, fields[name], at[name], edition))
    if "MN" in fields and not mn_fits(fields["MN"], edition):
        notes.append(_form("MN", fields["MN"], at["MN"], edition))
    _check_numbers(fields, at, notes)


def _form(name: str, text: str, at: int, edition: str) -> Diagnostic:
    if name == "MN":
        return Diagnostic("mn.form", at, (text, MN_SIZES[edition], edition))
    if name == "PW":
        return Diagnostic("pw.form", at, (len(text),))
    return Diagnostic(f"{name.lower()}.form", at, (text,))


def _check_numbers(fields: Mapping[str, str], at: Mapping[str, int], notes: list[Diagnostic]) -> None:
    flag = fields.get("Flag")
    if flag is not None and not _is_flag(flag):
        notes.append(Diagnostic("flag.form", at["Flag"], (flag,)))
    for name in ("PNUM", "PNO"):
        text = fields.get(name)
        if text is not None and (not is_digits(text) or text[0] == "0" or len(text) > _PACKET_NUMBER):
            notes.append(Diagnostic("number.form", at[name], (name, text, "1, 2, 3 ...")))
    if "RF" in fields and fields["RF"] != "1":
        notes.append(Diagnostic("number.form", at["RF"], ("RF", fields["RF"], "1")))
    _check_numbered(fields, at, notes)


def _check_numbered(fields: Mapping[str, str], at: Mapping[str, int], notes: list[Diagnostic]) -> None:
    flag = fields.get("Flag", "0")
    promised = _is_flag(flag) and bool(int(flag) & NUMBERED)
    if promised != ("PNUM" in fields):
        where = at.get("PNUM", at.get("Flag", 0))
        notes.append(Diagnostic("flag.packet_numbers", where, (fields.get("Flag", ""), fields.get("PNUM", ""))))


def _is_flag(text: str) -> bool:
    return is_digits(text) and len(text) <= 3 and int(text) <= 0xFF  # noqa: PLR2004
