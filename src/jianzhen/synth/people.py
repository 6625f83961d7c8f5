"""Who is employed where, insured, and allowed to do what."""

from __future__ import annotations

import random

from jianzhen.synth.chance import dice
from jianzhen.synth.sheet import Sheet
from jianzhen.synth.world import World

CATEGORIES = ("water", "exhaust", "fugitive", "noise")
LONG = (400, 2600)
"""Days before the first day on which people joined."""


def add_people(world: World) -> None:
    """The tables of employments and authorisations."""
    at = dice(world.dimensions.seed, "people", world.laboratory.number)
    employments, allowed = Sheet("employments"), Sheet("authorizations")
    base, first = world.laboratory, world.dimensions.first_day
    roles = [
        *((person, "sampler") for crew in base.crews for person in crew),
        *((person, "analyst") for person in base.analysts),
        *((person, "other") for person in base.keepers), (base.signatories[0], "technical_head;signatory"),
        *((person, "quality_head;signatory") for person in base.signatories[1:2]),
        *((person, "signatory") for person in base.signatories[2:]), *((person, "other") for person in base.others),
    ]  # fmt: skip
    for person, role in roles:
        since = first - at.randint(*LONG)
        senior = "signatory" in role
        employments.put(person_id=person, org_id=base.org_id, from_on=since, roles=role, insured_from_on=since,
                        title_level="senior" if senior else at.choice(("junior", "middle", "middle")),
                        experience_years=float(at.randint(9, 22) if senior else at.randint(3, 15)),
                        education=at.choice(("college", "bachelor", "bachelor", "master")))  # fmt: skip
        _allow(allowed, world, person, role, since + 95)
    if base.trainee:
        person, since = base.trainee
        employments.put(person_id=person, org_id=base.org_id, from_on=since, roles="sampler", title_level="none",
                        experience_years=0.2, education="bachelor", insured_from_on=since)  # fmt: skip
    for plant in base.plants:
        employments.put(person_id=plant.signer, org_id=plant.org_id, from_on=first - at.randint(*LONG), roles="other")
    _leavers(employments, world, at)
    world.tables["employments"], world.tables["authorizations"] = employments.frame(), allowed.frame()


def _allow(sheet: Sheet, world: World, person: str, role: str, since: int) -> None:
    base = world.laboratory

    def put(kind: str, category: str | None = None) -> None:
        sheet.put(person_id=person, org_id=base.org_id, kind=kind, category=category, valid_from_on=since)

    if role == "sampler":
        put("sampling")
    if role == "analyst":
        put("analysis")
    if "signatory" in role:
        if person == base.signatories[1]:
            put("signatory", "water")
            put("signatory", "noise")
        else:
            put("signatory")


def _leavers(sheet: Sheet, world: World, at: random.Random) -> None:
    """Somebody came here from the next laboratory; the old insurance ran on to the end of the month."""
    laboratories = world.cast.laboratories
    newcomer = laboratories[(world.laboratory.number + 1) % len(laboratories)].others[0]
    # The row of the earlier employment stands here; the later one, years younger, with the newcomer's own laboratory.
    left = world.dimensions.first_day - LONG[1] - at.randint(1, 300)
    sheet.put(person_id=newcomer, org_id=world.laboratory.org_id, from_on=left - 900, to_on=left, roles="other",
              insured_from_on=left - 900, insured_to_on=left + at.randint(0, 25))  # fmt: skip
