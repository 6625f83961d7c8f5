"""Which edition of HJ 212 a packet follows, judged by its content first: the version bits of Flag are not reliable.

Devices of 2019 to 2021 were captured that send Flag 8 or 9, which is the version number of 2025; devices of 2024
still send no Flag at all. So the version bits count only where nothing in the content says otherwise.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from jianzhen.hj212.diagnostics import Diagnostic
from jianzhen.hj212.message import EDITIONS
from jianzhen.hj212.names import NEW, NEWEST, OLD
from jianzhen.hj212.times import moment

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

ISSUED_2025 = datetime(2025, 6, 6)
"""The day HJ 212-2025 was issued; no device can have followed it earlier, except the standard's own examples."""

COMMANDS_2025 = frozenset({"1014", "2013", "2052", "2062", "2111", "3022", "3024", "9015"})
"""Commands the 2025 edition added. Surface-water stations (ST=21) used some of the numbers before."""

SYSTEMS_2025 = frozenset({"44", "45"})

_SURFACE_WATER = "21"
_HEX_24 = re.compile(r"[0-9A-Fa-f]{24}")


def edition_of(
    qn: str | None,
    st: str | None,
    cn: str | None,
    mn: str | None,
    flag: int | str | None,
    rf: int | str | None,
    styles: AbstractSet[int],
) -> str:
    """Judge the edition of a packet that is not encrypted; ``styles`` are those of its item names."""
    if rf is not None or NEWEST in styles or st in SYSTEMS_2025 or (cn in COMMANDS_2025 and st != _SURFACE_WATER):
        return "2025"
    version = flag >> 2 if type(flag) is int else -1
    if version == EDITIONS.index("2025") and _may_follow_2025(qn, mn):
        return "2025"
    # Stations of 2005 carry a few codes of the later list among the old ones.
    if version == EDITIONS.index("2017") or (NEW in styles and OLD not in styles):
        return "2017"
    if OLD in styles or version == 0:
        return "2005"
    return "2017" if version > 0 or is_hex_24(mn) else "2005"


def _may_follow_2025(qn: str | None, mn: str | None) -> bool:
    if is_hex_24(mn):
        return True
    sent_at = moment(qn) if qn else None
    return sent_at is not None and sent_at >= ISSUED_2025


def is_hex_24(mn: str | None) -> bool:
    """Whether the device number has the form of 2017 and 2025, 24 hex digits."""
    return mn is not None and len(mn) == 24 and _HEX_24.fullmatch(mn) is not None  # noqa: PLR2004


def flag_mismatch(flag: int | str | None, edition: str, at: int) -> Diagnostic | None:
    """Note a Flag that claims another edition than the content shows."""
    if type(flag) is not int:
        return None
    version = flag >> 2
    claimed = EDITIONS[version] if version < len(EDITIONS) else f"V{version}"
    return None if claimed == edition else Diagnostic("flag.edition", at, (claimed,))
