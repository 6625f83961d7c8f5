"""What field instruments keep in their memory and print on tickets."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.chance import stream
from jianzhen.synth.frame import Array, Frame
from jianzhen.synth.items import ITEMS
from jianzhen.synth.sampletable import FILTER
from jianzhen.synth.values import half_even
from jianzhen.synth.world import World

FIRMWARE = "2.1.0"


def add_readings(world: World, shown: Array) -> None:
    """The table of field readings: values read, and the runs of the dust samplers.

    Args:
        world: With the table ``samples`` made.
        shown: What each instrument showed, in the order of ``world.readings``.
    """
    read, samplers = _read(world, shown), _ran(world)
    whole = samplers
    whole.append(read)
    order = np.lexsort((whole["started_at"], whole["instrument_id"].astype(str)))
    whole = whole.copy(order)
    whole["record_no"] = _numbered(world, whole["instrument_id"])
    whole["ticket_no"] = [str(number) for number in whole["record_no"]]
    world.tables["field_readings"] = whole


def _read(world: World, shown: Array) -> Frame:
    events = [world.visits[one.visit].events[one.event] for one in world.readings]
    decimals = np.array([ITEMS[one.item].decimals for one in world.readings])
    kept = half_even(shown, decimals)
    from_at, to_at = (np.array([getattr(one, name) for one in world.readings]) for name in ("from_at", "to_at"))
    return Frame(
        "field_readings",
        {
            "instrument_id": [one.instrument for one in world.readings], "record_no": 0, "event_id": events,
            "started_at": from_at, "ended_at": to_at, "written_at": to_at + 2,
            "parameter": [ITEMS[one.item].parameter for one in world.readings], "stored_value": kept,
            "ticket_value_text": [f"{value:.{places}f}" for value, places in zip(kept, decimals, strict=True)],
            "ticket_started_at": from_at, "ticket_ended_at": to_at, "ticket_template": "T-2.1", "firmware": FIRMWARE,
        },
        len(world.readings),
    )  # fmt: skip


def _ran(world: World) -> Frame:
    """One record per filter; the volume at standard conditions is what a result is computed with."""
    rows = [row for row, one in enumerate(world.taken) if one.bottle == FILTER and not one.blank]
    taken, samples = [world.taken[row] for row in rows], world["samples"]
    rng = stream(world.dimensions.seed, "samplers", world.laboratory.number)
    volume = samples["volume"][rows]
    world.standard = np.full(len(world.taken), np.nan)
    world.standard[rows] = np.round(volume * rng.uniform(0.7, 0.84, len(rows)), 1)
    from_at, to_at = (
        np.array([one.from_at for one in taken], np.int64),
        np.array([one.to_at for one in taken], np.int64),
    )
    return Frame(
        "field_readings",
        {
            "instrument_id": [_machine(world, row) for row in rows], "record_no": 0,
            "event_id": samples["event_id"][rows], "started_at": from_at, "ended_at": to_at, "written_at": to_at + 2,
            "parameter": [ITEMS[one.items[0]].parameter for one in taken], "volume": volume,
            "standard_volume": world.standard[rows],
            "ticket_started_at": from_at, "ticket_ended_at": to_at, "ticket_volume": volume, "ticket_template": "T-2.1",
            "firmware": FIRMWARE,
        },
        len(rows),
    )  # fmt: skip


def _machine(world: World, row: int) -> str:
    one = world.taken[row]
    visit = world.visits[one.visit]
    if visit.kind == "fugitive":
        return world.laboratory.air_samplers[visit.crew][one.event]
    return world.laboratory.kits[visit.crew]["stack_sampler"]


def _numbered(world: World, instruments: Array) -> Array:
    """Count the records of each instrument, from where its memory stood at the beginning."""
    rng = stream(world.dimensions.seed, "memories", world.laboratory.number)
    names, inverse = np.unique(instruments.astype(str), return_inverse=True)
    first = rng.integers(200, 4000, len(names))
    starts = np.searchsorted(inverse, np.arange(len(names)))
    return np.asarray(np.arange(len(instruments)) - starts[inverse] + first[inverse])
