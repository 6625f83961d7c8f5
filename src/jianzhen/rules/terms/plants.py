"""Outlets by the plant they belong to: "stack no. 1" is the name of a stack in every plant."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.verdict import Table


def plant_names(outlets: Table, organizations: Table) -> Table:
    """The name of the plant of each outlet, where it is on record: ``plant_outlet``, ``plant``."""
    named = organizations.filter(organizations.name.notnull())
    named = named.group_by(plant_org=named.org_id).aggregate(plant=named.name.min())
    rows = outlets.join(named, outlets.org_id == named.plant_org)
    return rows.group_by(plant_outlet=rows.outlet_id).aggregate(plant=rows.plant.min())


def at_plant(place: ir.Value, plant: ir.Value) -> ir.Value:
    """A place with the name of its plant before it, unless that is unknown or already there."""
    bare = (plant.notnull() & ~place.contains(plant)).fill_null(False)
    return ibis.ifelse(bare, plant + place, place)
