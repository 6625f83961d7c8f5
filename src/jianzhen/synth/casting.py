"""Fills the cast: the same seed gives the same laboratories, people and plants in every process."""

from __future__ import annotations

import math
import random

from jianzhen.synth import identity
from jianzhen.synth.cast import BENCH_KINDS, KIT_KINDS, Cast, Habits, Laboratory
from jianzhen.synth.chance import dice, stream
from jianzhen.synth.clients import add_plants
from jianzhen.synth.dimensions import Dimensions
from jianzhen.synth.geography import CITIES
from jianzhen.synth.items import SCARCE

REPORTS_PER_DAY = 60_000 / 80 / 365
"""Reports of an average laboratory on a day of the calendar."""

NOISE_SHARE = 0.14
"""Of the reports."""

IN_THE_FIELD = 0.68
"""Share of working days on which a crew goes out."""

WORKING_DAYS = 0.685
COUNTS = {"spectrophotometer": 5.0, "ic": 2.0, "icp_ms": 0.8, "afs": 0.8, "aas": 0.8, "gc": 1.2, "digester": 3.0,
          "incubator": 2.0, "oven": 1.5, "balance": 1.5, "infrared_oil_meter": 1.2, "titrator": 1.8}  # fmt: skip
"""Instruments of an average laboratory."""

FEWEST_STAFF = 21
HALF_UP, FORMULAS, OLD_NUMBERS, GCJ = 0.4, 0.3, 0.25, 0.12
"""Shares of laboratories with each habit."""


def cast_of(dimensions: Dimensions) -> Cast:
    """Make everybody and everything there is in a region."""
    sizes = stream(dimensions.seed, "sizes").lognormal(0, 0.35, dimensions.laboratories)
    sizes = sizes / sizes.mean()
    return Cast(dimensions, [_laboratory(dimensions, number, float(size)) for number, size in enumerate(sizes)])


def reports_of(laboratory: Laboratory, days: int) -> int:
    """Return how many reports a laboratory writes in so many days."""
    return max(12, round(REPORTS_PER_DAY * days * laboratory.size))


def crews_of(size: float) -> int:
    """Return the number of crews that can do the work."""
    outings = REPORTS_PER_DAY * size * (1 - NOISE_SHARE)
    return max(2, math.ceil(outings / WORKING_DAYS / IN_THE_FIELD))


def _laboratory(dimensions: Dimensions, number: int, size: float) -> Laboratory:
    rng, at = stream(dimensions.seed, "laboratory", number), dice(dimensions.seed, "laboratory", number)
    city = CITIES[0] if number < 2 else at.choices(CITIES, [city.share for city in CITIES])[0]  # noqa: PLR2004
    code = f"L{number + 1:02d}"
    laboratory = Laboratory(
        number, code, identity.credit_code(rng, city.division), f"示例检测{number + 1:02d}有限公司", city.division,
        round(city.lon + at.uniform(-0.07, 0.07), 6), round(city.lat + at.uniform(-0.07, 0.07), 6), size,
        f"23301205{number + 1:04d}", _habits(at),
        frozenset(at.sample(SCARCE, at.randint(1, 2))) if size < 1.1 else frozenset(),  # noqa: PLR2004
    )  # fmt: skip
    _hire(laboratory, rng)
    _equip(laboratory)
    _fortunes(laboratory, dimensions, at, rng)
    add_plants(laboratory, dimensions)
    return laboratory


def _habits(at: random.Random) -> Habits:
    return Habits(
        below=at.choices(("<", "L", "ND"), (5, 4, 2))[0],
        half_up=at.random() < HALF_UP,
        formulas=at.random() < FORMULAS,
        old_numbers=at.random() < OLD_NUMBERS,
        gcj=at.random() < GCJ,
    )


def _hire(laboratory: Laboratory, rng: object) -> None:
    def people(count: int) -> list[str]:
        return [identity.person(rng) for _ in range(count)]  # type: ignore[arg-type]

    size = laboratory.size
    laboratory.crews = [tuple(people(2)) for _ in range(crews_of(size))]
    laboratory.analysts = people(max(6, round(9 * size)))
    laboratory.keepers = people(2)
    laboratory.signatories = people(2 if size < 1.5 else 3)  # noqa: PLR2004
    laboratory.others = people(max(2, FEWEST_STAFF - len(laboratory.staff)))


def _equip(laboratory: Laboratory) -> None:
    code, size = laboratory.code, laboratory.size
    laboratory.instruments = {
        kind: [f"{code}-{kind.upper().replace('_', '')}-{n + 1}" for n in range(max(1, math.ceil(COUNTS[kind] * size)))]
        for kind in BENCH_KINDS
    }
    for crew in range(len(laboratory.crews)):
        laboratory.kits.append(
            {kind: f"{code}-{kind.upper().replace('_', '')}-{crew + 1}" for kind in KIT_KINDS if kind != "air_sampler"}
        )
        laboratory.air_samplers.append([f"{code}-AIRSAMPLER-{crew + 1}{n}" for n in "ABCD"])


def _fortunes(laboratory: Laboratory, dimensions: Dimensions, at: random.Random, rng: object) -> None:
    """What happens to honest institutions too: a suspended parameter, a time to mend things, a renewal, a novice."""
    first, days = dimensions.first_day, dimensions.days
    fate = laboratory.number % 8
    if fate == 3:  # noqa: PLR2004
        start = first + days // 3
        laboratory.paused = ("硝酸盐氮", start, start + max(10, min(60, days // 4)))
    if fate == 5:  # noqa: PLR2004
        start = first + days // 2
        laboratory.closed = (start, start + max(8, min(30, days // 5)))
    if fate == 6:  # noqa: PLR2004
        laboratory.renewed = (f"26301205{laboratory.number + 1:04d}", first + days // 2)
    if fate in {1, 4}:
        laboratory.trainee = (identity.person(rng), first - at.randint(5, 20))  # type: ignore[arg-type]
