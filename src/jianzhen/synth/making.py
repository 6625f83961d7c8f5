"""Makes a region: first all of it honestly, then what is planted on it."""

from __future__ import annotations

import random

from jianzhen.synth.bench import add_bench_work
from jianzhen.synth.documents import add_reports
from jianzhen.synth.enforcement import add_enforcement
from jianzhen.synth.fieldwork import add_fieldwork
from jianzhen.synth.operation import add_operations, make_load
from jianzhen.synth.parties import add_laboratory, add_plant
from jianzhen.synth.region import Region
from jianzhen.synth.tampering import BEHAVIOURS
from jianzhen.synth.telemetry import add_devices

LABORATORIES = 4
PLANTS = 12


def make_region(seed: int, *, clean: bool = False) -> Region:
    """Make the region of a seed; the honest part of it is the same whether anything is planted or not."""
    region = Region(random.Random(seed))  # noqa: S311 - repeatable, not secret
    for number in range(LABORATORIES):
        add_laboratory(region, number)
    for number in range(PLANTS):
        add_plant(region, number, region.laboratories[number % LABORATORIES], make_load(region.rng))
    add_operations(region)
    add_fieldwork(region)
    add_bench_work(region)
    add_reports(region)
    add_devices(region)
    add_enforcement(region)
    if not clean:
        for plant_it in BEHAVIOURS.values():
            region.labels.append(plant_it(region))
    return region
