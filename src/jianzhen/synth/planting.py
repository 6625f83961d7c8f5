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


def plant(world: World, behaviours: Collection[str]) -> list[Label]:
    """Plant behaviours on a laboratory's world; one that finds no room there is left out."""
    ground = Ground(world, dice(world.dimensions.seed, "plant", world.laboratory.number))
    labels = []
    for name in behaviours:
        try:
            labels.append(BEHAVIOURS[name](ground))
        except LookupError:
            continue
    return labels
