"""Photographs: two or three at every event, taken by the crew's handset."""

from __future__ import annotations

import numpy as np

from jianzhen.synth import identity
from jianzhen.synth.chance import stream
from jianzhen.synth.frame import Frame
from jianzhen.synth.world import World

WITHOUT_PLACE = 0.08
"""Share of pictures taken before the handset knew where it was."""


def add_photos(world: World) -> None:
    """The table of photographs."""
    rng = stream(world.dimensions.seed, "photos", world.laboratory.number)
    events = world["sampling_events"]
    row = np.repeat(np.arange(len(events)), rng.integers(2, 4, len(events)))
    count = len(row)
    start, end = events["started_at"][row], events["ended_at"][row]
    taken = start + np.floor(rng.random(count) * np.maximum(end - start, 60)).astype(np.int64)
    blind = rng.random(count) < WITHOUT_PLACE
    crew = np.array([int(event.rsplit("-", 1)[1][:2]) for event in events["event_id"]])
    world.tables["photos"] = Frame(
        "photos",
        {
            "photo_id": [f"{world.laboratory.code}P{number:07d}" for number in range(1, count + 1)],
            "event_id": events["event_id"][row], "sha256": identity.digests(rng, count),
            "perceptual_hash": identity.digests(rng, count, 16), "taken_at": taken,
            "lon": np.where(blind, np.nan, np.round(events["lon"][row] + rng.normal(0, 3e-5, count), 6)),
            "lat": np.where(blind, np.nan, np.round(events["lat"][row] + rng.normal(0, 3e-5, count), 6)),
            "device_model": [f"TAB-{number:02d}" for number in crew[row]],
        },
        count,
    )  # fmt: skip
