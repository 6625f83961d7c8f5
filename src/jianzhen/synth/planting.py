"""Which laboratory does what: behaviours are dealt out over the region, and each is planted where it finds room."""

from __future__ import annotations

from collections.abc import Collection

from jianzhen.synth.cast import Cast
from jianzhen.synth.chance import dice
from jianzhen.synth.labels import Label
from jianzhen.synth.tampering import BEHAVIOURS, fits
from jianzhen.synth.tampering.ground import Ground
from jianzhen.synth.world import World


class UnknownBehaviourError(ValueError):
    """A behaviour that nobody has written."""


def chosen(names: str | None) -> tuple[str, ...]:
    """Return the behaviours of a list separated by commas; all of them for none.

    Raises:
        UnknownBehaviourError: One of them is not known; the message lists what is.
    """
    if names is None:
        return tuple(BEHAVIOURS)
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in BEHAVIOURS]
    if unknown:
        raise UnknownBehaviourError(
            f"没有这种行为 unknown behaviour: {', '.join(unknown)}；可选 choose from: {', '.join(BEHAVIOURS)}"
        )
    return tuple(name for name in BEHAVIOURS if name in wanted)


def dealt(cast: Cast, behaviours: Collection[str]) -> dict[int, list[str]]:
    """Deal each behaviour out to as many laboratories as the scale asks for, independently of the others."""
    hands: dict[int, list[str]] = {one.number: [] for one in cast.laboratories}
    for name in behaviours:
        at = dice(cast.dimensions.seed, f"deal {name}")
        able = [one.number for one in cast.laboratories if fits(name, one)]
        for number in at.sample(able, min(cast.dimensions.copies, len(able))):
            hands[number].append(name)
    return hands


def moved_on(
    cast: Cast, hands: dict[int, list[str]], failed: dict[int, list[str]], tried: set[tuple[str, int]]
) -> set[int]:
    """Give what found no room to the next laboratory that has not tried it; return whose hands have changed."""
    changed = set()
    for number, names in failed.items():
        for name in names:
            hands[number].remove(name)
            tried.add((name, number))
            able = [one.number for one in cast.laboratories if fits(name, one)]
            able = [one for one in able if name not in hands[one] and (name, one) not in tried]
            if able:
                chosen_one = next((one for one in able if one > number), able[0])
                hands[chosen_one].append(name)
                changed.add(chosen_one)
    return changed


def plant(world: World, behaviours: Collection[str]) -> tuple[list[Label], list[str]]:
    """Plant behaviours on a laboratory's world; return the labels, and the behaviours that found no room there."""
    ground = Ground(world, dice(world.dimensions.seed, "plant", world.laboratory.number))
    labels, failed = [], []
    for name in sorted(behaviours, key=list(BEHAVIOURS).index):
        try:
            labels.append(BEHAVIOURS[name](ground))
        except LookupError:
            failed.append(name)
    return labels, failed
