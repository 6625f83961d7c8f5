"""Working conditions that a plant's logger reports (ST=45) as marks.

A packet says what holds at one moment. A mark lasts from the first packet that says a condition to the packet that
says another, or to the last one that said it: never beyond what was reported. What is known at the end of a batch is
written as the next revision of the mark.

The marks are those of HJ 212-2025 as public code quotes it; its list was not read. ``N`` is normal operation; any other
text is kept as it was sent, and whoever reads it must answer "cannot tell".
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from jianzhen.contract.codes import code_list
from jianzhen.hj212 import readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jianzhen.hj212 import Message

SYSTEM = "45"
"""ST of key working conditions."""

HELD = timedelta(hours=1)
"""A condition is taken to hold between two packets that are no further apart; a convention of this project."""

_PREFIX = "p99"
_NORMAL = "N"


@dataclass(frozen=True, slots=True)
class Condition:
    """What one facility of a device last reported.

    Attributes:
        said: The text as sent.
        last_at: The last moment for which it was said.
        ends_at: The moment from which another text holds; equal to ``last_at`` while it goes on.
        revision: Number of the mark's next row.
        seq: Packet that said it last.
        received_at: When that packet came.
        late: Said after a later moment was reported.
    """

    said: str
    from_at: datetime
    last_at: datetime
    ends_at: datetime
    revision: int
    seq: int
    received_at: datetime
    late: bool = False


class Conditions:
    """The conditions of all devices, carried from batch to batch."""

    def __init__(self, known: Mapping[str, Condition] | None = None) -> None:
        self._now = dict(known or {})
        self._told: dict[tuple[str, str], Condition] = {}
        """Marks that this batch says something about."""

    def add(self, seq: int, message: Message, received_at: datetime) -> bool:
        """Take a packet; False if it says nothing of a condition."""
        at = message.data_at
        if message.st != SYSTEM or not message.mn or at is None:
            return False
        said = [(one.factor, one.texts["Rtd"]) for one in readings(message) if _tells(one.factor, one.texts)]
        for facility, text in said:
            self._say(f"{message.mn} {facility}", Condition(text, at, at, at, 0, seq, received_at))
        return bool(said)

    def _say(self, place: str, new: Condition) -> None:
        old = self._now.get(place)
        if old is not None and new.from_at <= old.last_at:
            if new.said != old.said or new.from_at < old.from_at:
                # Late: what held around it is not known, so it stands for its own moment.
                self._tell(place, replace(new, late=True))
            return
        if old is not None and new.from_at - old.last_at <= HELD:
            if old.said == new.said:
                new = replace(new, from_at=old.from_at, revision=old.revision)
            else:
                self._tell(place, replace(old, ends_at=new.from_at, seq=new.seq, received_at=new.received_at))
        self._now[place] = new
        self._tell(place, new)

    def _tell(self, place: str, one: Condition) -> None:
        self._told[place, _mark_id(place, one)] = one

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Give packet and row of every mark that the batch changed; the next batch writes the next revision."""
        for (place, _), one in self._told.items():
            yield one.seq, _row(place, one)
            if self._now[place] == one:
                self._now[place] = replace(one, revision=one.revision + 1)
        self._told.clear()

    def to_json(self) -> dict[str, Any]:
        """What has to be known for the next batch."""
        return {place: {name: _plain(value) for name, value in asdict(one).items()} for place, one in self._now.items()}


def conditions_from(known: Mapping[str, Any]) -> Conditions:
    """Read `Conditions.to_json`."""
    times = ("from_at", "last_at", "ends_at", "received_at")
    return Conditions(
        {
            place: Condition(**{**one, **{name: datetime.fromisoformat(one[name]) for name in times}})
            for place, one in known.items()
        }
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _tells(factor: str, texts: Mapping[str, str]) -> bool:
    return factor.startswith(_PREFIX) and "Rtd" in texts


def _mark_id(place: str, one: Condition) -> str:
    late = "-late" if one.late else ""
    return f"{place.replace(' ', '-', 1)}-{one.from_at:%Y%m%d%H%M%S}-{one.said}{late}"


def _row(place: str, one: Condition) -> dict[str, Any]:
    device, facility = place.split(" ", 1)
    return {
        "mark_id": _mark_id(place, one),
        "revision": one.revision,
        "device_id": device,
        "kind": "condition",
        "mark": "normal" if one.said == _NORMAL else code_list("mark").resolve(one.said) or one.said,
        "from_at": one.from_at,
        "to_at": one.ends_at,
        "created_at": one.received_at,
        "automatic": True,
        "reason": f"{facility}={one.said}",
    }
