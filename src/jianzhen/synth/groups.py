"""Items that come from one injection, or are analysed alone: the unit of work at the bench."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.synth.items import ITEMS, Item, Work


@dataclass(frozen=True)
class Group:
    """Items that are measured in one go."""

    number: int
    items: tuple[int, ...]

    @property
    def lead(self) -> Item:
        """An item that stands for the group: instrument, minutes and hours are the same for all."""
        return ITEMS[self.items[0]]

    @property
    def parameter(self) -> str | None:
        """The parameter of a run; a run of several has none of its own."""
        return self.lead.parameter if len(self.items) == 1 else None


def _groups() -> tuple[Group, ...]:
    found: dict[str, list[int]] = {}
    for number, item in enumerate(ITEMS):
        if item.work is not Work.ON_SITE:
            key = f"{item.category} {item.together or item.parameter}"
            found.setdefault(key, []).append(number)
    return tuple(Group(number, tuple(items)) for number, items in enumerate(found.values()))


GROUPS = _groups()
GROUP_OF: dict[int, int] = {item: group.number for group in GROUPS for item in group.items}
"""Item to the number of its group; what is read on site has none."""
