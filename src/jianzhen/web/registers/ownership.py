"""To whom a row belongs, and so whose business it is: followed through references to the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jianzhen.contract import Column
from jianzhen.web.registers.catalogue import OPERATED_BY, ORGANISATIONS, REGISTERS, Register
from jianzhen.web.registers.cells import Values, slot
from jianzhen.web.registers.models import State
from jianzhen.web.scope.divisions import ROOT, placed
from jianzhen.web.scope.remit import remit_of

_OF_LABS = remit_of(("ecology", "market"))
_OF_OTHERS = remit_of(("ecology",))
_CHUNK = 500


class Place(NamedTuple):
    """Where a row belongs."""

    region: str = ROOT
    remit: int = _OF_OTHERS
    org: str = ""
    operator: str = ""

    @property
    def scope_region(self) -> str:
        """Where it is."""
        return self.region

    @property
    def scope_remit(self) -> int:
        """Whose business it is."""
        return self.remit

    @property
    def scope_assignee(self) -> int | None:
        """Nobody is given it."""
        return None


NOWHERE = Place()
"""What nobody can place is seen where everything is seen."""


def place_of_organisation(values: Values) -> Place:
    """Market supervision answers for laboratories too."""
    region, org = values.get("region"), str(values.get("org_id") or "")
    remit = _OF_LABS if values.get("kind") == "lab" else _OF_OTHERS
    return Place(placed(str(region) if region else None), remit, org)


@dataclass
class Owners:
    """Looks places up: first among rows being written, then in the registers. Asks once for many."""

    fresh: dict[tuple[str, str], Place] = field(default_factory=dict)
    """Rows being written: register and the slot of the column that others point to, and their place."""

    def places(self, register: Register, rows: Iterable[Values]) -> list[Place]:
        """The place of each row, and remembered for rows that point to it."""
        rows = list(rows)
        if register.name == ORGANISATIONS:
            found = [place_of_organisation(row) for row in rows]
        elif register.owner is None:
            found = [NOWHERE] * len(rows)
        else:
            owners = self._known(register, register.owner, rows)
            found = [_operated(register, row, owners.get(slot(register.owner, row.get(register.owner.name)), NOWHERE))
                     for row in rows]  # fmt: skip
        self._remember(register, rows, found)
        return found

    def remember(self, register: Register, values: Values, state: State) -> None:
        """A row that is not written again but that others may point to."""
        column = register.table.key[0]
        place = Place(state.region, state.remit, state.org, state.operator)
        self.fresh[register.name, slot(column, values.get(column.name))] = place

    def _remember(self, register: Register, rows: list[Values], found: list[Place]) -> None:
        column = register.table.key[0]
        for row, place in zip(rows, found, strict=True):
            self.fresh[register.name, slot(column, row.get(column.name))] = place

    def _known(self, register: Register, owner: Column, rows: list[Values]) -> Mapping[str, Place]:
        """Places by the slot of what the owner column says."""
        target = REGISTERS[register.owner_register]
        wanted = {slot(owner, row.get(owner.name)) for row in rows} - {""}
        found = {one: self.fresh[target.name, one] for one in wanted if (target.name, one) in self.fresh}
        missing = sorted(wanted - found.keys())
        for start in range(0, len(missing), _CHUNK):
            found |= _stored(target, missing[start : start + _CHUNK])
        return found


def _stored(target: Register, slots: list[str]) -> dict[str, Place]:
    rows = State.objects.believed().filter(register=target.name, c0__in=slots).order_by("valid_from")
    return {
        key: Place(region, remit, org, operator)
        for key, region, remit, org, operator in rows.values_list("c0", "region", "remit", "org", "operator")
    }


def _operated(register: Register, row: Values, place: Place) -> Place:
    if OPERATED_BY not in register.by_name:
        return place
    return place._replace(operator=str(row.get(OPERATED_BY) or ""))
