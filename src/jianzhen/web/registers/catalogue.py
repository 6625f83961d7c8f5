"""The registers: one for each table of part A, with what the contract says of its columns.

Nothing here names a table for its own sake. A table that the contract adds to part A is a
register at once; what the engine has to know beyond the contract stands in the few sets below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from jianzhen.contract import TABLES, Column, FactTable, Kind
from jianzhen.words import Words

ORGANISATIONS = "organizations"
SLOTS = 16
"""Columns that a register may have; each has its slot, by its place in the contract."""
SHARED = frozenset({"methods"})
"""Reference data: nobody's business in particular, seen by everybody who sees registers."""
PERSONAL: Mapping[str, str] = MappingProxyType({"phone": "phone"})
"""Columns with personal data, and how they are masked; neither searched, sorted nor exported."""
OPERATED_BY = "om_org_id"
"""The second party of a row: it sees what it operates."""
_STARTS = ("valid_from_on", "from_on", "issued_on", "done_on", "filed_on", "registered_on", "networked_on")
_ENDS = ("valid_to_on", "to_on", "expires_on", "valid_until_on", "ended_on", "closed_on", "removed_on")
_DUE = frozenset({"valid_to_on", "expires_on", "valid_until_on", "ended_on", "lease_to_on"})
"""Ends that somebody should be reminded of: the end of an employment or of a firm is none."""


@dataclass(frozen=True)
class Register:
    """One register: a table of the contract and what follows from its columns."""

    table: FactTable

    @property
    def name(self) -> str:
        """The table's name, as in addresses."""
        return self.table.name

    @property
    def title(self) -> Words:
        """The table's title."""
        return Words(self.table.zh, self.table.en)

    @property
    def about(self) -> Words:
        """What it holds."""
        return Words(self.table.about_zh, self.table.about_en)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns in the order of the contract."""
        return self.table.columns

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def slot_of(self) -> Mapping[str, str]:
        """The field of a stored state that holds what a column is filtered and sorted by."""
        return {column.name: f"c{place}" for place, column in enumerate(self.columns)}

    @cached_property
    def starts(self) -> str | None:
        """The column from which a row holds."""
        return next((name for name in _STARTS if name in self.by_name), None)

    @cached_property
    def ends(self) -> str | None:
        """The column until which a row holds, last day included."""
        return next((name for name in _ENDS if name in self.by_name), None)

    @cached_property
    def due(self) -> str | None:
        """The column whose day somebody should be reminded of."""
        return next((column.name for column in self.columns if column.name in _DUE), None)

    @cached_property
    def line(self) -> tuple[str, ...]:
        """What successive rows about one thing share: the key without days. A later row succeeds an earlier one."""
        return tuple(column.name for column in self.table.key if column.kind is not Kind.DATE)

    @cached_property
    def owner(self) -> Column | None:
        """The column that leads to the organisation a row belongs to."""
        if self.name == ORGANISATIONS or self.name in SHARED:
            return None
        leading = (self.by_name.get("org_id"), self.by_name.get(self.table.subject), *self.columns)
        return next((column for column in leading if column and column.required and column.references), None)

    @cached_property
    def owner_register(self) -> str:
        """The register that ``owner`` points to."""
        return self.owner.references.partition(".")[0] if self.owner else ""

    @cached_property
    def forward(self) -> tuple[tuple[Column, str, str], ...]:
        """References to other registers: column, register, its column."""
        found = []
        for column in self.columns:
            target, _, name = column.references.partition(".")
            if target in _NAMES:
                found.append((column, target, name))
        return tuple(found)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """Columns of a list unless somebody chooses others: keys, what is required, and the end."""
        wanted = [c.name for c in self.columns if c.key or c.required]
        more = [
            c.name for c in self.columns if c.name in {"region", "model", "status", "roles", "limit", "value", "unit"}
        ]
        ends = [name for name in (self.ends, self.due) if name]
        return tuple(dict.fromkeys([*wanted, *more, *ends]))

    def label_of(self, values: Mapping[str, object]) -> str:
        """What a row is called: its name and its key."""
        parts = [str(values[column.name]) for column in self.table.key if values.get(column.name) is not None]
        if self.name == ORGANISATIONS:
            return str(values.get("name") or parts[0])
        return " · ".join(parts)


_NAMES = frozenset(table.name for table in TABLES.values() if table.part == "A")
REGISTERS: Mapping[str, Register] = MappingProxyType(
    {table.name: Register(table) for table in TABLES.values() if table.name in _NAMES}
)
"""Every register by name, in the order of the contract."""


def backward(register: Register) -> Iterator[tuple[Register, Column, str]]:
    """Registers whose rows point to this one's: register, its column, the column it points to."""
    for other in REGISTERS.values():
        for column, target, name in other.forward:
            if target == register.name:
                yield other, column, name


def owned_through(register: Register) -> tuple[Register, ...]:
    """Registers whose rows belong to whom the row of this one belongs."""
    return tuple(other for other in REGISTERS.values() if other.owner_register == register.name)
